import { describe, expect, test } from 'vitest';
import {
  BASTN_KEY,
  CURRENT_KEY,
  type Format,
  findFormat,
  LEGACY_KEY,
} from '../../src/rules/shapes/formats.ts';
import { base62, bastnKey, currentKey, legacyKey } from '../support/keys.ts';

/** Start, begin of the secret half and end of each match. */
function places(format: Format, text: string): number[][] {
  return findFormat(format, text).map(({ start, secretStart, end }) => [start, secretStart, end]);
}

describe('a format', () => {
  test.each([
    ['F1, shortest', BASTN_KEY, `"${bastnKey(16)}"`, [[1, 7, 23]]],
    ['F1, longer than the card says', BASTN_KEY, bastnKey(50), [[0, 6, 56]]],
    ['F1 of 15', BASTN_KEY, bastnKey(15), []],
    ['F1 in capitals', BASTN_KEY, bastnKey().toUpperCase(), []],
    ['F2', CURRENT_KEY, `"${currentKey()}"`, [[1, 14, 46]]],
    ['F2 behind an escape', CURRENT_KEY, `\\n${currentKey()}\\n`, [[2, 15, 47]]],
    ['F2 glued to a word', CURRENT_KEY, `x${currentKey()}`, [[1, 14, 46]]],
    ['F2 and a full stop', CURRENT_KEY, `${currentKey()}.`, [[0, 13, 45]]],
    [
      'F2 twice',
      CURRENT_KEY,
      `${currentKey()},${currentKey()}`,
      [
        [0, 13, 45],
        [46, 59, 91],
      ],
    ],
    ['F2 of 31', CURRENT_KEY, currentKey().slice(0, -1), []],
    ['F2 of 33', CURRENT_KEY, `${currentKey()}a`, []],
    ['F2 of 7 before the dot', CURRENT_KEY, `b10_${base62(7)}.${base62(32)}`, []],
    ['F3', LEGACY_KEY, ` ${legacyKey()} `, [[1, 10, 42]]],
    ['F3 at the beginning of a line', LEGACY_KEY, legacyKey(), [[0, 9, 41]]],
    ['F3 behind \\n', LEGACY_KEY, `\\n${legacyKey()}`, [[2, 11, 43]]],
    ['F3 behind %3D', LEGACY_KEY, `%3D${legacyKey()}`, [[3, 12, 44]]],
    ['F3 behind \\u003d', LEGACY_KEY, `\\u003d${legacyKey()}`, [[6, 15, 47]]],
    ['F3 behind a colour', LEGACY_KEY, `\x1b[32m${legacyKey()}`, [[5, 14, 46]]],
    ['F3 behind a letter', LEGACY_KEY, `q${legacyKey()}`, []],
    ['F3 of 31', LEGACY_KEY, legacyKey().slice(0, -1), []],
    ['F3 of 33', LEGACY_KEY, `${legacyKey()}a`, []],
  ])('%s', (_, format, text, expected) => expect(places(format, text)).toEqual(expected));

  test('is high confidence by itself', () => {
    expect(findFormat(CURRENT_KEY, currentKey())).toEqual([
      { start: 0, secretStart: 13, end: 45, confidence: 'high' },
    ]);
  });

  test('a run of some millions does not overflow the stack', () => {
    expect(places(BASTN_KEY, `bastn_${'aB3'.repeat(2_000_000)}`)).toEqual([[0, 6, 6_000_006]]);
  });
});
