import type { GivenKey } from '../rules/givenKey.ts';
import { REDACTION, redactKeys } from '../rules/redact.ts';
import { keyForms } from './search/keyForms.ts';

/** So many characters of a secret half are one too many to be shown. */
const TELLING = 5;

/**
 * Makes the function that every name goes through before it is reported: of a path, a ref, a person. What it returns
 * holds no run of five characters of the secret half, in no encoding: a path may hold a key that a slash cuts in two.
 */
export function withoutKey({ secret, prefix }: GivenKey): (text: string) => string {
  const secretHalf = prefix === null ? secret : secret.slice(prefix.length + 1);
  const texts = keyForms(secret)
    .filter(({ encoding }) => encoding === 'base64')
    .map(({ bytes }) => bytes.toString('latin1'));
  const runs = new Set([secretHalf, ...texts].flatMap(runsOf));
  // Other keys first: the runs of a key of the card's form are those of its mark too, by which they are told.
  return (text) => hideRuns(redactKeys(text), runs);
}

function runsOf(text: string): string[] {
  return Array.from({ length: text.length - TELLING + 1 }, (_, start) => text.slice(start, start + TELLING));
}

/** Replaces each longest stretch that consists of runs. */
function hideRuns(text: string, runs: ReadonlySet<string>): string {
  let shown = '';
  let hiddenTo = -1;
  for (let at = 0; at < text.length; at++) {
    if (runs.has(text.slice(at, at + TELLING))) {
      if (at > hiddenTo) shown += REDACTION;
      hiddenTo = Math.max(hiddenTo, at + TELLING);
    }
    if (at >= hiddenTo) shown += text[at];
  }
  return shown;
}
