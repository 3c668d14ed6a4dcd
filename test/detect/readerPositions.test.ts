import { describe, expect, test } from 'vitest';
import { ReaderPositions } from '../../src/detect/readerPositions.ts';

/** Where each of git's lines begins for a reader, whatever the pieces that the file comes in. */
function positions(bytes: string, size = 1 << 20) {
  const reader = new ReaderPositions();
  return bytes.split('\n').map((line) => {
    for (let start = 0; start < line.length; start += size)
      reader.extendLine(line.slice(start, start + size));
    const { current } = reader;
    reader.endLine();
    return current;
  });
}

const wide = (text: string, swap = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return (swap ? bytes.swap16() : bytes).toString('latin1');
};

describe('lines in one byte a character', () => {
  test.each([
    ['LF', 'a\nb\nc', [1, 2, 3]],
    ['CRLF', 'a\r\nb\r\nc', [1, 2, 3]],
    ['CR alone', 'a\rb\rc\nd', [1, 4]],
    ['CR and CRLF', 'a\rb\r\nc\nd', [1, 3, 4]],
    ['empty lines', '\n\r\n\n', [1, 2, 3, 4]],
    ['two CR and LF', 'a\r\r\nb', [1, 3]],
    ['nothing', '', [1]],
  ])('%s', (_, bytes, lines) => {
    for (const size of [1, 2, 100]) expect(positions(bytes, size).map(({ line }) => line)).toEqual(lines);
  });
});

test('an empty line before UTF-16 that was appended is one', () => {
  expect(positions(`x\n\n\n\n${wide('a')}`).at(-1)).toMatchObject({ line: 5, wideLine: 5 });
});

describe('lines in UTF-16', () => {
  test.each([
    [
      'little-endian, appended to one byte a character',
      `x\nab\ncd\n${wide('a\nb')}`,
      [
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 0],
        [5, -1],
      ],
    ],
    [
      'little-endian with a mark',
      wide('\ufeffa\nbc\nd'),
      [
        [1, -2],
        [2, -1],
        [3, -1],
      ],
    ],
    [
      'little-endian',
      wide('a\nbc\nd'),
      [
        [1, 0],
        [2, -1],
        [3, -1],
      ],
    ],
    [
      'big-endian with a mark',
      wide('\ufeffa\nbc\nd', true),
      [
        [1, -2],
        [2, 0],
        [3, 0],
      ],
    ],
    [
      'big-endian',
      wide('a\nbc\nd', true),
      [
        [1, 0],
        [2, 0],
        [3, 0],
      ],
    ],
    // U+010A, U+0A41 and U+4100 hold bytes of a line end, and are none.
    [
      'little-endian, half of a letter',
      wide('a\u010ab\nc'),
      [
        [1, 0],
        [1, 3],
        [2, -1],
      ],
    ],
    [
      'big-endian, half of a letter',
      wide('a\u010ab\nc', true),
      [
        [1, 0],
        [1, 4],
        [2, 0],
      ],
    ],
    [
      'little-endian, halves of two letters',
      wide('a\u0a41\u4100b\nc'),
      [
        [1, 0],
        [1, 4],
        [2, -1],
      ],
    ],
    [
      'big-endian, halves of two letters',
      wide('a\u4100\u0a41b\nc', true),
      [
        [1, 0],
        [1, 5],
        [2, 0],
      ],
    ],
  ])('%s', (_, bytes, expected) => {
    for (const size of [1, 2, 100]) {
      expect(positions(bytes, size).map(({ wideLine, wideBytes }) => [wideLine, wideBytes])).toEqual(
        expected,
      );
    }
  });
});
