import { expect, test } from 'vitest';
import { printable } from '../../src/report/printable.ts';

test.each([
  ['a plain name', 'src/a b.ts', 'src/a b.ts'],
  ['letters above ASCII', 'é€😀', 'é€😀'],
  ['a quote and a backslash', `'"\\`, `'"\\`],
  ['a line end', 'a\nb', 'a\\nb'],
  ['a carriage return', 'a\rb', 'a\\rb'],
  ['a tab', 'a\tb', 'a\\tb'],
  ['NUL', 'a\0b', 'a\\u0000b'],
  ['the bell', 'a\x07', 'a\\u0007'],
  ['an escape sequence', '\x1b[2J', '\\u001b[2J'],
  ['delete', '\x7f', '\\u007f'],
  ['a control character of Latin-1, which some terminals obey', '\x9b2J', '\\u009b2J'],
  ['right-to-left override', 'a\u202etxt', 'a\\u202etxt'],
  ['an isolate', '\u2066a\u2069', '\\u2066a\\u2069'],
  ['a space of no width', 'a\u200bb', 'a\\u200bb'],
  ['a byte order mark', '\ufeffa', '\\ufeffa'],
  ['separators of lines and paragraphs', '\u2028\u2029', '\\u2028\\u2029'],
  ['a tag, beyond the first plane', '\u{e0041}', '\\u{e0041}'],
  ['nothing', '', ''],
])('%s', (_, text, printed) => expect(printable(text)).toBe(printed));

test('no control character of any kind is left', () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
  expect(printable(all)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
