import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { commit } from '../support/commit.ts';
import { DOCUMENTED, type DocumentedFailure, says } from '../support/failuresTable.ts';
import { gitThat } from '../support/gitThat.ts';
import { currentKey, leakedRun, legacyKey } from '../support/keys.ts';
import {
  installedPackage,
  type Outcome,
  ScratchRepository,
  type Variables,
} from '../support/scratchRepository.ts';

// docs/failures.md, row by row: what it says of a fault is what happens.

const IS_ROOT = process.getuid?.() === 0;
const PROGRAM = join(installedPackage(), 'dist', 'bin.cjs');
const hasFull = existsSync('/dev/full');
const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
const canDropRights = spawnSync('setpriv', ['--reuid=12345', '--clear-groups', 'true']).status === 0;

/** The diff of the scan; the hook's first look, which waits for git as `git commit` does, calls it in C's locale. */
const THE_SCANS = "args.includes('--cached') && process.env.LC_ALL !== 'C'";

const tried = new Set<string>();

/** The row of a fault; each row is asked for once, when its test is named. */
function documented(fault: string): DocumentedFailure {
  const row = DOCUMENTED.get(fault);
  if (!row) throw new Error(`docs/failures.md does not know: ${fault}`);
  tried.add(fault);
  return row;
}

/** What a fault is made of: how the scan is called under it. */
interface Attempt {
  variables?: Variables;
  args?: string[];
  cwd?: string;
}

function expectAsDocumented(outcome: Outcome, row: DocumentedFailure, key: string): void {
  expect(outcome.status, outcome.output).toBe(row.exitCode);
  expect(says(outcome.output, row), outcome.output).toBe(true);
  expect(leakedRun(outcome.output, key)).toBeUndefined();
  if (row.exitCode === 1) return;
  expect(outcome.stdout).toBe('');
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
  expect(outcome.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
}

/** Makes a fault in a repository with a key staged, and runs the program by hand. */
function byHand(fault: string, make: (repository: ScratchRepository) => Attempt, isPossible = true): void {
  const row = documented(fault);
  test.runIf(isPossible)(fault, () => {
    const { repository, key } = withStagedKey();
    const { args = ['--staged'], ...attempt } = make(repository);
    expectAsDocumented(repository.guard(args, attempt), row, key);
  });
}

/** The same, and then in the hook of a real commit. */
function byHandAndInHook(fault: string, make: (repository: ScratchRepository) => Attempt): void {
  const row = documented(fault);
  test(`${fault}; and in a commit`, () => {
    const { repository, key } = withStagedKey();
    const { variables = {} } = make(repository);
    expectAsDocumented(repository.guard(['--staged'], { variables }), row, key);
    const stopped = commit(repository, [], { variables });
    expect(stopped).toMatchObject({ status: 1, hook: row.exitCode, isCommitted: false });
    expect(says(stopped.stderr, row), stopped.stderr).toBe(true);
    expect(leakedRun(stopped.output, key)).toBeUndefined();
  });
}

/** Runs a shell's line, in which `"$@"` is the scan. */
function byShell(fault: string, line: string, isPossible = true): void {
  const row = documented(fault);
  test.runIf(isPossible)(fault, () => {
    const { repository, key } = withStagedKey();
    expectAsDocumented(inShell(repository, line), row, key);
  });
}

function inShell(repository: ScratchRepository, line: string, ...args: string[]): Outcome {
  const scan = [process.execPath, PROGRAM, '--staged', ...args];
  return repository.run('sh', ['-c', line, 'sh', ...scan]);
}

function withStagedKey(): { repository: ScratchRepository; key: string } {
  const repository = ScratchRepository.guarded();
  const key = currentKey();
  repository.stage('a.py', `clean\n${key}\n`);
  return { repository, key };
}

/** The installed package, in a copy of the test's own. */
function copiedProgram(repository: ScratchRepository): string {
  const folder = join(repository.home, 'node_modules');
  cpSync(join(installedPackage(), '..'), folder, { recursive: true, verbatimSymlinks: true });
  return join(folder, 'baseten-key-guard');
}

describe('git', () => {
  byHand('git is not on the PATH', (repository) => ({ variables: { PATH: repository.home } }));

  byHand('git may not be executed', (repository) => {
    repository.write('../home/bin/git', 'no program', 0o644);
    return { variables: { PATH: join(repository.home, 'bin') } };
  });

  byHandAndInHook('git does not know an option of the diff', (repository) => ({
    variables: gitThat(
      repository,
      'console.error("error: invalid option: --no-relative\\nusage: git diff"); process.exit(129)',
    ),
  }));

  byHand('git does not know an option of `install`', (repository) => ({
    args: ['install'],
    variables: gitThat(
      repository,
      // rev-parse repeats what it does not know.
      'print("--path-format=absolute\\n"); print(spawnSync("/usr/bin/env", ["git", "--version"]).stdout)',
      "args.some((arg) => arg.startsWith('--path-format'))",
    ),
  }));

  byHandAndInHook('git dies without a word', (repository) => ({
    variables: gitThat(repository, 'process.exit(1)'),
  }));

  byHandAndInHook('git dies with a word, in another language', (repository) => ({
    variables: gitThat(repository, 'console.error("Schwerwiegend: kein Baum"); process.exit(128)'),
  }));

  byHandAndInHook('git is killed half way', (repository) => ({
    variables: gitThat(
      repository,
      'print(diff.subarray(0, diff.length / 2)); process.kill(process.pid, "SIGKILL")',
    ),
  }));

  byHandAndInHook('git is killed after its last byte', (repository) => ({
    variables: gitThat(repository, 'print(diff); process.kill(process.pid, "SIGKILL")'),
  }));

  byHand('git says nothing for longer than BASETEN_KEY_GUARD_GIT_TIMEOUT', (repository) => ({
    variables: {
      ...gitThat(repository, 'print(diff.subarray(0, 20)); setInterval(() => {}, 1000)', THE_SCANS),
      BASETEN_KEY_GUARD_GIT_TIMEOUT: '0.5',
    },
  }));

  byHand('git says nothing, and no signal but SIGKILL ends it', (repository) => ({
    variables: {
      ...gitThat(repository, 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'),
      BASETEN_KEY_GUARD_GIT_TIMEOUT: '0.5',
    },
  }));

  byHandAndInHook('BASETEN_KEY_GUARD_GIT_TIMEOUT is no time', () => ({
    variables: { BASETEN_KEY_GUARD_GIT_TIMEOUT: 'soon' },
  }));

  test.each(['0', '-1', '86401', 'Infinity', '5s', ' '])(
    'BASETEN_KEY_GUARD_GIT_TIMEOUT=%j is no time',
    (time) => {
      const { repository, key } = withStagedKey();
      const row = documented('BASETEN_KEY_GUARD_GIT_TIMEOUT is no time');
      for (const args of [['--staged'], ['--staged', 'a.py'], ['install']]) {
        const outcome = repository.guard(args, { variables: { BASETEN_KEY_GUARD_GIT_TIMEOUT: time } });
        expectAsDocumented(outcome, row, key);
      }
    },
  );

  byHandAndInHook('git prints half of the diff and calls it done', (repository) => ({
    variables: gitThat(repository, 'print(diff.subarray(0, diff.length / 2))'),
  }));

  byHandAndInHook('git prints a diff that is not that of its own list', (repository) => {
    repository.stage('b.py', 'clean\n');
    return {
      variables: gitThat(
        repository,
        'print(String(diff).replace(/diff --git a.a.py[^]*(?=diff)/, ""))',
        THE_SCANS,
      ),
    };
  });

  const unsure = documented('git cannot say what stands around a finding');
  test.each([
    'process.exit(1)',
    'print("0000 missing\\n")',
    'print(diff.subarray(0, 70))',
    'print("nonsense\\n")',
  ])('git cannot say what stands around a finding: %s', (ending) => {
    const repository = ScratchRepository.guarded();
    const key = legacyKey();
    repository.stage('.env', `API_KEY=${key}\n`);
    const variables = gitThat(repository, ending, "args.includes('cat-file')");
    expectAsDocumented(repository.guard(['--staged'], { variables }), unsure, key);
  });
});

describe('the repository', () => {
  byHand('there is no repository', () => ({ cwd: '../home' }));

  test.each(['a.py', '.'])('there is no repository for --staged %s, nor for install and allow', (path) => {
    const { repository, key } = withStagedKey();
    const row = documented('there is no repository');
    for (const args of [['--staged', path], ['install'], ['allow', '0'.repeat(64), '--reason', 'x']]) {
      expectAsDocumented(repository.guard(args, { cwd: '../home' }), row, key);
    }
  });

  byHand('`.git` is a file that points nowhere', (repository) => {
    repository.write('sub/.git', 'gitdir: /nowhere/at/all\n');
    return { cwd: 'sub', args: ['--staged', '.'] };
  });

  byHand(
    'the repository belongs to another user',
    (repository) => {
      chownSync(repository.folder, 12_345, 12_345);
      chownSync(join(repository.folder, '.git'), 12_345, 12_345);
      return { args: ['--staged', 'a.py'] };
    },
    IS_ROOT,
  );

  byHand("the repository's configuration is broken", (repository) => {
    repository.write('.git/config', '[core\n');
    return {};
  });

  byHand('the index is no index', (repository) => {
    repository.write('.git/index', 'x'.repeat(200));
    return {};
  });

  byHand('the index is cut short', (repository) => {
    truncateSync(join(repository.folder, '.git/index'), 50);
    return {};
  });

  byHand('a staged object is missing', (repository) => {
    const blob = repository.git('rev-parse', ':a.py').trim();
    rmSync(join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    rmSync(join(repository.folder, 'a.py')); // git would read the same bytes there
    return {};
  });

  byHand('a pack is cut short', (repository) => {
    repository.git('repack', '-a', '-d', '-q');
    rmSync(join(repository.folder, 'a.py')); // git would read the same bytes there
    const packs = join(repository.folder, '.git/objects/pack');
    for (const pack of readdirSync(packs).filter((name) => name.endsWith('.pack'))) {
      truncateSync(join(packs, pack), 20);
    }
    return {};
  });

  byHand('a file is unmerged', (repository) => {
    const blob = repository.git('rev-parse', ':a.py').trim();
    const input = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\tb.py\n`).join('');
    repository.run('git', ['update-index', '--index-info'], { input });
    return {};
  });

  const removed = documented('the current folder was removed');
  test('the current folder was removed', () => {
    const { repository, key } = withStagedKey();
    expectAsDocumented(inShell(repository, 'mkdir gone && cd gone && rmdir ../gone && "$@"'), removed, key);
  });

  const tooDeep = documented('the path of the current folder is too long');
  test('the path of the current folder is too long', () => {
    const { repository, key } = withStagedKey();
    const deep = `
      for (let depth = 0; depth < 25; depth++) {
        require('node:fs').mkdirSync('${'d'.repeat(200)}');
        process.chdir('${'d'.repeat(200)}');
      }
      const scan = ['${PROGRAM}', '--staged'];
      process.exitCode = require('node:child_process').spawnSync(process.execPath, scan, { stdio: 'inherit' }).status`;
    const outcome = repository.run(process.execPath, ['-e', deep]);
    repository.run('rm', ['-r', 'd'.repeat(200)]); // node finds the path too long
    expectAsDocumented(outcome, tooDeep, key);
  });
});

describe('the report', () => {
  const formats = ['text', 'json'];

  /** An old report beside which the new one is to be written; afterwards it is the only file there. */
  function withOldReport(repository: ScratchRepository): void {
    repository.write('../home/out/report', 'old\n');
  }

  function expectOldReport(repository: ScratchRepository): void {
    const folder = join(repository.home, 'out');
    expect(readdirSync(folder)).toEqual(['report']);
    expect(readFileSync(join(folder, 'report'), 'utf8')).toBe('old\n');
  }

  const full = documented('the disk is full, with `--output`');
  test.runIf(hasFull)('the disk is full, with `--output`', () => {
    const { repository, key } = withStagedKey();
    for (const format of formats) {
      const args = ['--staged', '--format', format, '--output', '/dev/full'];
      expectAsDocumented(repository.guard(args), full, key);
    }
  });

  test.runIf(canMount && IS_ROOT)('the disk is full, with `--output` on a disk of its own', () => {
    const { repository, key } = withStagedKey();
    withOldReport(repository);
    const line = `out=$HOME/out && mount -t tmpfs -o size=4k tmpfs "$out" && echo old >"$out/report" && "$@"; code=$?; ls "$out" >&2; cat "$out/report" >&2; exit $code`;
    const scan = [
      process.execPath,
      PROGRAM,
      '--staged',
      '--format=json',
      '--output',
      join(repository.home, 'out/report'),
    ];
    const outcome = repository.run('unshare', ['--mount', 'sh', '-c', line, 'sh', ...scan]);
    expect(outcome.status, outcome.output).toBe(2);
    expect(says(outcome.stderr, full), outcome.output).toBe(true);
    expect(outcome.stderr.endsWith('report\nold\n'), outcome.stderr).toBe(true);
    expect(leakedRun(outcome.output, key)).toBeUndefined();
  });

  const tooLarge = documented('a file may not grow so large, with `--output`');
  test('a file may not grow so large, with `--output`', () => {
    const { repository, key } = withStagedKey();
    withOldReport(repository);
    // A block of `ulimit -f` is 512 bytes for some shells and 1024 for others: the report is longer than either.
    repository.stage('b.py', `${currentKey()}\n`.repeat(30));
    const report = join(repository.home, 'out/report');
    const outcome = inShell(repository, 'ulimit -f 1; "$@"', '--format=json', '--output', report);
    expectAsDocumented(outcome, tooLarge, key);
    expectOldReport(repository);
  });

  byHand('the folder of `--output` does not exist', () => ({
    args: ['--staged', '--output', 'nowhere/report'],
  }));

  byHand('`--output` names a folder', () => ({ args: ['--staged', '--output', '.'] }));

  const forbidden = documented('`--output` names what you may not write to');
  test.runIf(canDropRights || !IS_ROOT)('`--output` names what you may not write to', () => {
    const { repository, key } = withStagedKey();
    repository.write('../home/out/report', 'old\n');
    repository.run('chmod', ['555', join(repository.home, 'out')]);
    const variables = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' };
    const program = join(copiedProgram(repository), 'dist/bin.cjs');
    const scan = [program, '--staged', '--output', join(repository.home, 'out/report')];
    repository.run('chmod', ['-R', 'a+rX', join(repository.folder, '..')]);
    const outcome = IS_ROOT
      ? repository.run('setpriv', ['--reuid=12345', '--clear-groups', process.execPath, ...scan], {
          variables,
        })
      : repository.run(process.execPath, scan);
    repository.run('chmod', ['755', join(repository.home, 'out')]);
    expectAsDocumented(outcome, forbidden, key);
    expectOldReport(repository);
  });

  const readOnly = documented('`--output` is on a read-only disk');
  test.runIf(canMount && IS_ROOT)('`--output` is on a read-only disk', () => {
    const { repository, key } = withStagedKey();
    withOldReport(repository);
    const out = join(repository.home, 'out');
    const scan = [process.execPath, PROGRAM, '--staged', '--output', join(out, 'report')];
    expectAsDocumented(onReadOnly(repository, out, scan), readOnly, key);
    expectOldReport(repository);
  });

  byShell('stdout is full', '"$@" >/dev/full', hasFull);

  const tooLargeStdout = documented('stdout is a file that may not grow so large');
  test('stdout is a file that may not grow so large', () => {
    const { repository, key } = withStagedKey();
    for (const format of formats) {
      repository.stage('b.py', `${currentKey()}\n`.repeat(30));
      const outcome = inShell(repository, 'ulimit -f 1; "$@" >"$HOME/report"', `--format=${format}`);
      expectAsDocumented(outcome, tooLargeStdout, key);
    }
  });

  test('a report in a file is whole, however it came there', () => {
    const { repository } = withStagedKey();
    repository.stage('b.py', `${currentKey()}\n`.repeat(3000));
    inShell(repository, '"$@" >"$HOME/report"', '--format=json');
    const report = JSON.parse(readFileSync(join(repository.home, 'report'), 'utf8')) as {
      findings: unknown[];
    };
    expect(report.findings).toHaveLength(3001);
  });
});

/** Runs a command in which a folder cannot be written to, root or not. */
function onReadOnly(repository: ScratchRepository, folder: string, command: string[]): Outcome {
  const line = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd . && cd "$PWD" && "$@"';
  return repository.run('unshare', ['--mount', 'sh', '-c', line, folder, ...command]);
}

describe('signals', () => {
  /** A git that writes down its process and then waits, deaf to all signals that can be ignored. */
  function deafGit(repository: ScratchRepository): { variables: Variables; pidFile: string } {
    const pidFile = join(repository.home, 'pid');
    const variables = gitThat(
      repository,
      `for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => {});
      writeFileSync(${JSON.stringify(`${pidFile}.new`)}, String(process.pid));
      require('node:fs').renameSync(${JSON.stringify(`${pidFile}.new`)}, ${JSON.stringify(pidFile)});
      setInterval(() => {}, 1000)`,
      THE_SCANS,
    );
    return { variables, pidFile };
  }

  async function interrupt(
    repository: ScratchRepository,
    command: string,
    args: string[],
    send: (pid: number) => void,
  ): Promise<{ status: number | null; signal: NodeJS.Signals | null; stderr: string; gitRuns: boolean }> {
    const { variables, pidFile } = deafGit(repository);
    const child = spawn(command, args, {
      cwd: repository.folder,
      env: { ...repository.environment, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, as a terminal gives each command
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    while (!existsSync(pidFile)) await sleep(20);
    send(child.pid ?? 0);
    const [status, signal] = await closed;
    return { status, signal, stderr, gitRuns: runs(Number(readFileSync(pidFile, 'utf8'))) };
  }

  function runs(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  describe.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
    const row = documented(signal);

    test('to the program alone', async () => {
      const { repository, key } = withStagedKey();
      const outcome = await interrupt(repository, process.execPath, [PROGRAM, '--staged'], (pid) =>
        process.kill(pid, signal),
      );
      expect(outcome).toMatchObject({ status: row.exitCode, gitRuns: false });
      expect(says(outcome.stderr, row), outcome.stderr).toBe(true);
      expect(leakedRun(outcome.stderr, key)).toBeUndefined();
    });

    test('to all of a commit, as a terminal sends it', async () => {
      const { repository } = withStagedKey();
      const before = repository.git('rev-parse', 'HEAD');
      const outcome = await interrupt(repository, 'git', ['commit', '-m', 'x'], (pid) =>
        process.kill(-pid, signal),
      );
      expect(outcome.status).not.toBe(0);
      expect(outcome.gitRuns).toBe(false);
      expect(says(outcome.stderr, row), outcome.stderr).toBe(true);
      expect(repository.git('rev-parse', 'HEAD')).toBe(before);
    });
  });
});

describe('node and the package', () => {
  /** What NODE_OPTIONS says to have a file run before the program. */
  function preload(repository: ScratchRepository, code: string): Variables {
    repository.write('../home/preload.cjs', code);
    return { NODE_OPTIONS: `--require "${join(repository.home, 'preload.cjs')}"` };
  }

  byHandAndInHook('node is older than 20.19', (repository) => ({
    variables: preload(
      repository,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } });",
    ),
  }));

  test.each(['18.20.8', '19.9.0', '20.0.0', '20.18.9'])('node %s is too old', (node) => {
    const { repository, key } = withStagedKey();
    const variables = preload(
      repository,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`,
    );
    expectAsDocumented(
      repository.guard(['--staged'], { variables }),
      documented('node is older than 20.19'),
      key,
    );
  });

  test.each([
    ['throws', "throw new TypeError('x');"],
    ['ends the process', 'process.exit(0);'],
  ])('what is said where code %s fits a terminal of 80 columns, folded or not', (_, code) => {
    const { repository } = withStagedKey();
    const late = `setImmediate(() => { ${code} });`;
    const { stderr } = repository.guard(['--staged'], { variables: preload(repository, late) });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each(['20.19.0', '20.100.0', '21.0.0', '100.1.0'])('node %s is new enough', (node) => {
    const { repository } = withStagedKey();
    const variables = preload(
      repository,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`,
    );
    expect(repository.guard(['--staged'], { variables }).status).toBe(1);
  });

  const missing = documented('a part of the package is missing');
  test.each(['../picomatch', '../valibot'])('a part of the package is missing: %s', (part) => {
    const repository = ScratchRepository.guarded();
    const key = legacyKey();
    repository.stage('.env', `API_KEY=${key}\n`);
    repository.stage('.baseten-key-guard.json', '{ "exclude": ["docs/**"] }\n');
    const program = copiedProgram(repository);
    rmSync(join(program, part), { recursive: true });
    const outcome = repository.run(process.execPath, [join(program, 'dist/bin.cjs'), '--staged']);
    expectAsDocumented(outcome, missing, key);
  });

  const damaged = documented('a part of the package is damaged');
  test('a part of the package is damaged', () => {
    const repository = ScratchRepository.guarded();
    const key = legacyKey();
    repository.stage('.env', `API_KEY=${key}\n`);
    const program = copiedProgram(repository);
    for (const file of readdirSync(join(program, '../picomatch')).filter((name) => name.endsWith('.js'))) {
      writeFileSync(join(program, '../picomatch', file), 'const {');
    }
    const outcome = repository.run(process.execPath, [join(program, 'dist/bin.cjs'), '--staged']);
    expectAsDocumented(outcome, damaged, key);
  });

  const ended = documented('in a hook, node, or what is called so, ends with 0 before the scan');
  test('in a hook, node, or what is called so, ends with 0 before the scan', () => {
    const { repository, key } = withStagedKey();
    repository.write('../home/bin/node', '#!/bin/sh\nexit 0\n', 0o755);
    const variables = { PATH: `${join(repository.home, 'bin')}:${repository.environment.PATH}` };
    const stopped = commit(repository, [], { variables });
    expect(stopped).toMatchObject({ status: 1, hook: ended.exitCode, isCommitted: false });
    expect(says(stopped.stderr, ended), stopped.stderr).toBe(true);
    expect(leakedRun(stopped.output, key)).toBeUndefined();
  });

  const killed = documented('in a hook, node is killed, or does not know an option of NODE_OPTIONS');
  test('in a hook, node is killed, or does not know an option of NODE_OPTIONS', () => {
    const { repository, key } = withStagedKey();
    repository.write('../home/bin/node', '#!/bin/sh\nkill -9 $$\n', 0o755);
    const variables = { PATH: `${join(repository.home, 'bin')}:${repository.environment.PATH}` };
    const stopped = commit(repository, [], { variables });
    expect(stopped).toMatchObject({ status: 1, hook: killed.exitCode, isCommitted: false });
    expect(says(stopped.stderr, killed), stopped.stderr).toBe(true);
    expect(leakedRun(stopped.output, key)).toBeUndefined();
  });

  byHand('code that NODE_OPTIONS loads throws', (repository) => ({
    variables: preload(repository, "setImmediate(() => { throw new Error('a word'); });"),
    args: ['--staged', '--output', join(repository.home, 'report')],
  }));

  byHand('code that NODE_OPTIONS loads rejects a promise, and node is to ignore that', (repository) => {
    const { NODE_OPTIONS } = preload(repository, "setImmediate(() => Promise.reject(new Error('a word')));");
    return {
      variables: { NODE_OPTIONS: `${NODE_OPTIONS} --unhandled-rejections=none` },
      args: ['--staged', '--output', join(repository.home, 'report')],
    };
  });

  byHand('code that NODE_OPTIONS loads ends the process', (repository) => ({
    variables: preload(repository, 'setImmediate(() => process.exit(0));'),
  }));
});

describe('what is no fault', () => {
  byHand('git warns', (repository) => ({
    variables: gitThat(repository, 'console.error("warning: LF will be replaced by CRLF"); print(diff)'),
  }));
  byShell('stdin is closed', '"$@" <&-');
  byShell(
    'the reader of stdout has read enough (`\\| head -1`)',
    '{ "$@"; echo $? >code; } | head -1; exit $(cat code)',
  );
  byShell('stdout is closed', '"$@" >&-');
  byShell('stderr is closed', '"$@" 2>&-');
  byShell('there is no HOME', 'unset HOME; "$@"');
  byShell('TMPDIR cannot be written to', 'export TMPDIR=/nowhere; "$@"');

  const readOnly = documented('the repository is read-only');
  test.runIf(canMount && IS_ROOT)('the repository is read-only', () => {
    const { repository, key } = withStagedKey();
    const scan = [process.execPath, PROGRAM, '--staged'];
    expectAsDocumented(onReadOnly(repository, repository.folder, scan), readOnly, key);
  });

  byHand('an index.lock was left behind', (repository) => {
    repository.write('.git/index.lock', '');
    return {};
  });

  byHand('a line of 96 MB, with 48 MB of memory', (repository) => {
    const line = Buffer.alloc(96_000_000, 'lorem ipsum ');
    line.write(` ${currentKey()} `, line.length - 60);
    repository.stage('a.py', line);
    return { variables: { NODE_OPTIONS: '--max-old-space-size=48' } };
  });

  const atOnce = documented('two commits at once, in two worktrees');
  test('two commits at once, in two worktrees', async () => {
    const { repository, key } = withStagedKey();
    repository.git('worktree', 'add', '--quiet', '-b', 'other', '../other');
    const other = repository.at('../other');
    other.stage('b.py', 'clean\n');
    const start = async ({ folder, environment }: ScratchRepository) => {
      const child = spawn('git', ['commit', '-m', 'x'], { cwd: folder, env: environment });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
      const [status] = (await once(child, 'close')) as [number];
      return { status, output };
    };
    const [stopped, passed] = await Promise.all([start(repository), start(other)]);
    expect(stopped.status).toBe(atOnce.exitCode);
    expect(says(stopped.output, atOnce), stopped.output).toBe(true);
    expect(leakedRun(stopped.output, key)).toBeUndefined();
    expect(passed.status, passed.output).toBe(0);
  });
});

test('docs/failures.md has no row but these', () => {
  expect([...DOCUMENTED.keys()].sort()).toEqual([...tried].sort());
});
