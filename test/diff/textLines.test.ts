import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONG_LINE } from '../../src/diff/lines/longLine.ts';
import { TextLines } from '../../src/diff/lines/textLines.ts';
import type { AddedText } from '../../src/diff/stagedFile.ts';

const file = { path: 'a', blob: '', status: 'A' };

function read(pieces: readonly string[]) {
  const stretches: AddedText[] = [];
  const lines = new TextLines(file, (added) => stretches.push(added));
  for (const piece of pieces) lines.push(piece);
  lines.end();
  return { stretches, lines };
}

/** The lines handed over, by their numbers; a line that is handed over twice must be the same. */
function linesByNumber(stretches: readonly AddedText[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const { bytes, firstLine } of stretches) {
    for (const [index, line] of bytes.slice(0, -1).split('\n').entries()) {
      expect(line[0]).toBe('+');
      const number = firstLine + index;
      expect(found.get(number) ?? line).toBe(line);
      found.set(number, line);
    }
  }
  return found;
}

function cut(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
}

test('however a text is cut, its lines come with their numbers, each counted once', () => {
  const lineText = fc.stringMatching(/^[a+\\\r -]{0,4}$/);
  const text = fc.array(lineText, { maxLength: 8 }).map((list) => list.join('\n'));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 6 }), (whole, places) => {
      const { stretches, lines } = read(cut(whole, places));
      const expected = whole.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect([...linesByNumber(stretches)]).toEqual(expected.map((line, index) => [index + 1, `+${line}`]));
      expect(lines.lines).toBe(expected.length);
      expect(lines.size).toBe(whole.length);
      expect(stretches.reduce((sum, added) => sum + added.lines, 0)).toBe(expected.length);
      // The last line is given the end that it may lack.
      const size = whole === '' || whole.endsWith('\n') ? whole.length : whole.length + 1;
      expect(stretches.reduce((sum, added) => sum + added.size, 0)).toBe(size);
    }),
  );
});

test('a name and what the line below gives it come together, wherever the text is cut', () => {
  const text = 'one\nname:\nvalue\ntwo\n';
  for (let place = 0; place <= text.length; place++) {
    const { stretches } = read([text.slice(0, place), text.slice(place)]);
    expect(stretches.some(({ bytes }) => bytes.includes('+name:\n+value\n'))).toBe(true);
  }
});

describe('a line longer than is held', () => {
  const long = 'x'.repeat(2 * LONG_LINE);
  const pieces = (text: string) => text.match(/.{1,70000}/gs) ?? [];

  test('comes in parts, and the lines around it keep their numbers', () => {
    const { stretches, lines } = read(pieces(`before\n${long}END\nafter\nlast`));
    const parts = stretches.filter(({ part }) => part);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.length).toBeLessThan(5);
    expect(new Set(parts.map(({ firstLine }) => firstLine))).toEqual(new Set([2]));
    expect(parts.at(-1)?.bytes.endsWith('END\n')).toBe(true);
    const whole = linesByNumber(stretches.filter(({ part }) => !part));
    expect([whole.get(1), whole.get(3), whole.get(4)]).toEqual(['+before', '+after', '+last']);
    expect(lines.lines).toBe(4);
    for (const { bytes } of stretches) expect(bytes.length).toBeLessThan(LONG_LINE + 200_000);
  });

  test('is not what two lines have together', () => {
    const line = 'x'.repeat(LONG_LINE - 1000);
    const { stretches } = read([`${line}\n`, line, '\n']);
    expect(stretches.map(({ part }) => part)).toEqual([undefined, undefined]);
  });

  test('may be the last, without an end', () => {
    const { stretches, lines } = read(pieces(`${long}END`));
    expect(stretches.at(-1)?.bytes.endsWith('END\n')).toBe(true);
    expect(stretches.at(-1)?.part?.unitsBefore).toBeGreaterThan(LONG_LINE);
    expect(lines).toMatchObject({ lines: 1, size: long.length + 3 });
  });
});
