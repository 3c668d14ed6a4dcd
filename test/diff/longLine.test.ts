import { describe, expect, test } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { LONG_LINE } from '../../src/diff/lines/longLine.ts';
import { MalformedDiff } from '../../src/diff/malformedDiff.ts';
import { StagedDiffParser } from '../../src/diff/parser.ts';
import type { AddedText, LinePart } from '../../src/diff/stagedFile.ts';
import { bastnKey, currentKey } from '../support/keys.ts';
import { parseChunks } from '../support/stagedDiff.ts';

const CREATED = `:000000 100644 ${'0'.repeat(40)} ${'1'.repeat(40)} A\0long.txt\0\0diff --git a/long.txt b/long.txt
new file mode 100644
index ${'0'.repeat(40)}..${'1'.repeat(40)}
--- /dev/null
+++ b/long.txt
`;
const CHUNK = 1 << 16;
/** What a match may need before it and after it. */
const NEIGHBOURHOOD = 4000;

type Part = AddedText & { part: LinePart };

function* chunksOf(text: string, size = CHUNK): Generator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

/** The parts of one long line, which is all that its file holds. */
function partsOf(line: string, size = CHUNK): Part[] {
  const { added } = parseChunks(chunksOf(`${CREATED}@@ -0,0 +1 @@\n+${line}\n`, size));
  for (const { part } of added) expect(part).toBeDefined();
  return added as Part[];
}

/** UTF-8 bytes, one character a byte. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function repeatTo(length: number, unit: string): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

const FILLINGS: [name: string, filling: string][] = [
  ['ASCII', repeatTo(3.3 * LONG_LINE, 'x y')],
  ['characters of two bytes', utf8(repeatTo(1.5 * LONG_LINE, 'é'))],
  ['characters of three bytes', utf8(repeatTo(LONG_LINE, '€'))],
  ['characters of four bytes', utf8(repeatTo(LONG_LINE, '😀'))],
  ['characters of one to four bytes', utf8(repeatTo(LONG_LINE, 'aé€😀'))],
];

describe('a long line', () => {
  for (const [name, line] of FILLINGS) {
    for (const size of [CHUNK, 10_007, 1.5 * LONG_LINE]) {
      test(`of ${name} in chunks of ${size} comes in parts, each place of it owned by one`, () => {
        const parts = partsOf(line, size);
        let start = 0;
        let ownedTo = 0;
        for (const { bytes, part, size: partSize } of parts) {
          const isLast = start + partSize > line.length;
          const expected = `+${`${line}\n`.slice(start, start + bytes.length - 1)}`;
          // Not by toBe: its message would hold a megabyte.
          expect(bytes === expected).toBe(true);
          expect(part.unitsBefore).toBe(Buffer.from(line.slice(0, start), 'latin1').toString('utf8').length);
          const ownedFrom = start === 0 ? 0 : start + part.ownedFrom - 1;
          expect(ownedFrom).toBe(ownedTo);
          if (start > 0) expect(part.ownedFrom).toBeGreaterThan(NEIGHBOURHOOD);
          if (isLast) expect(part.ownedTo).toBe(Number.POSITIVE_INFINITY);
          else expect(bytes.length - part.ownedTo).toBeGreaterThan(NEIGHBOURHOOD);
          ownedTo = start + part.ownedTo - 1;
          start += partSize;
        }
        expect(start).toBe(line.length + 1);
        expect(parts.map(({ lines }) => lines)).toEqual(
          parts.map((_, index) => (index < parts.length - 1 ? 0 : 1)),
        );
        expect(new Set(parts.map(({ firstLine }) => firstLine))).toEqual(new Set([1]));
      });
    }
  }

  test('is held in parts of bounded size', () => {
    const sizes: number[] = [];
    const parser = new StagedDiffParser(({ bytes }) => sizes.push(bytes.length));
    parser.push(`${CREATED}@@ -0,0 +1 @@\n+`);
    const chunk = 'x'.repeat(CHUNK);
    for (let count = 0; count < 1024; count++) parser.push(chunk);
    parser.push('\n');
    parser.end();
    expect(Math.max(...sizes)).toBeLessThanOrEqual(LONG_LINE + CHUNK);
    expect(sizes.length).toBeGreaterThan(60);
  });

  test('stands between others, with its own number', () => {
    const line = 'x'.repeat(2 * LONG_LINE);
    const diff = `${CREATED}@@ -0,0 +1,3 @@\n+before\n+${line}\n+after\n\\ No newline at end of file\n`;
    const { added } = parseChunks(chunksOf(diff));
    expect(added.map(({ firstLine, lines }) => [firstLine, lines])).toEqual([
      [1, 1],
      [2, 0],
      [2, 1],
      [3, 1],
    ]);
    expect(added.reduce((sum, { size }) => sum + size, 0)).toBe(`before\n${line}\nafter\n`.length);
  });

  test('that is removed adds nothing', () => {
    const modified = CREATED.replace(':000000', ':100644')
      .replaceAll('0'.repeat(40), '2'.repeat(40))
      .replace(' A\0', ' M\0')
      .replace('new file mode 100644\n', '')
      .replace(/(index \S+)/, '$1 100644')
      .replace('/dev/null', 'a/long.txt');
    const { added } = parseChunks(chunksOf(`${modified}@@ -1 +1 @@\n-${'x'.repeat(2 * LONG_LINE)}\n+new\n`));
    expect(added.map(({ bytes }) => bytes)).toEqual(['+new\n']);
  });

  test('that does not end is refused', () => {
    const diff = `${CREATED}@@ -0,0 +1 @@\n+${'x'.repeat(2 * LONG_LINE)}`;
    expect(() => parseChunks(chunksOf(diff))).toThrow(new MalformedDiff('it ends in the middle of a line'));
  });

  test('that no hunk counts is refused before it fills the memory', () => {
    for (const start of [CREATED, `${CREATED}@@ -0,0 +1 @@\n+x\n`, `${CREATED}@@ -0,0 +1,2 @@\n+x\n\\`, '']) {
      const parser = new StagedDiffParser(() => undefined);
      parser.push(start);
      expect(() => {
        for (let count = 0; count <= 16; count++) parser.push('x'.repeat(CHUNK));
      }).toThrow('it holds a header that does not end');
    }
  });
});

describe('a key in a long line', () => {
  /** Column and end of every finding, in order. */
  function columns(line: string): number[] {
    return partsOf(line).flatMap((part) => detect(part).map(({ finding }) => finding.column));
  }

  test.each(FILLINGS)('is found once, in its column, at every boundary between %s', (_, filling) => {
    // A step that is no multiple of anything puts keys at every distance from the boundaries.
    const key = bastnKey();
    let line = '';
    const starts: number[] = [];
    for (let start = 0; start + 2003 < filling.length; start += 2003) {
      line += filling.slice(start, start + 2003);
      starts.push(line.length);
      line += `"${key}"`;
    }
    // Where the step cut a character, the line is no UTF-8; whole characters only.
    const text = Buffer.from(line, 'latin1').toString('utf8').replaceAll('\ufffd', '');
    const expected = Array.from(text.matchAll(/bastn_/g), ({ index }) => index + 1);
    expect(expected).toHaveLength(starts.length);
    expect(columns(utf8(text))).toEqual(expected);
  });

  test('is found once at each byte around a boundary', () => {
    const key = currentKey();
    const length = 1.2 * LONG_LINE;
    // Both the place where the owner changes and the place where the bytes of a part end.
    const [first] = partsOf(' '.repeat(length));
    if (!first) throw new Error('no parts');
    for (const boundary of [first.part.ownedTo - 1, first.bytes.length - 1, first.size]) {
      for (let start = boundary - key.length - 2; start <= boundary + 2; start++) {
        const line = `${' '.repeat(start)}${key}${' '.repeat(length - start - key.length)}`;
        expect(columns(line), `at ${start}`).toEqual([start + 1]);
      }
    }
  });

  for (const [name, mark, swapped] of [
    ['UTF-16LE', '\ufeff', false],
    ['UTF-16LE without a mark', '', false],
    ['UTF-16BE', '\ufeff', true],
  ] as const) {
    test(`is found once in ${name}`, () => {
      const keys = Array.from({ length: 400 }, (_, index) => `${' '.repeat(4000 + index)}"${currentKey()}"`);
      const text = keys.join('');
      const bytes = Buffer.from(mark + text, 'utf16le');
      const found = columns((swapped ? bytes.swap16() : bytes).toString('latin1'));
      expect(found).toEqual(Array.from(text.matchAll(/b10_/g), ({ index }) => index + 1));
    });
  }
});
