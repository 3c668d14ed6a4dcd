import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedDiff } from '../../src/diff/malformedDiff.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { type ParsedDiff, parseDiff, stagedDiff } from '../support/stagedDiff.ts';
import { stagedTrees, stageTrees } from '../support/stagedTrees.ts';

// What a damaged diff may still be read as. Only a wrong content, which no grammar shows, may go unseen.

const RUNS = { numRuns: 12 };
const MARKER = '\\ No newline at end of file\n';

/** Checks a property of the diffs of random trees. */
function forDiffs(check: (diff: string, whole: ParsedDiff) => void): void {
  const repository = ScratchRepository.create();
  fc.assert(
    fc.property(stagedTrees, (trees) => {
      stageTrees(repository, trees);
      const diff = stagedDiff(repository);
      check(diff, parseDiff(diff));
    }),
    RUNS,
  );
}

/** What the parser reads, or undefined where it refuses; any other error is a failure. */
function readOrRefuse(diff: string): ParsedDiff | undefined {
  try {
    return parseDiff(diff);
  } catch (error) {
    if (error instanceof MalformedDiff) return undefined;
    throw error;
  }
}

/** The patches as lines with their line ends, and what stands before them. */
function splitDiff(diff: string): { list: string; lines: string[] } {
  // Only the end of the list is followed by this: no name begins with NUL.
  const end = diff.indexOf('\0\0diff --git ') + 2;
  return { list: diff.slice(0, end), lines: diff.slice(end).match(/[^\n]*\n/g) ?? [] };
}

describe('chunks', () => {
  test('a diff is the same however it is cut in two', () => {
    forDiffs((diff, whole) => {
      for (let cut = 0; cut <= diff.length; cut++) {
        expect(parseDiff(diff.slice(0, cut), diff.slice(cut)), `cut at ${cut}`).toEqual(whole);
      }
    });
  });

  test('a diff is the same byte by byte', () => {
    forDiffs((diff, whole) => expect(parseDiff(...diff)).toEqual(whole));
  });

  test('an empty chunk changes nothing', () => {
    forDiffs((diff, whole) =>
      expect(parseDiff('', diff.slice(0, 99), '', diff.slice(99), '')).toEqual(whole),
    );
  });
});

describe('a diff that ends too early', () => {
  test('is refused, unless all that is missing is hunks of the last file', () => {
    forDiffs((diff, whole) => {
      // Nothing at all is what git prints when nothing is staged: only its exit code tells.
      for (let end = 1; end < diff.length; end++) {
        const read = readOrRefuse(diff.slice(0, end));
        if (!read) continue;
        const missing = diff.slice(end);
        expect(diff[end - 1], `ends at ${end}`).toBe('\n');
        expect(missing).toMatch(/^(?:@@ |\\ )/);
        expect(missing.split('\n').every((line) => /^(?:@@ |[-+\\]|$)/.test(line))).toBe(true);
        expect(read.files).toEqual(whole.files);
        expect(read.lines).toEqual(whole.lines.slice(0, read.lines.length));
      }
    });
  });
});

describe('a patch with one line', () => {
  test('deleted is refused, unless it says that a line end is missing', () => {
    forDiffs((diff, whole) => {
      const { list, lines } = splitDiff(diff);
      for (const [index, line] of lines.entries()) {
        const read = readOrRefuse(list + lines.toSpliced(index, 1).join(''));
        expect(read, `without ${JSON.stringify(line)}`).toEqual(line === MARKER ? whole : undefined);
      }
    });
  });

  test('doubled is refused', () => {
    forDiffs((diff) => {
      const { list, lines } = splitDiff(diff);
      for (const [index, line] of lines.entries()) {
        const read = readOrRefuse(list + lines.toSpliced(index, 0, line).join(''));
        expect(read, `twice ${JSON.stringify(line)}`).toBeUndefined();
      }
    });
  });

  test('swapped with the next is refused, unless both say the same of their lines', () => {
    forDiffs((diff, whole) => {
      const { list, lines } = splitDiff(diff);
      for (const [index, line] of lines.entries()) {
        const next = lines[index + 1];
        if (next === undefined || next === line) continue;
        const read = readOrRefuse(list + lines.toSpliced(index, 2, next, line).join(''));
        if (!read) continue;
        expect(read.files).toEqual(whole.files);
        const [first, second] = [line[0], next[0]];
        if (first === '+' && second === '+') {
          // Two added lines, each under the other's number.
          expect(read.lines.map(place)).toEqual(whole.lines.map(place));
          expect(read.lines.map(({ bytes }) => bytes).sort()).toEqual(
            whole.lines.map(({ bytes }) => bytes).sort(),
          );
        } else {
          // Two removed lines, or a marker that moved from the new version to the old.
          expect([line, next].every((each) => each[0] === '-' || each === MARKER || each[0] === '+')).toBe(
            true,
          );
          expect(read.lines).toEqual(whole.lines);
        }
      }
    });
  });
});

test('a diff with one other byte is refused, or read with the same files and line numbers', () => {
  forDiffs((diff, whole) => {
    for (let at = 0; at < diff.length; at++) {
      for (const byte of ['\n', '\0', '+', '-', '\\', '1', 'A', 'M', 'R']) {
        if (diff[at] === byte) continue;
        const read = readOrRefuse(diff.slice(0, at) + byte + diff.slice(at + 1));
        if (!read) continue;
        expect(read.files, `${JSON.stringify(byte)} at ${at}`).toEqual(whole.files);
        expect(read.lines.map(place)).toEqual(whole.lines.map(place));
        const changed = read.lines.filter(({ bytes }, index) => bytes !== whole.lines[index]?.bytes);
        expect(changed.length).toBeLessThanOrEqual(1);
      }
    }
  });
});

test('a diff without one of the entries of its list is refused', () => {
  forDiffs((diff) => {
    const { list, lines } = splitDiff(diff);
    const entries = list.slice(0, -1).match(/:[0-7]{6} [^\0]*\0[^\0]*\0(?:(?!:[0-7]{6} )[^\0]+\0)?/g) ?? [];
    expect(entries.join('')).toBe(list.slice(0, -1));
    for (const index of entries.keys()) {
      const read = readOrRefuse(`${entries.toSpliced(index, 1).join('')}\0${lines.join('')}`);
      expect(read, `without entry ${index}`).toBeUndefined();
    }
  });
});

function place({ path, number }: { path: string; number: number }): string {
  return `${path}\0${number}`;
}
