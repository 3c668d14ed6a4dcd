import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, mergeAs, places, scanHistory } from '../support/history.ts';
import { currentKey, leakedRun } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

const line = (key = currentKey()) => `key = "${key}"\n`;

function withFour(): ScratchRepository {
  const repository = ScratchRepository.create();
  for (const name of ['one', 'two', 'three', 'four']) {
    commitAll(repository, name, { [`${name}.py`]: line() });
    repository.git('tag', name);
  }
  return repository;
}

describe('--range', () => {
  test.each([
    ['two..four', ['three', 'four']],
    ['two..', ['three', 'four']],
    ['four...two', ['three', 'four']],
    ['two', ['one', 'two']],
    ['two^!', ['two']],
    ['one^!', ['one']],
    ['four..four', []],
  ])('%s', (range, names) => {
    const repository = withFour();
    const result = scanHistory(repository, ['--range', range]);
    expect(places(repository, result)).toEqual(names.map((name) => `${name}: ${name}.py:1`));
    expect(result).toMatchObject({
      status: names.length > 0 ? 1 : 0,
      scan: { mode: 'range', commits: names.length },
    });
  });

  test.each([
    ['tow..four', 'There is no revision "tow" here.\nDid you mean two?'],
    ['four..thre', 'Did you mean three?'],
    ['--all', 'There is no revision "--all" here.'],
    ['--output=x', 'There is no revision'],
    ['', 'There is no revision'],
    ['^four', 'only says what to leave out'],
    ['four:four.py', 'no commit'],
    ['one two', 'There is no revision'],
  ])('%j cannot be scanned', (range, saying) => {
    const repository = withFour();
    expect(repository.guard([`--range=${range}`])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(saying),
    });
  });

  test('takes the configuration of its end, or the one that is named', () => {
    const repository = withFour();
    repository.write('outside.json', '{ "exclude": ["four.py"] }');
    expect(scanHistory(repository, ['--range', 'three..four', '--config', 'outside.json']).status).toBe(0);
    commitAll(repository, 'excluded', { '.baseten-key-guard.json': '{ "exclude": ["*.py"] }' });
    expect(scanHistory(repository, ['--range', 'three..four']).status).toBe(1);
    expect(scanHistory(repository, ['--range', 'three..HEAD']).status).toBe(0);
    commitAll(repository, 'broken', { '.baseten-key-guard.json': '{ "exclude": 1 }' });
    expect(repository.guard(['--range', 'three..HEAD'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('exclude must be a list of globs'),
    });
  });

  test('what a merge of the range brings in counts as well', () => {
    const repository = withFour();
    repository.git('checkout', '--quiet', '-b', 'topic', 'one');
    commitAll(repository, 'topic', { 'topic.py': line() });
    repository.git('checkout', '--quiet', 'main');
    mergeAs(repository, ['topic'], 'merge', { 'merge.py': line() });
    const result = scanHistory(repository, ['--range', 'four..main']);
    expect(places(repository, result)).toEqual(['topic: topic.py:1', 'merge: merge.py:1']);
  });

  test('a shallow clone that lacks a part of it is refused', () => {
    const repository = withFour();
    repository.git('clone', '--quiet', '--depth=2', `file://${repository.folder}`, '../shallow');
    expect(scanHistory(repository, ['--range', 'HEAD~1..HEAD'], '../shallow').findings).toHaveLength(1);
    for (const range of ['HEAD', 'HEAD~2..HEAD']) {
      const { status, stderr } = repository.guard(['--range', range], { cwd: '../shallow' });
      expect([range, status, stderr]).toEqual([range, 2, expect.stringContaining('git fetch --unshallow')]);
    }
  });

  test('a key in the place of a revision is told to nobody', () => {
    const repository = withFour();
    const key = currentKey();
    const variables = { NODE_DEBUG: 'child_process' };
    const outcome = repository.guard(['--range', `${key}..HEAD`], { variables });
    expect(outcome.status).toBe(2);
    expect(leakedRun(outcome.output, key)).toBeUndefined();
  });

  test('outside a repository it cannot be scanned', () => {
    const repository = withFour();
    for (const args of [['--range', 'HEAD'], ['--history']]) {
      expect(repository.guard(args, { cwd: '../home' })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('not a git repository'),
      });
    }
  });
});

test.each([['--range', 'HEAD'], ['--history'], ['trace']])(
  'in a repository of another user %s says how to trust it',
  (...args) => {
    const repository = withFour();
    const command = 'git config --global --add safe.directory /theirs';
    const PATH = replaceGit(repository, `printf 'fatal: whose?\\n\\n\\t${command}\\n' >&2; exit 128`);
    const outcome = repository.guard(args, { variables: { PATH }, input: currentKey() });
    expect(outcome).toMatchObject({ status: 2, stderr: expect.stringContaining(command) });
  },
);

/** Puts a `git` in front of the real one on the PATH. */
function replaceGit(repository: ScratchRepository, script: string): string {
  const folder = join(repository.home, 'bin');
  const real = repository.run('sh', ['-c', 'command -v git']).stdout.trim();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nreal=${real}\n${script}\nexec "$real" "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return `${folder}:${repository.environment.PATH}`;
}

describe('a git that does not print everything is noticed', () => {
  const isLog = 'case "$*" in *--patch*--no-merges*)';
  test.each([
    ['a commit less', `${isLog} "$real" "$@" --max-count=3; exit 0;; esac`, 'git printed 3 of 4 commits'],
    ['a piece less', `${isLog} "$real" "$@" | head -c 900; exit 0;; esac`, 'could not be read'],
    ['nothing', `${isLog} exit 0;; esac`, 'git printed 0 of 4 commits'],
    ['a failure', `${isLog} "$real" "$@"; echo "fatal: no luck" >&2; exit 128;; esac`, 'fatal: no luck'],
    ['no merges', 'case "$*" in *--count*--merges*) echo 1; exit 0;; esac', 'git printed 4 of 5 commits'],
  ])('%s', (_name, script, saying) => {
    const repository = withFour();
    const variables = { PATH: replaceGit(repository, script) };
    expect(repository.guard(['--history'], { variables })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(saying),
    });
  });
});

test('Ctrl-C leaves a report of what was found until then', async () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  commitAll(repository, 'first', { 'first.txt': 'first\n' });
  commitAll(repository, 'second', { 'a.py': line(key) });
  // git prints all of the newest commit and a little of the next one, and then hangs.
  const script = 'case "$*" in *--patch*--no-merges*) "$real" "$@" | head -c 700; exec sleep 600;; esac';
  const child = spawn(
    process.execPath,
    [join(installedPackage(), 'dist', 'bin.cjs'), '--history', '--format', 'json', '--verbose'],
    { cwd: repository.folder, env: { ...repository.environment, PATH: replaceGit(repository, script) } },
  );
  let stdout = '';
  let stderr = '';
  let isStopped = false;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    // A second signal would end the program.
    if (stderr.includes('--patch') && !isStopped) isStopped = child.kill('SIGINT');
  });
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ scan: { mode: 'history', partial: true } });
  expect(leakedRun(stdout + stderr, key)).toBeUndefined();
});
