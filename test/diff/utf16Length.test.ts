import { expect, test } from 'vitest';
import { utf16Length } from '../../src/diff/lines/utf16Length.ts';

test.each(['', 'abc', 'é', '€', '😀', 'aé€😀b'])('UTF-8 %j has as many units as the string', (text) => {
  expect(utf16Length(Buffer.from(text).toString('latin1'))).toBe(text.length);
});

test.each(['abc', '\ufeffabc'])('UTF-16 %j has as many units as its letters', (text) => {
  expect(utf16Length(Buffer.from(text, 'utf16le').toString('latin1'))).toBe(3);
  expect(utf16Length(Buffer.from(text, 'utf16le').swap16().toString('latin1'))).toBe(3);
});

test('pieces have together what the whole has, wherever they are cut', () => {
  const bytes = Buffer.from('aé€😀b').toString('latin1');
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(utf16Length(bytes.slice(0, cut)) + utf16Length(bytes.slice(cut))).toBe(6);
  }
});
