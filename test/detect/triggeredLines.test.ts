import { expect, test } from 'vitest';
import { triggeredLines } from '../../src/detect/triggeredLines.ts';
import { bastnKey, currentKey, legacyKey } from '../support/keys.ts';

/** The lines picked, of a stretch that begins at line 10. */
function picked(text: string, lineEnd = '\n') {
  const lines = text.split('\n');
  const bytes = lines.map((line) => `+${line}`).join('\n') + lineEnd;
  return triggeredLines({
    file: { path: 'a', blob: '', status: 'A' },
    firstLine: 10,
    bytes,
    lines: lines.length,
    size: bytes.length,
  });
}

test('each line with a sign of a key, once, in order, with the line below', () => {
  const [first, second] = [`${bastnKey()} baseten ${currentKey()}`, `x ${legacyKey()}`];
  expect(picked(`a\n${first}\nb\nc\n${second}`)).toEqual([
    { number: 11, bytes: first, next: 'b' },
    { number: 14, bytes: second },
  ]);
});

test('the last line, whether it ends or not', () => {
  const key = currentKey();
  for (const end of ['\n', '']) expect(picked(`a\n${key}`, end)).toEqual([{ number: 11, bytes: key }]);
});

test('a line in UTF-16, as it stands', () => {
  const wide = Buffer.from(`x ${currentKey()}`, 'utf16le').toString('latin1');
  expect(picked(`a\n${wide}\nb`)).toEqual([{ number: 11, bytes: wide, next: 'b' }]);
});

test.each([
  ['nothing', 'one\ntwo\n\nthree'],
  ['prefixes alone', 'abcd1234.abcd1234\nB10_remote'],
  ['git’s signs', '+\n-\n \n\\'],
  ['words about keys', 'the api key is secret\ntoken = x'],
  ['Base64 in which chance wrote a short name', 'U29tZSBieXRlcw/trussTOKEN/dGhleQ+BASTN\ntruss'],
])('no line of %s', (_, text) => expect(picked(text)).toEqual([]));

test.each(['trussToken=', 'Truss key', 'TRUSS_KEY', 'my/bastn+Key)', 'truss.'])('a line with %s', (text) =>
  expect(picked(text)).toHaveLength(1),
);
