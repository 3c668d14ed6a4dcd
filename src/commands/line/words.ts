import { CannotScan } from '../../errors.ts';
import { PRODUCT } from '../../product.ts';
import { redactWord } from '../../rules/redact.ts';
import type { OptionValues } from './options.ts';

/** Where all words are explained. */
export const SEE_HELP = `See \`${PRODUCT} --help\`.`;

/**
 * The word of a list that was given.
 *
 * @param kind what the list is of, for the message
 * @throws CannotScan where it is none of them, naming the nearest one
 */
export async function oneOf<T extends string>(known: readonly T[], given: string, kind: string): Promise<T> {
  return known.find((word) => word === given) ?? refuseUnknown(kind, given, known);
}

/**
 * The format of a report that is for a person or a program, and no scan's.
 *
 * @throws CannotScan for another one
 */
export async function textOrJson({ format = 'text' }: OptionValues): Promise<'text' | 'json'> {
  return oneOf(['text', 'json'], format, 'report format');
}

/**
 * @param dashes what was given before the word; before those of the list it is `--`, but for none
 * @throws CannotScan always, naming the word of the list that is nearest to the one given
 */
export async function refuseUnknown(
  kind: string,
  given: string,
  known: readonly string[],
  dashes = '',
): Promise<never> {
  const { closest } = await import('fastest-levenshtein');
  // One letter is as far from every word: it stands for those that begin with it.
  const likely = dashes === '-' ? known.filter((word) => word.startsWith(given.toLowerCase())) : [];
  const nearest = likely.length > 0 ? likely : [closest(given, known)];
  throw new CannotScan(
    `There is no ${kind} ${JSON.stringify(dashes + redactWord(given))}.`,
    `Did you mean ${nearest.map((word) => (dashes && '--') + word).join(' or ')}? ${SEE_HELP}`,
  );
}

/** @throws CannotScan for a command that takes no words beside its name, where one was given */
export function refuseWords(name: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new CannotScan(`\`${name}\` takes no ${JSON.stringify(redactWord(word))}.`, 'Leave it out.');
}
