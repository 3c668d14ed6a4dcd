import { describe, expect, test } from 'vitest';
import { COMMIT_FORMAT } from '../../src/diff/commits/commitHeader.ts';
import { type MergedFile, MergeParser } from '../../src/diff/commits/commitMerges.ts';
import { CommitParser } from '../../src/diff/commits/commitParser.ts';
import { COMMIT_LOG_ARGUMENTS, MERGE_LOG_ARGUMENTS } from '../../src/git/commits/commitLog.ts';
import { commitAll, mergeAs } from '../support/history.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { gitBytes } from '../support/stagedDiff.ts';

const HEADER = `commit ${'1'.repeat(40)}\0a\0d\0m\0`;
const REFUSAL = expect.objectContaining({
  name: 'MalformedDiff',
  message: expect.stringMatching(/^its? \w+ /),
});

const ignore = () => undefined;

/** What the parser makes of a log: a line for each commit, stretch of added lines and end of a commit. */
function parseLog(...chunks: string[]): string[] {
  const events: string[] = [];
  const parser = new CommitParser({
    onCommit: ({ message }) => events.push(`commit ${message.trim()}`),
    onAdded: ({ file, firstLine, bytes }) => events.push(`${file.path}:${firstLine} ${bytes}`),
    onCommitEnd: (files) => events.push(`end ${files.map(({ path }) => path)}`),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return events;
}

function parseMerges(...chunks: string[]): [string, MergedFile[]][] {
  const merges: [string, MergedFile[]][] = [];
  const parser = new MergeParser({
    onMerge: ({ message }) => merges.push([message.trim(), []]),
    onFile: (file) => merges.at(-1)?.[1].push(file),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return merges;
}

/** Commits whose files, names and messages look like what stands between commits. */
function suspicious(): ScratchRepository {
  const repository = ScratchRepository.create();
  commitAll(repository, 'root', { 'a\tb "c".txt': 'a\n', 'nul.bin': '\0\0\n\0commit 1\0\n', empty: '' });
  commitAll(repository, 'nothing');
  commitAll(repository, `commit ${'1'.repeat(40)}\n\ndiff --git a/x b/x\n@@ -1 +1 @@\n+x`, { 'b.txt': 'b' });
  repository.git('mv', 'b.txt', 'moved.txt');
  commitAll(repository, 'moved');
  repository.git('branch', 'topic', 'HEAD~1');
  commitAll(repository, 'ours', { 'nul.bin': '\0' });
  repository.git('checkout', '--quiet', 'topic');
  commitAll(repository, 'theirs', { 'nul.bin': '\n\0\n' });
  repository.git('checkout', '--quiet', 'main');
  mergeAs(repository, ['topic'], 'merge', { 'nul.bin': 'merged', 'new.txt': 'n\n' });
  commitAll(repository, 'nothing last');
  repository.git('checkout', '--quiet', 'topic');
  repository.git('commit', '--quiet', '--allow-empty', '-m', 'empty');
  mergeAs(repository, ['main'], 'an empty merge');
  return repository;
}

function logOf(repository: ScratchRepository, args: readonly string[]): string {
  return gitBytes(repository, [...args], 'main\ntopic\n');
}

describe('the log of commits', () => {
  const added = [
    'commit root',
    'a\tb "c".txt:1 +a\n',
    'nul.bin:1 +\0\0\n+\0commit 1\0\n',
    'end a\tb "c".txt,empty,nul.bin',
  ];

  test('is read the same in pieces of any size', () => {
    const repository = suspicious();
    const log = logOf(repository, COMMIT_LOG_ARGUMENTS);
    const whole = parseLog(log);
    expect(whole.slice(-4)).toEqual(added);
    expect(whole).toContain('end moved.txt');
    expect(whole.filter((event) => event.startsWith('commit '))).toHaveLength(8);
    // What a hunk adds may come in several stretches.
    const joined = (events: string[]) => events.join('\n').replace(/\n\n[^\n]*?:\d+ \+/g, '\n+');
    for (const size of [1, 2, 3, 7, 64]) {
      const pieces = log.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(joined(parseLog(...pieces))).toBe(joined(whole));
    }
    for (let cut = 0; cut <= log.length; cut += 5) {
      expect(joined(parseLog(log.slice(0, cut), log.slice(cut)))).toBe(joined(whole));
    }
  });

  test('that is cut is refused, or lacks whole commits at its end', () => {
    const repository = suspicious();
    const log = logOf(repository, COMMIT_LOG_ARGUMENTS);
    const commits = log.split(/\0(?=commit [0-9a-f]{40}\0)/);
    const ends = new Set<number>();
    let end = -1;
    for (const commit of commits) {
      end += commit.length + 1;
      ends.add(end);
    }
    const survived: number[] = [];
    for (let cut = 1; cut < log.length; cut++) {
      try {
        parseLog(log.slice(0, cut));
        survived.push(cut);
      } catch (error) {
        expect(error).toMatchObject({ name: 'MalformedDiff' });
      }
    }
    // Behind a header git may yet have printed nothing, and a patch may end where another hunk was to follow: its
    // exit code, and the number of commits, must tell then.
    const header = /commit [0-9a-f]{40}\0[^\0]*\0[^\0]*\0[^\0]*\0$/;
    const hunkEnd = /\n(?:\+[^\n]*|\\ No newline at end of file|rename to [^\n]*|index [^\n]*)\n$/;
    for (const cut of survived) {
      const text = log.slice(0, cut);
      expect(ends.has(cut) || header.test(text) || hunkEnd.test(text), JSON.stringify(text.slice(-80))).toBe(
        true,
      );
    }
    expect(survived.length).toBeLessThan(60);
  });

  test.each([
    ['no header', 'abc\0a\0d\0m\0'],
    ['a short id', 'commit 123\0a\0d\0m\0'],
    ['another line behind the header', `commit ${'1'.repeat(40)}\0a\0d\0m\0diff`],
    ['a separator at its end', `commit ${'1'.repeat(40)}\0a\0d\0m\0\0`],
    ['half a header', `commit ${'1'.repeat(40)}\0a\0`],
    ['a diff without a file', `${HEADER}\n\0`],
  ])('with %s is refused', (_name, log) => {
    expect(() => parseLog(log)).toThrow(REFUSAL);
  });

  test('that lacks the head of a commit is refused as that', () => {
    expect(() => parseLog('\0a\0d\0m\0')).toThrow('it holds something else in the place of a commit');
    expect(() => parseLog(`commit ${'1'.repeat(41)}\0a\0d\0m\0`)).toThrow('something else');
    expect(() => parseLog(`x${HEADER}`)).toThrow('something else');
    expect(() => parseLog(`${HEADER}\n`)).toThrow('it holds a diff without a file');
    expect(() => parseLog(`${HEADER}diff`)).toThrow('it holds something between a commit and its diff');
  });

  test('with a header that does not end is refused before all of it is held', () => {
    const longest = 'x'.repeat(1 << 26);
    const parser = () => new CommitParser({ onCommit: ignore, onAdded: ignore, onCommitEnd: ignore });
    for (const before of ['', `${HEADER}\0`]) {
      expect(() => parser().push(before + longest)).not.toThrow();
      expect(() => parser().push(`${before}${longest}x`)).toThrow('it holds a commit that does not end');
    }
  });

  test.each(['1'.repeat(40), 'f'.repeat(64)])('tells who wrote commit %s, and when', (id) => {
    const seen: unknown[] = [];
    const parser = new CommitParser({
      onCommit: (header) => seen.push(header),
      onAdded: (added) => seen.push(added),
      onCommitEnd: (files) => seen.push(files),
    });
    parser.push(`commit ${id}\0Zo\xc3\xab <z@e>\x002026-11-24T13:38:20+00:00\0m\xc3\xab\n\0`);
    parser.end();
    const header = { id, author: 'Zoë <z@e>', date: '2026-11-24T13:38:20+00:00', message: 'm\xc3\xab\n' };
    expect(seen).toEqual([header, []]);
  });

  test('that is empty has no commit', () => {
    expect(parseLog()).toEqual([]);
  });
});

describe('the list of merges', () => {
  const [FIRST, SECOND, MERGED] = ['1', '2', '3'].map((digit) => digit.repeat(40));
  const NONE = '0'.repeat(40);
  /** What a merge is listed with, under the name that git gives it. */
  const filesOf = (entry: string) => parseMerges(`${HEADER}\0${entry}`)[0]?.[1];

  test.each([
    [
      'changed from both parents',
      `::100644 100755 100644 ${FIRST} ${SECOND} ${MERGED} MM\0\xc3\xa9\0`,
      [{ path: 'é', blob: MERGED, parents: [FIRST, SECOND], isNew: false }],
    ],
    [
      'changed from three',
      `:::100644 100644 100644 100644 ${FIRST} ${SECOND} ${FIRST} ${MERGED} MMM\0a\0`,
      [{ path: 'a', blob: MERGED, parents: [FIRST, SECOND, FIRST], isNew: false }],
    ],
    [
      'of SHA-256',
      `::100644 100644 100644 ${'a'.repeat(64)} ${'b'.repeat(64)} ${'c'.repeat(64)} MM\0a\0`,
      [{ path: 'a', blob: 'c'.repeat(64), parents: ['a'.repeat(64), 'b'.repeat(64)], isNew: false }],
    ],
    [
      'that the first parent lacks',
      `::000000 100644 100644 ${NONE} ${SECOND} ${MERGED} AM\0a\0`,
      [{ path: 'a', blob: MERGED, parents: [SECOND], isNew: false }],
    ],
    [
      'that the second parent lacks',
      `::100644 000000 100644 ${FIRST} ${NONE} ${MERGED} MA\0a\0`,
      [{ path: 'a', blob: MERGED, parents: [FIRST], isNew: false }],
    ],
    [
      'that both lack',
      `::000000 000000 100644 ${NONE} ${NONE} ${MERGED} AA\0a\0`,
      [{ path: 'a', blob: MERGED, parents: [], isNew: true }],
    ],
    [
      'that was a submodule',
      `::160000 100644 100644 ${FIRST} ${SECOND} ${MERGED} MM\0a\0`,
      [{ path: 'a', blob: MERGED, parents: [SECOND], isNew: false }],
    ],
    ['that is a submodule', `::160000 160000 160000 ${FIRST} ${SECOND} ${MERGED} MM\0a\0`, []],
    ['that is deleted', `::100644 100644 000000 ${FIRST} ${SECOND} ${NONE} DD\0a\0`, []],
  ])('tells of a file %s', (_, entry, files) => expect(filesOf(entry)).toEqual(files));

  test('is counted', () => {
    const parser = new MergeParser({ onMerge: ignore, onFile: ignore });
    parser.push(`${HEADER}\0${HEADER}`);
    parser.end();
    expect(parser.merges).toBe(2);
  });

  test.each([
    ['before a merge', `::100644 100644 100644 ${FIRST} ${SECOND} ${MERGED} MM\0a\0`],
    ['without a name', `${HEADER}\0::100644 100644 100644 ${FIRST} ${SECOND} ${MERGED} MM\0\0`],
    ['with an id too few', `${HEADER}\0::100644 100644 100644 ${FIRST} ${MERGED} MM\0a\0`],
    ['with a parent too few', `${HEADER}\0::100644 100644 ${FIRST} ${MERGED} MM\0a\0`],
    ['of a status that none has', `${HEADER}\0::100644 100644 100644 ${FIRST} ${SECOND} ${MERGED} MMx\0a\0`],
    ['behind another', `${HEADER}\0:x::100644 100644 100644 ${FIRST} ${SECOND} ${MERGED} MM\0a\0`],
  ])('with an entry %s is refused as that', (_, log) => {
    expect(() => parseMerges(log)).toThrow('its list of merged files holds an entry of an unknown form');
  });

  test('is read the same in pieces of any size', () => {
    const repository = suspicious();
    const log = logOf(repository, MERGE_LOG_ARGUMENTS);
    const merges = parseMerges(log);
    const listed = merges.map(([message, files]) => [message, files.map(({ path, isNew }) => [path, isNew])]);
    expect(listed).toEqual([
      ['an empty merge', []],
      [
        'merge',
        [
          ['new.txt', true],
          ['nul.bin', false],
        ],
      ],
    ]);
    const merged = merges
      .find(([message]) => message === 'merge')?.[1]
      .find(({ path }) => path === 'nul.bin');
    const idOf = (rev: string) => repository.git('rev-parse', rev).trim();
    const merge = log.match(/commit ([0-9a-f]{40})\0[^\0]*\0[^\0]*\0merge\n/)?.[1];
    expect(merged).toMatchObject({
      blob: idOf(`${merge}:nul.bin`),
      parents: [idOf(`${merge}^1:nul.bin`), idOf(`${merge}^2:nul.bin`)],
    });
    for (let cut = 0; cut <= log.length; cut++) {
      expect(parseMerges(log.slice(0, cut), log.slice(cut))).toEqual(merges);
    }
  });

  test.each([
    ['an entry before a merge', '::100644 100644 100644 1 1 1 MM\0a\0'],
    [
      'an entry with a parent too few',
      `commit ${'1'.repeat(40)}\0a\0d\0m\0\0::100644 100644 ${'1'.repeat(40)} ${'1'.repeat(40)} M\0a\0`,
    ],
    ['half an entry', `commit ${'1'.repeat(40)}\0a\0d\0m\0\0::100644`],
    ['half a header', `commit ${'1'.repeat(40)}\0a`],
  ])('with %s is refused', (_name, log) => {
    expect(() => parseMerges(log)).toThrow(REFUSAL);
  });
});

test('no part of a header can hold the NUL that ends it', () => {
  expect(COMMIT_FORMAT.split('%x00')).toHaveLength(5);
});
