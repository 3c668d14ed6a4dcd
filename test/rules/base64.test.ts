import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { triggeredLines } from '../../src/detect/triggeredLines.ts';
import { base64Forms, decodedTexts, writtenText } from '../../src/rules/shapes/base64.ts';
import { bastnKey, currentKey, legacyKey } from '../support/keys.ts';

const encode = (text: string) => Buffer.from(text, 'latin1').toString('base64');

test('base64Forms: one of them stands in every encoding of a longer text', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  for (const text of ['b10_', 'bastn_', 'baseten']) {
    const forms = base64Forms(text);
    const formsBeforeLetters = base64Forms(text, ['a', 'Z', '5']);
    for (const before of bytes.flatMap((byte) => ['', byte, byte + byte, `${byte}ab`]))
      for (const after of ['z', '\xff', '{}"', 'a', '5']) {
        const encoded = encode(before + text + after);
        expect(forms.some((form) => encoded.includes(form))).toBe(true);
        if (!/[a5]/.test(after)) continue;
        expect(formsBeforeLetters.some((form) => encoded.includes(form))).toBe(true);
      }
  }
});

test('base64Forms: none is so short that chance makes it', () => {
  const forms = base64Forms('b10_', ['a', 'Z', '5']);
  expect(Math.min(...forms.map((form) => form.length))).toBeGreaterThanOrEqual(6);
  const lines = Array.from({ length: 20_000 }, () => randomBytes(57).toString('base64'));
  expect(lines.filter((line) => forms.some((form) => line.includes(form))).length).toBeLessThan(5);
});

describe('decodedTexts', () => {
  test.each(['', 'a', 'ab', 'user:', 'some words before '])('finds a key behind %j', (before) => {
    const key = currentKey();
    const line = `x: "${encode(before + key)}"`;
    const [found] = decodedTexts(line).filter(({ text }) => text.includes(key));
    const start = found?.text.indexOf(key) ?? -1;
    const range = found?.encodedRange(start, start + key.length) ?? { start: 0, end: 0 };
    // Decoded from a multiple of four, the range holds the key.
    const begin = 4 + Math.floor((range.start - 4) / 4) * 4;
    expect(Buffer.from(line.slice(begin, range.end), 'base64').toString('latin1')).toContain(key);
  });

  test.each([1, 2, 3])('also where %i letters are glued before the run', (count) => {
    const key = bastnKey();
    const texts = decodedTexts('x'.repeat(count) + encode(key)).map(({ text }) => text);
    expect(texts.some((text) => text.includes(key))).toBe(true);
  });

  // A serialized object, say: what stands around the key is no text.
  test.each(['', 'a', 'ab'])('finds a key among bytes that are no text, behind %j', (before) => {
    for (const key of [bastnKey(), currentKey()]) {
      const texts = decodedTexts(encode(`\x80\x04${before}${key}\x94\xff`)).map(({ text }) => text);
      expect(texts.some((text) => text.includes(key))).toBe(true);
    }
  });

  test.each([0, 1, 2, 3])('says where in the line it stands, behind %i letters', (count) => {
    const key = bastnKey();
    const [found] = decodedTexts('x'.repeat(count) + encode(key)).filter(({ text }) => text === key);
    const end = count + Math.ceil((key.length * 8) / 6);
    expect(found?.encodedRange(0, key.length)).toEqual({ start: count, end });
    // `bastn_` is eight characters of Base64.
    expect(found?.encodedRange(6, key.length)).toEqual({ start: count + 8, end });
  });

  test('twice encoded, and in the URL-safe alphabet', () => {
    const key = currentKey();
    const twice = decodedTexts(encode(`auth: ${encode(`u:${key}`)}`)).map(({ text }) => text);
    expect(twice.some((text) => text.includes(key))).toBe(true);
    const thrice = encode(encode(encode(`auth: ${key}`)));
    expect(decodedTexts(thrice).filter(({ text }) => text.includes(key))).toEqual([]);
    const url = Buffer.from(`>>>???${key}`).toString('base64url');
    expect(decodedTexts(url)[0]?.text).toBe(`>>>???${key}`);
  });

  test.each([
    ['a short run', encode('b10_')],
    ['noise', Buffer.from([...Array(60).keys()].map((byte) => 200 - byte)).toString('base64')],
    ['no run', 'two words, and more of them'],
  ])('finds nothing in %s', (_, line) => expect(decodedTexts(line)).toEqual([]));
});

const file = { path: 'a.yaml', blob: '', status: 'A' };
const isTriggered = (line: string) =>
  triggeredLines({ file, firstLine: 1, bytes: `+${line}\n`, lines: 1, size: line.length }).length === 1;

test('the triggers hold for an older key alone, whatever it ends with', () => {
  const key = legacyKey().slice(0, -2);
  const last = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
  const ends = last.flatMap((one) => last.map((other) => one + other));
  expect(ends.filter((end) => !isTriggered(encode(key + end)))).toEqual([]);
});

test('the triggers hold for every encoded key, and for an older one alone', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    expect(isTriggered(encode(before + currentKey()))).toBe(true);
    expect(isTriggered(encode(before + bastnKey()))).toBe(true);
    expect(isTriggered(encode(`${before}BASETEN_API_KEY=${legacyKey()}`))).toBe(true);
  }
  for (const before of ['', 'x ', '"', 'key: ']) expect(isTriggered(before + encode(legacyKey()))).toBe(true);
  expect(isTriggered(`key: ${encode(`${legacyKey()}\n`)}`)).toBe(true);
  expect(isTriggered(encode('nothing of the kind, though it is long enough'))).toBe(false);
});

test.each([
  [encode('some words'), 'some words'],
  [encode('some words').replace(/=+$/, ''), 'some words'],
  [encode('\xff\xfe\xfd\xfc\xfb\xfa'), undefined],
  ['short', undefined],
  [encode('some words').slice(0, 9), undefined],
  [`!!${encode('some words')}`, undefined],
  [`${encode('some words')}!!`, undefined],
  ['a b c d e f g h', undefined],
])('writtenText of %s', (literal, text) => expect(writtenText(literal)).toBe(text));

test.each([0, 1, 2, 3])('a part of a long line that begins %d characters into a group', (cut) => {
  const key = legacyKey();
  const texts = decodedTexts(encode(`# some words, BASETEN_API_KEY=${key} `).slice(cut)).map(
    ({ text }) => text,
  );
  expect(texts.filter((text) => text.includes(key))).toHaveLength(1);
});
