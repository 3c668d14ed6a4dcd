import { describe, expect, test } from 'vitest';
import { decodeLine } from '../../src/diff/lines/decodeLine.ts';

const texts = (bytes: string) => decodeLine(bytes).map(({ text }) => text);

describe('decodeLine', () => {
  test.each([
    ['ASCII', 'key', 'key'],
    ['UTF-8', '\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80', 'é€😀'],
    ['a byte order mark is no character of the line', '\xef\xbb\xbfa', 'a'],
    ['no UTF-8, so Latin-1', 'caf\xe9', 'café'],
    ['two byte order marks, of which the second is one', '\xef\xbb\xbf\xef\xbb\xbfa', '\ufeffa'],
    ['nothing', '', ''],
  ])('one text: %s', (_, bytes, text) => expect(texts(bytes)).toEqual([text]));

  test.each([
    ['little-endian, first line', 'k\0e\0y\0'],
    ['little-endian with a mark', '\xff\xfek\0e\0y\0'],
    ['little-endian, later line', '\0k\0e\0y\0'],
    ['big-endian, first or later line', '\0k\0e\0y'],
    ['big-endian with a mark', '\xfe\xff\0k\0e\0y'],
    ['big-endian, whole line', '\0k\0e\0y\0'],
    ['a part that begins in the middle of a letter', 'k\0e\0y\0\r'],
  ])('UTF-16 among the texts: %s', (_, bytes) => {
    const reading = decodeLine(bytes).find(({ text }) => text.startsWith('key'));
    expect(reading?.text.slice(0, 3)).toBe('key');
    expect(reading && bytes[reading.byteOffset(1)]).toBe('e');
  });

  test.each([
    ['little-endian, later line', '\0\x42\x30k\0e\0y\0\x1d\x20'],
    ['little-endian with a mark', '\xff\xfe\x42\x30k\0e\0y\0\x1d\x20'],
    ['big-endian', '\x30\x42\0k\0e\0y\x20\x1d'],
    ['big-endian with a mark', '\xfe\xff\x30\x42\0k\0e\0y\x20\x1d'],
    ['big-endian, before a line end', '\x30\x42\0k\0e\0y\x20\x1d\0'],
    ['big-endian, a part that begins in the middle of a letter', '!\x30\x42\0k\0e\0y\x20\x1d'],
  ])('letters that are not Latin around ASCII: %s', (_, bytes) => {
    const reading = decodeLine(bytes).find(({ text }) => text.includes('あkey”'));
    expect(reading && bytes[reading.byteOffset(reading.text.indexOf('key'))]).toBe('k');
  });

  test('letters beyond ASCII, in either order of bytes', () => {
    expect(texts('\x42\x30\xe9\0\x21\xff')).toContain('あéＡ');
    expect(texts('\x30\x42\0\xe9\xff\x21')).toContain('あéＡ');
  });

  test.each([
    ['key', [8]],
    ['\xc3\xa9', [8]],
    ['caf\xe9', [8]],
    ['\0k\0e\0y\0', [16, 8]],
    ['k\0\0\0', [16, 32, 8]],
  ])('says how many bits a unit of each text has: %j', (bytes, units) => {
    expect([...new Set(decodeLine(bytes).map(({ unit }) => unit))]).toEqual(units);
  });

  test.each([
    ['little-endian with a mark', '\xff\xfe\0\0\x42\x30\0\0k\0\0\0e\0\0\0y\0\0\0\x1d\x20\0\0'],
    ['little-endian, later line', '\0\0\0\x42\x30\0\0k\0\0\0e\0\0\0y\0\0\0\x1d\x20\0\0'],
    ['big-endian with a mark', '\0\0\xfe\xff\0\0\x30\x42\0\0\0k\0\0\0e\0\0\0y\0\0\x20\x1d'],
    ['big-endian, before a line end', '\0\0\x30\x42\0\0\0k\0\0\0e\0\0\0y\0\0\x20\x1d\0\0\0'],
    ['a part that begins in the middle of a letter', '\0\0\x42\x30\0\0k\0\0\0e\0\0\0y\0\0\0\x1d\x20\0\0'],
  ])('UTF-32 around ASCII: %s', (_, bytes) => {
    const reading = decodeLine(bytes).find(({ text }) => text.includes('あkey”'));
    expect(reading?.unit).toBe(32);
    expect(reading && bytes[reading.byteOffset(reading.text.indexOf('key'))]).toBe('k');
  });

  test('a letter beyond the first 65,536 is one unit in UTF-32', () => {
    expect(texts('\0\xf6\x01\0k\0\0\0')).toContain('\ufffdk');
  });

  test('a line of Latin letters has one text for each place of the lower halves', () => {
    expect(texts('\0k\0e\0y\0')).toHaveLength(4);
  });

  test('a line with a NUL is read as it stands, too', () => expect(texts('key\0')).toContain('key\0'));

  test.each([
    ['key', 2],
    ['\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80key', 11],
    ['\xe9\xe9key', 4],
  ])('counts the bytes before a code unit: %j', (bytes, offset) => {
    const [reading] = decodeLine(bytes);
    expect(reading?.byteOffset(reading.text.indexOf('y'))).toBe(offset);
  });
});
