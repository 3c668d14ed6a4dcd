import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedDiff } from '../../src/diff/malformedDiff.ts';
import { CannotScan } from '../../src/errors.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { type AddedLine, parseChunks, parseDiff, stagedDiff } from '../support/stagedDiff.ts';
import { stagedTrees, stageTrees } from '../support/stagedTrees.ts';

// Damage of every kind, many at once. Whatever the parser accepts it must have read as this file reads it.

/** Lists the files and the added lines of a diff in the simplest way, which refuses nothing. */
function readSimply(diff: string): { paths: string[]; lines: Omit<AddedLine, 'path'>[] } {
  const end = diff.indexOf('\0\0');
  const fields = diff.slice(0, Math.max(end, 0)).split('\0');
  const paths: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    if (/ R\d{3}$/.test(fields[index] ?? '')) index++;
    const path = fields[index + 1];
    if (path !== undefined) paths.push(Buffer.from(path, 'latin1').toString());
  }
  const lines: Omit<AddedLine, 'path'>[] = [];
  let [removed, added, number] = [0, 0, 0];
  for (const line of diff.slice(end + 2).split('\n')) {
    if (line.startsWith('\\')) continue;
    if (removed > 0) removed--;
    else if (added > 0) {
      added--;
      lines.push({ number: number++, bytes: line.slice(1) });
    } else {
      const header = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!header) continue;
      removed = Number(header[1] ?? 1);
      added = Number(header[3] ?? 1);
      number = Number(header[2]);
    }
  }
  return { paths, lines };
}

/** One piece of damage, at a place given in thousandths of the diff. */
type Damage = (diff: string) => string;

const place = fc.nat(999);
const at = (diff: string, thousandth: number) => Math.floor((diff.length * thousandth) / 1000);
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((array) => Buffer.from(array).toString('latin1'));
const telling = fc.constantFrom(
  '\n',
  '\0',
  '\0\0',
  '\r\n',
  '+',
  '-',
  '+++ b/x\n',
  '--- a/x\n',
  '@@ -1 +1 @@\n',
  '@@ -0,0 +1,2 @@\n+a\n+b\n',
  '\\ No newline at end of file\n',
  'diff --git a/x b/x\n',
  'Binary files a/x and b/x differ\n',
  'GIT binary patch\n',
  '\x1b[32m',
  'warning: x\n',
);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(([where, byte]) => (diff: string) => {
    const position = at(diff, where);
    return diff.slice(0, position) + String.fromCharCode(byte) + diff.slice(position + 1);
  }),
  fc.tuple(place, fc.oneof(bytes, telling)).map(([where, text]) => (diff: string) => {
    const position = at(diff, where);
    return diff.slice(0, position) + text + diff.slice(position);
  }),
  fc.tuple(place, place).map(([from, to]) => (diff: string) => {
    const [start, end] = [at(diff, Math.min(from, to)), at(diff, Math.max(from, to))];
    return diff.slice(0, start) + diff.slice(end);
  }),
  fc.tuple(place, place, place).map(([from, to, where]) => (diff: string) => {
    const block = diff.slice(at(diff, Math.min(from, to)), at(diff, Math.max(from, to)));
    const position = at(diff, where);
    return diff.slice(0, position) + block + diff.slice(position);
  }),
  place.map((where) => (diff: string) => diff.slice(0, at(diff, where))),
  lineDamage((lines, first, second) => {
    [lines[first], lines[second]] = [lines[second] ?? '', lines[first] ?? ''];
  }),
  lineDamage((lines, first) => lines.splice(first, 1)),
  lineDamage((lines, first, second) => lines.splice(second, 0, lines[first] ?? '')),
  lineDamage((lines, first, second) => lines.splice(second, 0, ...lines.splice(first, 3))),
  fc
    .tuple(fc.nat(9), fc.nat(3), fc.constantFrom('0', '1', '2', '7', '99999999999', '9'.repeat(400)))
    .map(([which, part, number]) => (diff: string) => {
      const headers = [...diff.matchAll(/^@@ .*? @@/gm)];
      const header = headers[which % Math.max(headers.length, 1)];
      if (!header) return diff;
      const numbers = [...header[0].matchAll(/\d+/g)];
      const chosen = numbers[part % numbers.length];
      const start = header.index + (chosen?.index ?? 0);
      return diff.slice(0, start) + number + diff.slice(start + (chosen?.[0].length ?? 0));
    }),
);

/** Damage to the lines behind the list. */
function lineDamage(edit: (lines: string[], first: number, second: number) => unknown) {
  return fc.tuple(fc.nat(), fc.nat()).map(([first, second]) => (diff: string) => {
    const end = diff.indexOf('\0\0') + 2;
    const lines = diff.slice(end).split(/(?<=\n)/);
    edit(lines, first % lines.length, second % lines.length);
    return diff.slice(0, end) + lines.join('');
  });
}

/** Checks that a text is read as `readSimply` reads it, or refused; tells whether it was read. */
function check(diff: string): boolean {
  let read: ReturnType<typeof parseDiff>;
  try {
    read = parseDiff(diff);
  } catch (error) {
    if (error instanceof MalformedDiff || error instanceof CannotScan) return false;
    throw error;
  }
  const { paths, lines } = readSimply(diff);
  expect(read.files.map(({ path }) => path)).toEqual(paths);
  expect(read.lines.map(({ number, bytes }) => ({ number, bytes }))).toEqual(lines);
  return true;
}

/** The diffs of some random trees, made once. */
function someDiffs(count: number): string[] {
  const repository = ScratchRepository.create();
  return fc.sample(stagedTrees, count).map((trees) => {
    stageTrees(repository, trees);
    return stagedDiff(repository);
  });
}

describe('a damaged diff is refused, or read as it stands', () => {
  test('the diff itself is read', () => {
    for (const diff of someDiffs(20)) expect(check(diff)).toBe(true);
  });

  test.each([1, 2, 5])('%i pieces of damage', (pieces) => {
    const diffs = someDiffs(20);
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(diffs.length - 1),
        fc.array(damage, { minLength: pieces, maxLength: pieces }),
        (which, all) => {
          if (check(all.reduce((diff, apply) => apply(diff), diffs[which] ?? ''))) accepted++;
          else refused++;
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  test('parts of two diffs, one behind the other', () => {
    const diffs = someDiffs(20);
    fc.assert(
      fc.property(fc.nat(19), fc.nat(19), place, place, (first, second, cut, other) => {
        const [head = '', tail = ''] = [diffs[first], diffs[second]];
        check(head.slice(0, at(head, cut)) + tail.slice(at(tail, other)));
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes that are no diff', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, telling), { maxLength: 30 }), (pieces) => {
        check(pieces.join(''));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('numbers that no file has', () => {
  const id = (digit: string) => digit.repeat(40);
  const patch = (hunks: string) =>
    `:100644 100644 ${id('1')} ${id('2')} M\0a\0\0diff --git a/a b/a\nindex ${id('1')}..${id('2')} 100644\n--- a/a\n+++ b/a\n${hunks}`;

  test.each([
    ['a count that is never reached', '@@ -1 +1,99999999999 @@\n-x\n+y\n'],
    ['a count of 400 digits', `@@ -1 +1,${'9'.repeat(400)} @@\n-x\n+y\n`],
    ['lines of 400 digits', `@@ -${'9'.repeat(400)},0 +${'9'.repeat(400)} @@\n+y\n`],
    ['lines beyond what is exact', '@@ -9007199254740993,0 +9007199254740994 @@\n+y\n'],
    ['a removal that is never reached', '@@ -1,99999999999 +1 @@\n-x\n+y\n'],
    ['no lines at all', '@@ -1,0 +1,0 @@\n'],
  ])('%s', (_, hunks) => {
    expect(() => parseDiff(patch(hunks))).toThrow(MalformedDiff);
  });

  test('what is read is handed on once, whatever is counted and however it is cut', () => {
    const lines = 20_000;
    const whole = patch(`@@ -1 +1,99999999999 @@\n-x\n${'+y\n'.repeat(lines)}`);
    for (const size of [1, 7, 4096, whole.length]) {
      let [handed, calls] = [0, 0];
      expect(() =>
        parseChunks(pieces(whole, size), ({ lines: count }) => {
          handed += count;
          calls++;
        }),
      ).toThrow(MalformedDiff);
      expect(handed).toBe(lines);
      expect(calls).toBeLessThanOrEqual(lines);
    }
  });
});

function* pieces(text: string, size: number): Generator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}
