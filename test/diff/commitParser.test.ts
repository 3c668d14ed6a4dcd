import { describe, expect, test } from 'vitest';
import { COMMIT_FORMAT } from '../../src/diff/commits/commitHeader.ts';
import { type MergedFile, MergeParser } from '../../src/diff/commits/commitMerges.ts';
import { CommitParser } from '../../src/diff/commits/commitParser.ts';
import { COMMIT_LOG_ARGUMENTS, MERGE_LOG_ARGUMENTS } from '../../src/git/commits/commitLog.ts';
import { commitAll, mergeAs } from '../support/history.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { gitBytes } from '../support/stagedDiff.ts';

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
  ])('with %s is refused', (_name, log) => {
    expect(() => parseLog(log)).toThrow(expect.objectContaining({ name: 'MalformedDiff' }));
  });

  test('that is empty has no commit', () => {
    expect(parseLog()).toEqual([]);
  });
});

describe('the list of merges', () => {
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
    expect(() => parseMerges(log)).toThrow(expect.objectContaining({ name: 'MalformedDiff' }));
  });
});

test('no part of a header can hold the NUL that ends it', () => {
  expect(COMMIT_FORMAT.split('%x00')).toHaveLength(5);
});
