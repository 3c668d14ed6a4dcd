import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, FAILED, PASSED, stoppedAt } from '../support/commit.ts';
import { gitThat } from '../support/gitThat.ts';
import { bastnKey, currentKey, leakedRun, legacyKey } from '../support/keys.ts';
import {
  installedPackage,
  type Outcome,
  ScratchRepository,
  scratchFolder,
  type Variables,
} from '../support/scratchRepository.ts';

// What cannot be scanned is never passed: exit 2, a sentence or two, no stack.

function expectFailure(outcome: Outcome, saying: string): void {
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expectSentences(outcome.stderr, saying);
}

function expectSentences(stderr: string, saying: string): void {
  expect(stderr).toContain(saying);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
}

describe('a call that is wrong', () => {
  test.each([
    [['--stagd'], 'Did you mean --staged?'],
    [['--staged', '--fromat', 'json'], 'Did you mean --format?'],
    [['--staged', '-x'], 'There is no option'],
    [['--staged', '--format', 'jsn'], 'Did you mean json?'],
    [['--staged', '--format'], '--format'],
    [['instal'], 'Did you mean install?'],
    [[], 'There is nothing to do.'],
    [['--staged', '--', 'nowhere.py'], '"nowhere.py" is neither staged nor in the working tree.'],
    [['--staged', '--', 'sub/../nowhere/a.py'], 'is neither staged nor in the working tree.'],
    [['--staged', '--', '../elsewhere.py'], '"../elsewhere.py" is outside this repository.'],
    [['--staged', '--', '/'], '"/" is outside this repository.'],
  ])('%j', (args, saying) => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', currentKey());
    expectFailure(repository.guard(args), saying);
  });

  test('a key in the call is not repeated', () => {
    const repository = ScratchRepository.guarded();
    for (const key of [currentKey(), bastnKey(), legacyKey()]) {
      for (const args of [[key], [`--${key}`], ['--staged', '--', key], ['--staged', `--format=${key}`]]) {
        const outcome = repository.guard(args);
        expect(outcome.status).toBe(2);
        expect(leakedRun(outcome.output, key)).toBeUndefined();
      }
    }
  });
});

describe('a place that is wrong', () => {
  test('no repository', () => {
    const repository = ScratchRepository.guarded();
    const cwd = join('..', 'home');
    for (const args of [['--staged'], ['--staged', 'a.py'], ['install'], ['uninstall']]) {
      expectFailure(repository.guard(args, { cwd }), 'Run this inside');
    }
  });

  test('a repository without a working tree', () => {
    const repository = ScratchRepository.create();
    repository.git('clone', '--quiet', '--bare', '.', '../bare');
    for (const args of [['--staged', 'a.py'], ['install']]) {
      expectFailure(repository.guard(args, { cwd: '../bare' }), 'This is not a git working tree');
    }
  });

  test('no git on the PATH', () => {
    const repository = ScratchRepository.guarded();
    const variables = { PATH: repository.home };
    expectFailure(repository.guard(['--staged'], { variables }), 'it was not found on the PATH');
  });

  test('an index that is not one', () => {
    const repository = ScratchRepository.guarded();
    repository.write('.git/index', 'no index');
    expectFailure(repository.guard(['--staged']), 'git could not print the staged diff');
    expect(commit(repository)).toMatchObject({ isCommitted: false });
  });

  test('a staged file whose content is gone', () => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', 'first\n');
    repository.stage('b.py', currentKey());
    const blob = repository.git('rev-parse', ':b.py').trim();
    rmSync(join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    rmSync(join(repository.folder, 'b.py')); // git would read the same bytes there
    expectFailure(repository.guard(['--staged']), 'git could not print the staged diff');
    expect(commit(repository)).toMatchObject(FAILED);
  });
});

describe('a git that goes wrong', () => {
  test.each([
    ['dies without a word', 'process.exit(1)', 'it exited with 1'],
    [
      'dies with a word',
      'console.error("fatal: no\\nfatal: bad tree"); process.exit(128)',
      'fatal: bad tree',
    ],
    [
      'is killed half way',
      'print(diff.subarray(0, diff.length / 2)); process.kill(process.pid, "SIGKILL")',
      'git was stopped',
    ],
    ['is killed at the end', 'print(diff); process.kill(process.pid, "SIGKILL")', 'git was stopped'],
    ['prints all and fails', 'print(diff); process.exit(3)', 'it exited with 3'],
    ['stops half way and calls it done', 'print(diff.subarray(0, diff.length / 2))', 'could not be read'],
    ['stops inside its list', 'print(diff.subarray(0, 60))', 'could not be read'],
    ['stops behind its list', 'print(diff.subarray(0, diff.indexOf("\\0\\0") + 2))', 'could not be read'],
    ['loses the last byte', 'print(diff.subarray(0, -1))', 'could not be read'],
    [
      'loses the first file',
      'const d = String(diff); print(d.replace(/diff --git a.a.py[^]*(?=diff --git)/, ""))',
      'could not be read',
    ],
    [
      'prints one file twice and another not at all',
      'const [list, , last] = String(diff).split(/(?=diff --git )/); print(list + last + last)',
      'could not be read',
    ],
    ['loses a line', 'print(String(diff).replace(/^\\+clean 2\\n/m, ""))', 'could not be read'],
    ['colours', 'print(String(diff).replace(/^diff.*$/gm, "\\x1b[1m$&\\x1b[m"))', 'could not be read'],
    ['prints its usage', 'print("usage: git diff [<options>]\\n")', 'could not be read'],
    ['prints garbage', 'print(Buffer.from([0, 255, 10, 58, 0, 0, 43]))', 'could not be read'],
    ['adds to the diff', 'print(diff); print("more\\n")', 'could not be read'],
  ])('%s', (_, ending, saying) => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', 'clean 1\nclean 2\nclean 3\n');
    repository.stage('b.py', `${currentKey()}\n`);
    const variables = gitThat(repository, ending);
    expectFailure(repository.guard(['--staged'], { variables }), saying);
    const stopped = commit(repository, [], { variables });
    expect(stopped).toMatchObject(FAILED);
    expectSentences(stopped.stderr, saying);
  });

  // The hook's first look takes a git at its word that ends at the end of a line and exits with 0.
  test('loses the last file, with nothing suspicious before it', () => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', 'clean\n');
    repository.stage('b.py', `${currentKey()}\n`);
    const variables = gitThat(repository, 'print(diff.subarray(0, diff.lastIndexOf("diff --git")))');
    expectFailure(repository.guard(['--staged'], { variables }), 'could not be read');
  });

  test('the same git, when nothing goes wrong', () => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', `${currentKey()}\n`);
    const variables = gitThat(repository, 'print(diff)');
    expect(commit(repository, [], { variables })).toMatchObject(stoppedAt('a.py:1'));
  });
});

/** A repository with the package in its own node_modules, as npm puts it there. */
function withPackage(): { repository: ScratchRepository; folder: string } {
  const repository = ScratchRepository.create();
  const folder = join(repository.folder, 'node_modules', 'baseten-key-guard');
  cpSync(join(installedPackage(), '..'), join(folder, '..'), { recursive: true, verbatimSymlinks: true });
  repository.seed({ '.gitignore': 'node_modules\n' });
  const { status, output } = repository.run(process.execPath, [join(folder, 'dist/bin.cjs'), 'install']);
  expect(status, output).toBe(0);
  repository.stage('a.py', `${currentKey()}\n`);
  expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
  return { repository, folder };
}

/** A PATH with what a hook needs from the system, and no node. */
function pathWithoutNode(repository: ScratchRepository): Variables {
  const folder = join(scratchFolder('bin'), 'bin');
  mkdirSync(folder);
  for (const tool of ['git', 'sh', 'cat', 'tr', 'grep']) {
    symlinkSync(repository.run('sh', ['-c', `command -v ${tool}`]).stdout.trim(), join(folder, tool));
  }
  return { PATH: folder };
}

describe('a hook that misses something', () => {
  test.each([
    ['the package', '', 'its package is not installed here'],
    ['its dist', 'dist', 'its package is not complete'],
    ['its program', 'dist/bin.cjs', 'its package is not complete'],
    ['its hook script', 'hooks/run', 'its package is not installed here'],
  ])('%s', (_, missing, saying) => {
    const { repository, folder } = withPackage();
    rmSync(join(folder, missing), { recursive: true });
    const stopped = commit(repository);
    expect(stopped).toMatchObject(FAILED);
    expectSentences(stopped.stderr, saying);
  });

  test.each([
    ['is empty', (script: string) => writeFileSync(script, '')],
    ['was cut off in its first line', (script: string) => writeFileSync(script, '#!/bin/sh')],
    ['was cut off behind it', (script: string) => writeFileSync(script, '#!/bin/sh\n')],
    [
      'is a folder',
      (script: string) => {
        rmSync(script);
        mkdirSync(script);
      },
    ],
  ])('its hook script, which %s', (_, harm) => {
    const { repository, folder } = withPackage();
    harm(join(folder, 'hooks/run'));
    const stopped = commit(repository);
    expect(stopped).toMatchObject(FAILED);
    expectSentences(stopped.stderr, 'its package is not installed here');
  });

  test('a package that only some findings need', () => {
    const { repository, folder } = withPackage();
    rmSync(join(folder, '../picomatch'), { recursive: true });
    // Whether this is a key depends on whether its file is one that holds credentials.
    repository.stage('a.py', `token = "${legacyKey()}"\n`);
    const stopped = commit(repository);
    expect(stopped).toMatchObject(FAILED);
    expectSentences(stopped.stderr, 'A part of it is missing');
  });

  test('node, which is nowhere', () => {
    const { repository, folder } = withPackage();
    rmSync(join(repository.folder, '.git/baseten-key-guard/node'));
    // The hook also looks where installers put node; this machine may have one there.
    const hook = join(folder, 'hooks/run');
    writeFileSync(hook, readFileSync(hook, 'utf8').replace(/ \/(usr|opt)\S*\/node/g, ' /nowhere/node'));
    const stopped = commit(repository, [], { variables: pathWithoutNode(repository) });
    expect(stopped).toMatchObject(FAILED);
    expectSentences(stopped.stderr, 'node was not found on the PATH');
  });

  test('node on the PATH: the one that installed the hook is taken, as under a desktop client', () => {
    const { repository } = withPackage();
    const variables = pathWithoutNode(repository);
    expect(repository.run('sh', ['-c', 'command -v node'], { variables }).status).not.toBe(0);
    expect(commit(repository, [], { variables })).toMatchObject(stoppedAt('a.py:1'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository, [], { variables })).toMatchObject(PASSED);
  });

  test('a node that works', () => {
    const { repository } = withPackage();
    repository.write('../home/bin/node', '#!/bin/sh\nexit 3\n', 0o755);
    const variables = { PATH: `${join(repository.home, 'bin')}:${repository.environment.PATH}` };
    expect(commit(repository, [], { variables })).toMatchObject({
      status: 1,
      hook: 2,
      isCommitted: false,
      output: expect.stringMatching(
        /node ended with 3 before it scanned\. Git is stopped\.\nSee .{1,76}:\n {2}.*\/home\/bin\/node\n/,
      ),
    });
  });
});

describe('an environment that makes everything talk', () => {
  const KEYS: [name: string, make: () => string][] = [
    ['b10_', currentKey],
    ['bastn_', bastnKey],
    ['legacy', legacyKey],
  ];
  const VARIABLES: Variables[] = [
    { DEBUG: '*' },
    { DEBUG: 'simple-git*' },
    { DEBUG: 'simple-git,simple-git:*,-nothing' },
    { NODE_DEBUG: '*' },
    { NODE_DEBUG: 'child_process,stream,net,fs' },
    { GIT_TRACE: '1', GIT_TRACE_SETUP: '1', GIT_TRACE_PACKET: '1', GIT_TRACE2: '1', GIT_TRACE2_PERF: '1' },
    { DEBUG: '*', NODE_DEBUG: '*', GIT_TRACE: '1', FORCE_COLOR: '1', NODE_OPTIONS: '--trace-warnings' },
  ];

  for (const [name, make] of KEYS) {
    test.each(VARIABLES)(`a ${name} key that is staged stays hidden: %j`, (variables) => {
      const repository = ScratchRepository.guarded();
      const key = make();
      repository.stage('a.py', `baseten = "${key}"\n`);
      // Not on the disk: the program asks git for it, with its name on git's command line.
      repository.stageInIndex(`${key}.env`, `BASETEN_API_KEY=${key}\n`);
      const stopped = commit(repository, [], { variables });
      expect(stopped).toMatchObject({ hook: 1, isCommitted: false });
      expect(leakedRun(stopped.output, key)).toBeUndefined();
      for (const args of [['--staged'], ['--staged', '--format', 'json'], ['--staged', '--', `${key}.env`]]) {
        const outcome = repository.guard(args, { variables });
        expect(outcome.status).toBe(1);
        expect(leakedRun(outcome.output, key)).toBeUndefined();
        expect(outcome.stderr).not.toContain('simple-git:');
      }
    });
  }

  test.each(VARIABLES)('a key in the environment stays hidden: %j', (variables) => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    repository.stage('a.py', `${currentKey()}\n`);
    const all = { ...variables, BASETEN_API_KEY: key };
    const outputs = [
      commit(repository, [], { variables: all }),
      repository.guard(['--staged', '--', 'a.py'], { variables: all }),
      repository.guard(['install'], { variables: all }),
      repository.guard(['--staged', 'nowhere'], { variables: all }),
    ].map(({ output }) => output);
    expect(outputs.map((output) => leakedRun(output, key))).toEqual(outputs.map(() => undefined));
  });

  test('a failing git that quotes a key', () => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    repository.stage('a.py', `${key}\n`);
    const variables = gitThat(repository, `console.error("fatal: bad line: ${key}"); process.exit(128)`);
    const outcome = repository.guard(['--staged'], { variables });
    expectFailure(outcome, 'fatal: bad line: ');
    expect(leakedRun(outcome.output, key)).toBeUndefined();
  });
});
