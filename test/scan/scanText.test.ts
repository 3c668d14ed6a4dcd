import { expect, test } from 'vitest';
import { scanText } from '../../src/scan/files/scanText.ts';
import { currentKey, legacyKey } from '../support/keys.ts';

test('finds keys in text and in bytes of any encoding', () => {
  const text = `one\ntwo "${currentKey()}"\n`;
  for (const given of [text, Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
    expect(scanText({ path: 'a.txt', text: given })).toMatchObject({
      findings: [{ ruleId: 'baseten-api-key', path: 'a.txt', line: 2, column: 6, endColumn: 51 }],
      suppressed: [],
    });
  }
});

test('reads context from the path and from other lines', () => {
  const key = `key = "${legacyKey()}"\n`;
  expect(scanText({ path: 'a.py', text: key }).findings).toEqual([]);
  expect(scanText({ path: 'baseten/a.py', text: key }).findings).toHaveLength(1);
  expect(scanText({ path: '.env', text: key }).findings).toHaveLength(1);
  expect(scanText({ path: 'a.py', text: `import baseten\n${key}` }).findings).toMatchObject([{ line: 2 }]);
});

test('honours comments, unless told not to', () => {
  const text = `${currentKey()} # baseten-key-guard:allow\n`;
  expect(scanText({ path: 'a', text })).toMatchObject({ findings: [], suppressed: [{ by: 'inline' }] });
  expect(scanText({ path: 'a', text, inlineAllow: false })).toMatchObject({ findings: [{}], suppressed: [] });
});

test.each(['', '\n', 'nothing', '\0\0\0'])('%j holds nothing', (text) => {
  expect(scanText({ path: 'a', text })).toEqual({ findings: [], suppressed: [] });
});
