import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactShapes } from '../../support/exactShapes.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { stageTrees, type Tree, type Version } from '../../support/stagedTrees.ts';

// Random trees with keys at random places, from git to the report: what is found is what a finder without a diff and
// without an expression finds in the lines that hold one. Old lines hold none, so each of those is a new one.

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Shrinking would make placeholders of them, which are no keys. */
const body = (length: number) =>
  fc
    .noShrink(fc.noBias(fc.array(fc.nat(61), { minLength: length, maxLength: length })))
    .map((digits) => digits.map((digit) => BASE62[digit]).join(''));
const key = fc.oneof(
  fc.tuple(body(8), body(32)).map(([prefix, secret]) => `b10_${prefix}.${secret}`),
  body(32).map((secret) => `bastn_${secret}`),
);

/** Lines without a key, some of which read like a diff, and none of which speaks of what a key is for. */
const plain = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    '+',
    '++ x',
    '-- x',
    '@@ -1 +1 @@',
    'diff --git a/x b/x',
    '\tword word',
    'b10_',
    '}',
  ),
  fc.constantFrom('é', '日本 語', '🔑 x', 'ä\u0301b', '"quoted", '),
);
const around = fc.constantFrom('', ' ', '"', "'", '= ', '(', ';', ',', '🔑', 'é ', '<', '\t');
const keyed = fc.tuple(around, key, around).map(([before, text, after]) => before + text + after);

interface Encoding {
  name: string;
  encode(text: string): string;
  /** Whether it has a code for every character. */
  isWhole: boolean;
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const ENCODINGS: Encoding[] = [
  { name: 'UTF-8', encode: (text) => Buffer.from(text).toString('latin1'), isWhole: true },
  {
    name: 'UTF-8 with a mark',
    encode: (text) => Buffer.from(`\ufeff${text}`).toString('latin1'),
    isWhole: true,
  },
  { name: 'Latin-1', encode: (text) => text, isWhole: false },
  { name: 'UTF-16LE', encode: (text) => utf16(`\ufeff${text}`).toString('latin1'), isWhole: true },
  { name: 'UTF-16BE', encode: (text) => utf16(`\ufeff${text}`).swap16().toString('latin1'), isWhole: true },
];

interface Text {
  before: string[] | undefined;
  after: string[];
  encoding: Encoding;
  lineEnd: string;
  endsWithLineEnd: boolean;
  isExecutable: boolean;
}

const text: fc.Arbitrary<Text> = fc
  .record({
    isNew: fc.boolean(),
    lines: fc.array(plain, { maxLength: 20 }),
    edits: fc.array(
      fc.record({
        at: fc.nat(20),
        remove: fc.nat(3),
        insert: fc.array(fc.oneof(plain, keyed), { maxLength: 3 }),
      }),
      { maxLength: 5 },
    ),
    encoding: fc.constantFrom(...ENCODINGS),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    endsWithLineEnd: fc.boolean(),
    isExecutable: fc.boolean(),
  })
  .map(({ isNew, lines, edits, ...rest }) => {
    const toCode = rest.encoding.isWhole ? (line: string) => line : onlyLatin1;
    const before = lines.map(toCode);
    const after = [...before];
    for (const { at, remove, insert } of edits) after.splice(at, remove, ...insert.map(toCode));
    return { before: isNew ? undefined : before, after, ...rest };
  });

const onlyLatin1 = (line: string) => line.replace(/[^\0-\xff]/g, '?');

const trees = fc
  .array(fc.tuple(fc.constantFrom('', 'd/', 'two words/', 'é/'), text), { minLength: 1, maxLength: 8 })
  .map((files) => {
    const old = new Map<string, Version>();
    const staged = new Map<string, Version>();
    const expected: string[] = [];
    for (const [index, [folder, file]] of files.entries()) {
      const path = `${folder}${index}.txt`;
      const name = Buffer.from(path).toString('latin1');
      const mode = file.isExecutable ? '100755' : '100644';
      if (file.before) old.set(name, { mode: '100644', content: encoded(file.before, file) });
      staged.set(name, { mode, content: encoded(file.after, file) });
      for (const [number, line] of file.after.entries()) {
        for (const [rule, column, endColumn] of exactShapes(line)) {
          expected.push(`${path}:${number + 1}:${column}-${endColumn} ${rule}`);
        }
      }
    }
    return { old: old as Tree, new: staged as Tree, expected };
  });

function encoded(lines: readonly string[], { encoding, lineEnd, endsWithLineEnd }: Text): string {
  const end = endsWithLineEnd && lines.length > 0 ? lineEnd : '';
  return encoding.encode(lines.join(lineEnd) + end);
}

test('keys at random places of random trees are found there, and nowhere else', () => {
  const repository = ScratchRepository.create();
  let found = 0;
  fc.assert(
    fc.property(trees, ({ expected, ...staged }) => {
      stageTrees(repository, staged);
      const { findings } = repository.scan();
      const places = findings.map(
        ({ path, line, column, endColumn, ruleId }) => `${path}:${line}:${column}-${endColumn} ${ruleId}`,
      );
      expect(places.sort()).toEqual(expected.sort());
      found += places.length;
    }),
    { numRuns: 40 },
  );
  expect(found).toBeGreaterThan(50);
});
