import { expect, test } from 'vitest';
import { isPlaceholder } from '../../src/rules/evidence/placeholders.ts';
import { bastnKey, currentKey, legacyKey } from '../support/keys.ts';

/** A key of which the secret half begins with this. */
function beginning(key: string, word: string): string {
  const start = Math.max(key.lastIndexOf('.'), key.lastIndexOf('_')) + 1;
  return key.slice(0, start) + word + key.slice(start + word.length);
}

test.each([
  ['the sample of the documentation', ['abcdefgh', `1234567890${'ABCDEFGHIJKL'}1234567890`].join('.')],
  ['one character repeated, F1', `bastn_${'x'.repeat(32)}`],
  ['one character repeated, F2', `b10_abcd1234.${'0'.repeat(32)}`],
  ['one character repeated, F3', `abcd1234.${'Z'.repeat(32)}`],
  ['placeholder', beginning(currentKey(), 'Placeholder')],
  ['example', beginning(bastnKey(), 'EXAMPLE')],
  ['yourapikey', beginning(legacyKey(), 'YourApiKey')],
  ['yourbaseten', beginning(currentKey(), 'YOURBASETENKEY')],
  ['changeme', beginning(bastnKey(), 'ChangeMe')],
  ['xxxxxx', beginning(legacyKey(), 'xxxxxx')],
  ['what counts up', ['abcd1234', `efgh5678${'ijkl9012'}mnop3456qrst7890`].join('.')],
  ['what counts up in the secret half', beginning(currentKey(), 'AB1CD2EF3GH4')],
])('%s is a placeholder', (_, key) => expect(isPlaceholder(key)).toBe(true));

test.each([
  ['F1', bastnKey()],
  ['F2', currentKey()],
  ['F3', legacyKey()],
  ['the sample of the card', `bastn_${'1234567890abcdef'}`],
  ['a word in the part that may be seen', `b10_examplez.${legacyKey().slice(-32)}`],
  ['seven letters in a row', beginning(currentKey(), 'ab1cd2ef3g4z')],
  ['five x', beginning(currentKey(), 'axxxxxb')],
])('%s is none', (_, key) => expect(isPlaceholder(key)).toBe(false));
