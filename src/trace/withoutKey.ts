import type { GivenKey } from '../rules/givenKey.ts';
import { redactSecrets, withoutParts } from '../rules/redact.ts';
import { keyForms } from './search/keyForms.ts';

/**
 * Makes the function that every name goes through before it is reported: of a path, a ref, a person. What it returns
 * holds no part of the secret half, in no encoding: a path may hold a key that a slash cuts in two.
 */
export function withoutKey({ secret, prefix }: GivenKey): (text: string) => string {
  const secretHalf = prefix === null ? secret : secret.slice(prefix.length + 1);
  const encoded = keyForms(secret)
    .filter(({ encoding }) => encoding === 'base64')
    .map(({ bytes }) => bytes.toString('latin1'));
  // Other keys first: the parts of a key of the card's form are those of its mark too, by which they are told.
  return (text) => withoutParts(redactSecrets(text), [secretHalf, ...encoded]);
}
