import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { parseDiff, stagedDiff } from '../support/stagedDiff.ts';
import { type StagedTrees, stagedTrees, stageTrees, type Version } from '../support/stagedTrees.ts';

// What the parser reads from git's output is held against the two trees themselves. Nothing here knows a diff.

/** Settings that change what `git diff` prints. */
const HOSTILE_SETTINGS = [
  'color.ui=always',
  'core.abbrev=7',
  'core.bigFileThreshold=1',
  'core.quotePath=true',
  'diff.algorithm=histogram',
  'diff.colorMoved=zebra',
  'diff.context=5',
  'diff.ignoreSubmodules=all',
  'diff.indentHeuristic=false',
  'diff.interHunkContext=9',
  'diff.mnemonicPrefix=true',
  'diff.noprefix=true',
  'diff.relative=true',
  'diff.renames=copies',
  'diff.submodule=log',
  'diff.suppressBlankEmpty=true',
  'diff.wsErrorHighlight=all',
];
const RUNS = { numRuns: 60 };

describe('the added lines of random trees are those of the staged files', () => {
  test('with SHA-1 ids', () => {
    const repository = ScratchRepository.create();
    fc.assert(
      fc.property(stagedTrees, (trees) => checkDiff(repository, trees)),
      RUNS,
    );
  });

  test('with SHA-256 ids', () => {
    const repository = ScratchRepository.create('--object-format=sha256');
    fc.assert(
      fc.property(stagedTrees, (trees) => checkDiff(repository, withLongIds(trees))),
      RUNS,
    );
  });

  test('whatever is configured', () => {
    const repository = ScratchRepository.create();
    for (const setting of HOSTILE_SETTINGS) {
      repository.git('config', ...(setting.split('=') as [string, string]));
    }
    repository.write('.git/info/attributes', '* -diff\n');
    fc.assert(
      fc.property(stagedTrees, (trees) => checkDiff(repository, trees)),
      RUNS,
    );
  });
});

function checkDiff(repository: ScratchRepository, trees: StagedTrees): void {
  stageTrees(repository, trees);
  const { files, lines } = parseDiff(stagedDiff(repository));

  const isChanged = (path: string) => {
    const [before, after] = [trees.old.get(path), trees.new.get(path)];
    return before?.mode !== after?.mode || before?.content !== after?.content;
  };
  const deleted = [...trees.old.keys()].filter((path) => !trees.new.has(path));
  const stagedPaths = [...trees.new.keys()].filter(isChanged).map(decode);
  const listed = files.filter(({ status }) => status !== 'D').map(({ path }) => path);
  expect(listed.sort()).toEqual(stagedPaths.sort());
  // A deleted file is listed, or is what another was renamed from.
  const deletedListed = files.filter(({ status }) => status === 'D').map(({ path }) => path);
  expect(new Set(deleted.map(decode))).toEqual(new Set([...deleted.map(decode), ...deletedListed]));
  expect(files.filter(({ status }) => status === 'D' || status === 'R')).toHaveLength(deleted.length);

  for (const { path } of lines) expect(stagedPaths).toContain(path);
  for (const [name, after] of trees.new) {
    const added = lines.filter(({ path }) => path === decode(name));
    const before = trees.old.get(name);
    const status = files.find(({ path }) => path === decode(name))?.status;
    const sources = status === 'R' ? deleted.map((path) => trees.old.get(path)) : [before];
    checkFile(after, added, status === 'T' ? [undefined] : sources);
  }
}

/** @param sources what the old version may have been */
function checkFile(
  after: Version,
  added: { number: number; bytes: string }[],
  sources: (Version | undefined)[],
): void {
  const kept: (string | undefined)[] = linesOf(after);
  for (const { number, bytes } of added) {
    // Each line is claimed once, under its number, byte for byte.
    expect(kept[number - 1]?.replace(/\n$/, '')).toBe(bytes);
    kept[number - 1] = undefined;
  }
  expect(
    sources.some((before) => reportsAllThatIsNew(after, added, before)),
    `too few of a line are reported in ${JSON.stringify(added)}`,
  ).toBe(true);
  const rest = kept.filter((line) => line !== undefined);
  const isFromSource = sources.some((before) => isSubsequence(rest, before ? linesOf(before) : []));
  expect(isFromSource, `a line that was added is missing in ${JSON.stringify(added)}`).toBe(true);
}

/**
 * Whether each line is reported at least as often as the new version holds it more often than the old one. It asks
 * for no order, and so for no way of comparing two files.
 */
function reportsAllThatIsNew(
  after: Version,
  added: { number: number; bytes: string }[],
  before: Version | undefined,
): boolean {
  const surplus = new Map<string, number>();
  const count = (line: string, by: number) => surplus.set(line, (surplus.get(line) ?? 0) + by);
  const lines = linesOf(after);
  for (const line of lines) count(line, 1);
  for (const line of before ? linesOf(before) : []) count(line, -1);
  for (const { number } of added) count(lines[number - 1] ?? '', -1);
  return [...surplus.values()].every((left) => left <= 0);
}

/** Lines with their line ends: a last line without one is another line than the same with one. */
function linesOf({ mode, content }: Version): string[] {
  const text = mode === '160000' ? `Subproject commit ${content}\n` : content;
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const line of whole) if (line === part[next]) next++;
  return next === part.length;
}

function decode(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8');
}

function withLongIds({ old, new: staged }: StagedTrees): StagedTrees {
  const lengthen = (tree: ReadonlyMap<string, Version>) =>
    new Map(
      Array.from(tree, ([path, version]): [string, Version] => [
        path,
        version.mode === '160000' ? { ...version, content: version.content.padEnd(64, '3') } : version,
      ]),
    );
  return { old: lengthen(old), new: lengthen(staged) };
}
