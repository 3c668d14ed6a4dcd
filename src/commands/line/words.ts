import { CannotScan } from '../../errors.ts';
import { PRODUCT } from '../../product.ts';
import { redactWord } from '../../rules/redact.ts';

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
 * @param dashes what stands before the words of the list
 * @throws CannotScan always, naming the word of the list that is nearest to the one given
 */
export async function refuseUnknown(
  kind: string,
  given: string,
  known: readonly string[],
  dashes = '',
): Promise<never> {
  const { closest } = await import('fastest-levenshtein');
  throw new CannotScan(
    `There is no ${kind} ${JSON.stringify(dashes + redactWord(given))}.`,
    `Did you mean ${dashes}${closest(given, known)}? ${SEE_HELP}`,
  );
}

/** @throws CannotScan for a command that takes no words beside its name, where one was given */
export function refuseWords(name: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new CannotScan(`\`${name}\` takes no ${JSON.stringify(redactWord(word))}.`, 'Leave it out.');
}
