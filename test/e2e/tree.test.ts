import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScanResult } from '../../src/scan/scanResult.ts';
import { currentKey, leakedRun, legacyKey } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

function scanTree(repository: ScratchRepository, args: string[] = [], cwd = '.') {
  const { stdout, stderr, status } = repository.guard(['--tree', '--format', 'json', ...args], { cwd });
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as ScanResult), status };
}

function placesOf({ findings }: ScanResult): string[] {
  return findings.map(({ path, line }) => `${path}:${line}`);
}

function repositoryOf(files: Record<string, string | Uint8Array>): ScratchRepository {
  const repository = ScratchRepository.create();
  repository.seed(files);
  return repository;
}

test('reads tracked files as they are on the disk, and no others', () => {
  const repository = repositoryOf({
    'committed.py': `one\n"${currentKey()}"\n`,
    'mended.py': `${currentKey()}\n`,
    'changed.py': 'nothing\n',
  });
  repository.write('mended.py', 'nothing\n');
  repository.write('changed.py', `one\ntwo\n${currentKey()}\n`);
  repository.write('untracked.py', `${currentKey()}\n`);
  const result = scanTree(repository);
  expect(result.status).toBe(1);
  expect(placesOf(result)).toEqual(['changed.py:3', 'committed.py:2']);
  expect(result.scan).toMatchObject({ mode: 'tree', files: 3, addedLines: 6, missing: 0, submodules: 0 });
});

test('tells what it did not scan: files that are not on the disk, and submodules', () => {
  const repository = repositoryOf({
    'a.py': 'nothing\n',
    'gone.py': 'nothing\n',
    'folder/b.py': 'nothing\n',
  });
  rmSync(join(repository.folder, 'gone.py'));
  rmSync(join(repository.folder, 'folder'), { recursive: true });
  const commit = repository.git('rev-parse', 'HEAD').trim();
  repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},module`);
  const result = scanTree(repository);
  expect(result).toMatchObject({ status: 0, scan: { files: 1, missing: 2, submodules: 1 } });
  // The line may be broken anywhere between words.
  expect(repository.guard(['--tree']).stdout.replaceAll('\n', ' ')).toContain(
    '(not scanned: 2 files not on the disk, 1 submodule)',
  );
});

test('a sparse checkout is scanned as far as it is there', () => {
  const repository = repositoryOf({ 'in/a.py': `${currentKey()}\n`, 'out/b.py': `${currentKey()}\n` });
  repository.git('sparse-checkout', 'set', 'in');
  const result = scanTree(repository);
  expect(placesOf(result)).toEqual(['in/a.py:1']);
  expect(result.scan.missing).toBe(1);
});

test('a link is read as its target, and what stands behind a link is not read', () => {
  const repository = repositoryOf({ 'folder/a.py': 'nothing\n' });
  symlinkSync(`/nowhere/${currentKey()}`, join(repository.folder, 'link'));
  repository.git('add', 'link');
  rmSync(join(repository.folder, 'folder'), { recursive: true });
  mkdirSync(join(repository.folder, '..', 'elsewhere'));
  writeFileSync(join(repository.folder, '..', 'elsewhere', 'a.py'), `${currentKey()}\n`);
  symlinkSync('../elsewhere', join(repository.folder, 'folder'));
  const result = scanTree(repository);
  expect(placesOf(result)).toEqual(['link:1']);
  expect(result.scan).toMatchObject({ files: 1, missing: 1 });
});

// Other systems refuse such names.
test.runIf(process.platform === 'linux')('a name may hold anything, a key too', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({ 'a "b"\n\t.py': `${currentKey()}\n`, [`x/${key}`]: 'nothing\n' });
  const bytes = Buffer.concat([Buffer.from(`${repository.folder}/`), Buffer.from([0xff, 0x61])]);
  writeFileSync(bytes, `${currentKey()}\n`);
  repository.git('add', '-A');
  const result = scanTree(repository);
  expect(placesOf(result)).toEqual(['a "b"\n\t.py:1', expect.stringContaining('x/b10_'), '\ufffda:1']);
  expect(leakedRun(JSON.stringify(result), key)).toBeUndefined();
});

test('context and columns are those of the whole file, whatever its encoding', () => {
  const text = `import baseten\r\n${'x = 1\r\n'.repeat(20)}key = "${legacyKey()}"\r\n`;
  const repository = repositoryOf({ 'a.py': text, 'b.py': Buffer.from(`\ufeff${text}`, 'utf16le') });
  expect(scanTree(repository).findings).toMatchObject([
    { path: 'a.py', line: 22, column: 8, endColumn: 49 },
    { path: 'b.py', line: 22, column: 8, endColumn: 49 },
  ]);
});

test('paths narrow it: relative to where one stands, absolute, a folder', () => {
  const key = `${currentKey()}\n`;
  const repository = repositoryOf({ 'a/one.py': key, 'a/two.py': key, 'b/one.py': key });
  expect(placesOf(scanTree(repository, ['one.py'], 'a'))).toEqual(['a/one.py:1']);
  const absolute = join(repository.folder, 'b', 'one.py');
  expect(placesOf(scanTree(repository, [absolute], 'a'))).toEqual(['b/one.py:1']);
  expect(placesOf(scanTree(repository, ['.', '../b'], 'a'))).toEqual([
    'a/one.py:1',
    'a/two.py:1',
    'b/one.py:1',
  ]);
});

test.each([
  ['untracked.py', 'git tracks nothing at "untracked.py"'],
  ['nowhere.py', '"nowhere.py" is neither staged nor in the working tree'],
  ['../..', 'is outside this repository'],
])('a path at which nothing can be scanned is no pass: %s', (path, sentence) => {
  const repository = repositoryOf({ 'a.py': 'nothing\n' });
  repository.write('untracked.py', 'nothing\n');
  const { status, stderr } = repository.guard(['--tree', 'a.py', path]);
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
});

test.runIf(process.platform !== 'win32')('what is there and cannot be read is no pass', () => {
  const repository = repositoryOf({ 'a.py': 'nothing\n' });
  rmSync(join(repository.folder, 'a.py'));
  repository.run('mkfifo', ['a.py']);
  const { status, stderr } = repository.guard(['--tree']);
  expect(status).toBe(2);
  expect(stderr).toContain('"a.py" is neither a file nor a link.');
});

test('the configuration is that of the working tree', () => {
  const key = currentKey();
  const repository = repositoryOf({ 'a.py': `${key}\n`, 'b/c.py': `${currentKey()}\n` });
  const [finding] = scanTree(repository, ['a.py']).findings;
  const allow = [{ fingerprint: finding?.fingerprint, reason: 'made up' }];
  repository.write('.baseten-key-guard.json', JSON.stringify({ exclude: ['b/**'], allow }));
  const result = scanTree(repository);
  expect(result).toMatchObject({
    status: 0,
    suppressed: [{ path: 'a.py', by: 'config' }],
    scan: { files: 1, excluded: 1 },
  });
  repository.write('.baseten-key-guard.json', '{ "exclud": [] }');
  expect(repository.guard(['--tree'])).toMatchObject({ status: 2, stdout: '' });
});

test('the report says how to fix the files', () => {
  const repository = repositoryOf({
    'a.py': `${currentKey()}\n`,
    '.env': `BASETEN_API_KEY=${currentKey()}\n`,
  });
  const { stdout, status } = repository.guard(['--tree']);
  expect(status).toBe(1);
  expect(stdout).toContain('2 Baseten API keys found in 2 files.');
  expect(stdout).toContain('git add -- a.py');
  expect(stdout).toContain('git rm --cached -- .env');
  expect(stdout).not.toContain('commit is stopped');
});

test('outside a repository it says so', () => {
  const repository = ScratchRepository.create();
  expect(repository.guard(['--tree'], { cwd: '..' })).toMatchObject({ status: 2, stdout: '' });
});
