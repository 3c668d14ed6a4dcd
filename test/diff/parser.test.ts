import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MalformedDiff } from '../../src/diff/malformedDiff.ts';
import { StagedDiffParser } from '../../src/diff/parser.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { parseChunks, parseDiff, stagedDiff } from '../support/stagedDiff.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const LIST = `:100644 100644 ${OLD} ${NEW} M\0a.ts\0\0`;
const HEADER = `diff --git a/a.ts b/a.ts\nindex ${OLD}..${NEW} 100644\n--- a/a.ts\n+++ b/a.ts\n`;
const MARKER = '\\ No newline at end of file\n';

/** The diff of one modified file. */
function modified(...hunkLines: string[]): string {
  return `${LIST}${HEADER}${hunkLines.map((line) => `${line}\n`).join('')}`;
}

function numbered(diff: string): string[] {
  return parseDiff(diff).lines.map(({ number, bytes }) => `${number}:${bytes}`);
}

describe('the lines of a hunk', () => {
  test.each([
    ['one added', ['@@ -3,0 +4 @@', '+a'], ['4:a']],
    ['a function name', ['@@ -3,0 +4 @@ +b', '+a'], ['4:a']],
    ['some removed', ['@@ -3,2 +2,0 @@', '-a', '-b'], []],
    ['replaced', ['@@ -3,2 +3,3 @@', '-a', '-b', '+c', '+d', '+e'], ['3:c', '4:d', '5:e']],
    [
      'several hunks',
      ['@@ -1 +0,0 @@', '-a', '@@ -5,0 +5,2 @@', '+b', '+c', '@@ -9 +10 @@', '-', '+'],
      ['5:b', '6:c', '10:'],
    ],
    [
      'what looks like a header',
      ['@@ -1 +1,2 @@', '--- a/x', '+++ b/x', '+@@ -1 +1 @@'],
      ['1:++ b/x', '2:@@ -1 +1 @@'],
    ],
    ['what looks like a patch', ['@@ -0,0 +1 @@', '+diff --git a/x b/x'], ['1:diff --git a/x b/x']],
    [
      'twelve',
      ['@@ -0,0 +1,12 @@', ...Array.from({ length: 12 }, (_, index) => `+${index}`)],
      Array.from({ length: 12 }, (_, index) => `${index + 1}:${index}`),
    ],
    ['carriage returns', ['@@ -0,0 +1 @@', '+a\rb\r'], ['1:a\rb\r']],
    ['NUL bytes', ['@@ -0,0 +1 @@', '+a\0b\0'], ['1:a\0b\0']],
    ['no line end in the new version', ['@@ -1 +1 @@', '-a', '+b', MARKER.trim()], ['1:b']],
    ['no line end in the old version', ['@@ -1 +1 @@', '-a', MARKER.trim(), '+a'], ['1:a']],
    ['no line end in either', ['@@ -1 +1 @@', '-a', MARKER.trim(), '+b', MARKER.trim()], ['1:b']],
    ['an added line like the marker', ['@@ -0,0 +1 @@', `+${MARKER.trim()}`], [`1:${MARKER.trim()}`]],
  ])('are counted: %s', (_, lines, added) => expect(numbered(modified(...lines))).toEqual(added));

  test('are handed over in stretches, with their size', () => {
    const { added } = parseChunks([modified('@@ -0,0 +1,2 @@', '+one', '+three', '@@ -4,0 +7 @@', '+x')]);
    expect(added.map(({ file, ...rest }) => ({ ...rest, path: file.path }))).toEqual([
      { path: 'a.ts', firstLine: 1, lines: 2, bytes: '+one\n+three\n', size: 10 },
      { path: 'a.ts', firstLine: 7, lines: 1, bytes: '+x\n', size: 2 },
    ]);
  });
});

describe('refused is', () => {
  test.each([
    ['a hunk header without counts', modified('@@ @@', '+a')],
    ['a combined hunk header', modified('@@@ -1 -1 +1 @@@', '+a')],
    ['a hunk header with a sign too many', modified('@@@ -0,0 +1 @@', '+a')],
    ['a hunk header with something glued to it', modified('@@ -0,0 +1 @@x', '+a')],
    ['a hunk of nothing', modified('@@ -3,0 +3,0 @@')],
    ['a hunk whose sides are apart', modified('@@ -3,0 +5 @@', '+a')],
    ['a hunk before the first line', modified('@@ -0 +0 @@', '-a', '+b')],
    ['hunks out of order', modified('@@ -5,0 +6 @@', '+a', '@@ -1,0 +2 @@', '+b')],
    ['hunks that touch', modified('@@ -1 +1 @@', '-a', '+b', '@@ -2 +2 @@', '-c', '+d')],
    [
      'a hunk that forgets what was added above',
      modified('@@ -0,0 +1,2 @@', '+a', '+b', '@@ -4,0 +5 @@', '+c'),
    ],
    ['a line too few', modified('@@ -0,0 +1,2 @@', '+a')],
    ['a line too many', modified('@@ -0,0 +1 @@', '+a', '+b')],
    ['a removed line too many', modified('@@ -1 +1 @@', '-a', '-b', '+c')],
    ['an added line before a removed one', modified('@@ -1 +1 @@', '+a', '-b')],
    ['a context line', modified('@@ -1,2 +1,3 @@', ' a', '+b', ' c')],
    ['a context line after an added one', modified('@@ -0,0 +1,2 @@', '+a', ' b')],
    ['an empty line', modified('@@ -0,0 +1 @@', '')],
    ['coloured lines', modified('@@ -0,0 +1 @@', '\x1b[32m+a\x1b[m')],
    ['a marker before any line', modified(MARKER.trim())],
    ['a marker after a hunk header', modified('@@ -0,0 +1 @@', MARKER.trim(), '+a')],
    ['a marker between added lines', modified('@@ -0,0 +1,2 @@', '+a', MARKER.trim(), '+b')],
    ['a marker between removed lines', modified('@@ -1,2 +0,0 @@', '-a', MARKER.trim(), '-b')],
    ['two markers', modified('@@ -0,0 +1 @@', '+a', MARKER.trim(), MARKER.trim())],
    ['a marker in other words', modified('@@ -0,0 +1 @@', '+a', '\\ Kein Zeilenumbruch')],
    ['a hunk after a marker', modified('@@ -0,0 +1 @@', '+a', MARKER.trim(), '@@ -4,0 +6 @@', '+b')],
    ['no hunk', `${LIST}${HEADER}`],
    ['half a header', `${LIST}diff --git a/a.ts b/a.ts\n`],
    ['no patch', LIST],
    ['no end of the list', LIST.slice(0, -1)],
    ['half a list', LIST.slice(0, 60)],
    ['no list', `${HEADER}@@ -0,0 +1 @@\n+a\n`],
    ['a list without an entry', '\0'],
    ['an empty list', `\0${HEADER}@@ -0,0 +1 @@\n+a\n`],
    ['an end in the middle of a line', modified('@@ -0,0 +1 @@', '+a').slice(0, -1)],
    ['a second patch', `${modified('@@ -0,0 +1 @@', '+a')}${HEADER}@@ -0,0 +1 @@\n+a\n`],
    ['the patch of another file', modified('@@ -0,0 +1 @@', '+a').replaceAll('/a.ts', '/b.ts')],
    ['the patch of another version', modified('@@ -0,0 +1 @@', '+a').replace(`..${NEW}`, `..${OLD}`)],
    ['another mode', modified('@@ -0,0 +1 @@', '+a').replace(`${NEW} 100644\n`, `${NEW} 100755\n`)],
    ['a binary file', `${LIST}${HEADER.split('---')[0]}Binary files a/a.ts and b/a.ts differ\n`],
    ['prefixes that were configured', modified('@@ -0,0 +1 @@', '+a').replaceAll(' b/', ' w/')],
    ['a warning among the lines', `${modified('@@ -0,0 +1 @@', '+a')}warning: x\n`],
  ])('%s', (_, diff) => {
    expect(() => parseDiff(diff)).toThrow(MalformedDiff);
    // What a report says of git's output.
    expect(() => parseDiff(diff)).toThrow(/^(?:its?|a hunk) \w+ /);
  });

  test.each([
    ['a line too many', modified('@@ -0,0 +1 @@', '+a', '+b'), 'its patches are not those'],
    ['no end of the list', LIST.slice(0, -1), 'it ends inside its list'],
  ])('%s, as what it is', (_, diff, saying) => expect(() => parseDiff(diff)).toThrow(saying));

  test('a foreign byte in a hunk, before its line ends', () => {
    const parser = new StagedDiffParser(() => undefined);
    expect(() => parser.push(`${modified('@@ -0,0 +1,2 @@', '+a')}x`)).toThrow(MalformedDiff);
  });

  test.each([
    [
      'an old line of a created file',
      '000000',
      '100644',
      'A',
      'new file mode 100644',
      '@@ -1 +1 @@\n-a\n+b\n',
    ],
    [
      'a second hunk of a created file',
      '000000',
      '100644',
      'A',
      'new file mode 100644',
      '@@ -0,0 +1 @@\n+a\n@@ -1,0 +3 @@\n+b\n',
    ],
    [
      'a created file that begins late',
      '000000',
      '100644',
      'A',
      'new file mode 100644',
      '@@ -1,0 +2 @@\n+b\n',
    ],
    [
      'a new line of a deleted file',
      '100644',
      '000000',
      'D',
      'deleted file mode 100644',
      '@@ -1 +1 @@\n-a\n+b\n',
    ],
  ])('%s', (_, oldMode, newMode, status, modeLine, hunks) => {
    const [before, after] = [oldMode, newMode].map((mode, side) =>
      mode === '000000' ? '0'.repeat(40) : [OLD, NEW][side],
    );
    const labels = [oldMode === '000000' ? '/dev/null' : 'a/x', newMode === '000000' ? '/dev/null' : 'b/x'];
    const diff =
      `:${oldMode} ${newMode} ${before} ${after} ${status}\0x\0\0diff --git a/x b/x\n${modeLine}\n` +
      `index ${before}..${after}\n--- ${labels[0]}\n+++ ${labels[1]}\n${hunks}`;
    expect(() => parseDiff(diff)).toThrow('it holds a hunk that cannot stand where it does');
  });
});

describe('what git prints for', () => {
  function parseStaged(repository: ScratchRepository) {
    const { files, lines } = parseDiff(stagedDiff(repository));
    return {
      files: files.map(({ path, status }) => `${status} ${path}`),
      lines: lines.map(({ path, number, bytes }) => `${path}:${number}:${bytes}`),
    };
  }

  function repositoryWith(files: Record<string, string>): ScratchRepository {
    const repository = ScratchRepository.create();
    for (const [path, content] of Object.entries(files)) repository.stage(path, content);
    repository.git('commit', '--quiet', '-m', 'first');
    return repository;
  }

  const LINES = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');

  test('nothing staged', () => {
    expect(parseStaged(repositoryWith({ a: 'a\n' }))).toEqual({ files: [], lines: [] });
  });

  test('the first commit, with an empty file', () => {
    const repository = ScratchRepository.create();
    repository.stage('a', 'a\nb');
    repository.stage('empty', '');
    expect(parseStaged(repository)).toEqual({ files: ['A a', 'A empty'], lines: ['a:1:a', 'a:2:b'] });
  });

  test('a file emptied, a file filled, one deleted, an empty one deleted', () => {
    const repository = repositoryWith({ a: 'a\n', b: '', c: LINES, d: '' });
    repository.stage('a', '');
    repository.stage('b', 'b\n');
    repository.git('rm', '--quiet', 'c', 'd');
    expect(parseStaged(repository)).toEqual({ files: ['M a', 'M b', 'D c', 'D d'], lines: ['b:1:b'] });
  });

  test('a mode alone', () => {
    const repository = repositoryWith({ a: 'a\n' });
    repository.git('update-index', '--chmod=+x', 'a');
    expect(parseStaged(repository)).toEqual({ files: ['M a'], lines: [] });
  });

  test('a mode and a content', () => {
    const repository = repositoryWith({ a: 'a\n' });
    repository.stage('a', 'b\n');
    repository.git('update-index', '--chmod=+x', 'a');
    expect(parseStaged(repository)).toEqual({ files: ['M a'], lines: ['a:1:b'] });
  });

  test('renames: exact, with an edit and with a mode', () => {
    const repository = repositoryWith({ a: LINES, b: LINES.replace('1', 'x'), c: LINES.toUpperCase() });
    repository.git('mv', 'a', 'two words');
    repository.git('mv', 'b', 'quo"te');
    repository.git('mv', 'c', 'é');
    repository.stage('quo"te', `${LINES.replace('1', 'x')}added\n`);
    repository.git('update-index', '--chmod=+x', 'é');
    expect(parseStaged(repository)).toEqual({
      files: ['R quo"te', 'R two words', 'R é'],
      lines: ['quo"te:21:added'],
    });
  });

  test('a link that becomes a file, and a file that becomes a link', () => {
    const repository = repositoryWith({ a: 'a\n' });
    symlinkSync('a', join(repository.folder, 'link'));
    repository.git('add', 'link');
    repository.git('commit', '--quiet', '-m', 'link');
    unlinkSync(join(repository.folder, 'link'));
    unlinkSync(join(repository.folder, 'a'));
    symlinkSync('target', join(repository.folder, 'a'));
    repository.git('add', 'a');
    repository.stage('link', 'one\ntwo\n');
    expect(parseStaged(repository)).toEqual({
      files: ['T a', 'T link'],
      lines: ['a:1:target', 'link:1:one', 'link:2:two'],
    });
  });

  test('a submodule', () => {
    const repository = repositoryWith({ a: 'a\n' });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${NEW},lib`);
    expect(parseStaged(repository)).toEqual({ files: ['A lib'], lines: [`lib:1:Subproject commit ${NEW}`] });
  });

  test('names that it quotes', () => {
    const repository = ScratchRepository.create();
    const names = ['\t', '"', '\\', '\n', 'a b', 'b\x7f', 'dev/null', 'x => y', 'é'];
    for (const name of names) repository.stage(name, 'a\n');
    expect(parseStaged(repository).files.sort()).toEqual(names.map((name) => `A ${name}`).sort());
  });
});
