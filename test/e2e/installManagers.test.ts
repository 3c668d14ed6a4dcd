import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Commit, commit, PASSED } from '../support/commit.ts';
import { currentKey } from '../support/keys.ts';
import { hasProgram, useManagers, withPrograms } from '../support/managers.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

const manager = useManagers();

/** What a person does who was told NOT INSTALLED. */
interface Advice {
  /** The lines to paste, each as often as a place was named. */
  lines: string[];
  /** What puts them into force. */
  command: string;
}

function expectAdvice(repository: ScratchRepository, name: string, ...args: string[]): Advice {
  const before = repository.run('sh', ['-c', 'ls -lR .git/hooks; git status --porcelain']).stdout;
  const { status, stdout, stderr } = repository.guard(['install', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^baseten-key-guard: NOT INSTALLED: ${name} writes the hooks`));
  expect(repository.run('sh', ['-c', 'ls -lR .git/hooks; git status --porcelain']).stdout).toBe(before);
  expect(repository.guard(['status']).status).toBe(1);
  const [, ...pastes] = stderr.split(/\n\n(?=(?:.+\n)*.*:\n\n)/);
  return {
    lines: pastes.map((paste) => paste.split('\n\n')[1] ?? ''),
    command: /^then:\s+(.*)$/m.exec(stderr)?.[1] ?? '',
  };
}

/** Asks `status`, and commits with a key. */
function expectGuarded(repository: ScratchRepository): void {
  const status = repository.guard(['status']);
  expect(status.status, status.output).toBe(0);
  repository.stage('a.py', `first\n${currentKey()}\n`);
  expectStopped(commit(repository));
}

/** The same, and with `git commit -a`, and without a key. */
function expectGuardedInEveryWay(repository: ScratchRepository): void {
  expectGuarded(repository);
  repository.stage('a.py', 'clean\n');
  expect(commit(repository)).toMatchObject(PASSED);
  repository.write('a.py', `first\n${currentKey()}\n`);
  expectStopped(commit(repository, ['--all']));
  repository.write('a.py', 'clean again\n');
  expect(commit(repository, ['--all'])).toMatchObject(PASSED);
}

function expectStopped(stopped: Commit): void {
  expect(stopped).toMatchObject({ status: 1, isCommitted: false });
  expect(stopped.output).toContain('a.py:2:1');
}

function text(repository: ScratchRepository, path: string): string {
  return readFileSync(join(repository.folder, path), 'utf8');
}

describe.runIf(/^(?:linux|darwin)$/.test(process.platform))('lefthook', () => {
  const LEFTHOOK = `lefthook-${process.platform}-${process.arch}/bin/lefthook`;
  const MARK = 'echo ran >> "$HOME/ran"';

  function lefthook(repository: ScratchRepository, ...args: string[]): void {
    const { status, output } = repository.run(manager(LEFTHOOK), args);
    expect(status, output).toBe(0);
  }

  function configured(file: string, content: string): ScratchRepository {
    const repository = ScratchRepository.create();
    withPrograms(repository, { lefthook: manager(LEFTHOOK) });
    repository.seed({ [file]: content, 'package.json': '{}', 'a.py': 'first\n' });
    return repository;
  }

  test.each([
    ['no hook of ours yet', 'lefthook.yml', 'commit-msg:\n  jobs:\n    - run: "true"\n'],
    ['jobs', 'lefthook.yml', `pre-commit:\n    jobs:\n      - name: lint\n        run: ${MARK}\n`],
    ['jobs at the margin of their key', '.lefthook.yaml', `pre-commit:\n  jobs:\n  - run: ${MARK}\n`],
    ['commands', 'lefthook.yml', `pre-commit:\n  commands:\n    lint:\n      run: ${MARK}\n`],
    ['a hook without jobs', 'lefthook.yml', 'pre-commit:\n  follow: true\n'],
    ['TOML', 'lefthook.toml', `[[pre-commit.jobs]]\nname = "lint"\nrun = '${MARK}'\n`],
    ['TOML, commands', 'lefthook.toml', `[pre-commit.commands.lint]\nrun = '${MARK}'\n`],
  ])('%s', (name, file, content) => {
    const repository = configured(file, content);
    const { lines, command } = expectAdvice(repository, 'lefthook');
    lefthook(repository, 'install');
    expectAdvice(repository, 'lefthook');

    writeFileSync(join(repository.folder, file), `${content}${lines.join('\n')}\n`);
    expect(command).toBe('npx lefthook install');
    lefthook(repository, 'install');
    if (name !== 'jobs') return expectGuarded(repository);
    expectGuardedInEveryWay(repository);
    const again = repository.guard(['install']);
    expect(again.output).toMatch(/^lefthook runs baseten-key-guard already/);
    expect(again.status).toBe(0);
  });

  test('what another command stages is scanned', () => {
    const content =
      'pre-commit:\n  commands:\n    lint:\n      run: cp "$HOME/formatted" a.py && git add a.py\n';
    const repository = configured('lefthook.yml', content);
    const { lines } = expectAdvice(repository, 'lefthook');
    repository.write('lefthook.yml', content + lines.join('\n'));
    lefthook(repository, 'install');
    repository.write('../home/formatted', `first\n${currentKey()}\n`);
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject({ status: 1, isCommitted: false });
  });

  test('it has taken over since: status says so', () => {
    const repository = configured('README.md', 'first\n');
    repository.install();
    expect(repository.guard(['status']).status).toBe(0);
    repository.write('lefthook.yml', 'pre-commit:\n  jobs:\n    - run: true\n');
    lefthook(repository, 'install');
    const { status, stdout } = repository.guard(['status']);
    expect(status).toBe(1);
    expect(stdout).toContain('lefthook writes this hook, and does not run the scan');
  });

  test('a configuration that cannot be read: a sentence', () => {
    const repository = configured('lefthook.yml', 'pre-commit: {\n');
    const { status, stderr } = repository.guard(['install']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^baseten-key-guard: lefthook\.yml could not be read: /);
  });
});

describe('simple-git-hooks', () => {
  function simpleGitHooks(repository: ScratchRepository): void {
    const { status, output } = repository.run(process.execPath, [manager('simple-git-hooks/cli.js')]);
    expect(status, output).toBe(0);
  }

  test.each([
    ['package.json', (hooks: object) => ({ name: 'x', 'simple-git-hooks': hooks })],
    ['.simple-git-hooks.json', (hooks: object) => hooks],
  ])('%s, with a command of its own', (file, wrap) => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    const theirs = { 'pre-commit': 'echo "ran" >> "$HOME/ran"' };
    repository.seed({ 'package.json': '{}', [file]: JSON.stringify(wrap(theirs)), 'a.py': 'first\n' });
    const { lines, command } = expectAdvice(repository, 'simple-git-hooks');
    simpleGitHooks(repository);
    expectAdvice(repository, 'simple-git-hooks');

    repository.write(file, JSON.stringify(wrap(JSON.parse(`{ ${lines.join(', ')} }`))));
    expect(command).toBe('npx simple-git-hooks');
    simpleGitHooks(repository);
    expectGuardedInEveryWay(repository);
    expect(text(repository, '../home/ran')).toBe('ran\n'.repeat(4));
  });

  test('a configuration that is a program is read, not run', () => {
    const repository = ScratchRepository.create();
    const program = "process.exit(7);\nmodule.exports = { 'pre-commit': 'npx lint-staged' };\n";
    repository.seed({ '.simple-git-hooks.cjs': program });
    const { lines } = expectAdvice(repository, 'simple-git-hooks');
    expect(lines[0]).toBe('"pre-commit": "npx lint-staged && npx --no-install baseten-key-guard --staged"');
  });
});

describe.runIf(hasProgram('pre-commit', [3, 2]))('the pre-commit framework', () => {
  const LOCAL = `repos:
- repo: local
  hooks:
  - id: mark
    name: mark
    entry: sh -c 'echo ran >> "$HOME/ran"'
    language: system
    always_run: true
    pass_filenames: false
`;

  test.each([
    ['a local repository', LOCAL],
    ['none', 'repos: []\n'],
  ])('%s', (_, content) => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ '.pre-commit-config.yaml': content, 'package.json': '{}', 'a.py': 'first\n' });
    const { lines, command } = expectAdvice(repository, 'the pre-commit framework');
    repository.run('sh', ['-c', command]);
    expectAdvice(repository, 'the pre-commit framework');
    repository.stage('.pre-commit-config.yaml', `${content.replace(' []', '')}${lines.join('\n')}\n`);
    expectGuardedInEveryWay(repository);
  });
});

test.runIf(hasProgram('pre-commit', [3, 2]))(
  'pre-commit, set up after us, runs us as well, and status says so',
  () => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ '.pre-commit-config.yaml': 'repos: []\n', 'package.json': '{}', 'a.py': 'first\n' });
    repository.git('config', 'core.hooksPath', '.git/hooks'); // with which it is not expected to come
    repository.install();
    repository.git('config', '--unset', 'core.hooksPath');
    repository.run('pre-commit', ['install']);
    expect(repository.run('ls', ['.git/hooks']).stdout).toContain('pre-commit.legacy');
    expectGuarded(repository);
  },
);

test('configured after us, and not in force yet: a key is still stopped, and it is told what to paste', () => {
  const repository = ScratchRepository.guarded({ 'package.json': '{}' });
  repository.write('lefthook.yml', 'pre-commit:\n  jobs:\n    - run: "true"\n');
  expect(repository.guard(['status']).status).toBe(0);
  const { status, stderr } = repository.guard(['install']);
  expect(status).toBe(2);
  expect(stderr).toContain('NOT INSTALLED: lefthook writes the hooks');
});

describe('husky 4 and others', () => {
  test.each([
    ['husky 4', '#!/bin/sh\n# husky\n\n. "$(dirname "$0")/husky.sh"\n'],
    ['yorkie', '#!/bin/sh\n#yorkie 2.0.0\n'],
    ['overcommit', '#!/usr/bin/env ruby\n\n# Entrypoint for Overcommit hook integration.\n'],
  ])('%s: its file is left alone', (name, hook) => {
    const repository = ScratchRepository.create();
    repository.write('.git/hooks/pre-commit', hook, 0o755);
    const { lines } = expectAdvice(repository, name);
    expect(lines.join('\n')).toContain('npx --no-install baseten-key-guard --staged');
  });
});

describe.each([
  ['husky-5', 'lib/bin.js'],
  ['husky-8', 'lib/bin.js'],
])('%s', (version, program) => {
  function husky(repository: ScratchRepository, ...args: string[]): void {
    const { status, output } = repository.run(process.execPath, [manager(join(version, program)), ...args]);
    expect(status, output).toBe(0);
  }

  test.each([
    ['no hook yet', undefined],
    ['a hook of its own', 'echo ran >> "$HOME/ran"'],
    ['exit 0 at its end', 'echo ran >> "$HOME/ran"; exit 0'],
  ])('%s', (_, body) => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ 'package.json': '{}', 'a.py': 'first\n' });
    husky(repository, 'install');
    if (body !== undefined) husky(repository, 'add', '.husky/pre-commit', body);
    const before = body === undefined ? undefined : text(repository, '.husky/pre-commit');
    const installed = repository.guard(['install']);
    expect(installed.status, installed.output).toBe(0);
    expect(installed.output).toContain('Commit the hooks: everyone for whom husky is set up');
    husky(repository, 'install');
    expectGuardedInEveryWay(repository);
    if (body !== undefined) {
      // Behind the line that runs the whole file again, or the scan would be done twice.
      expect(text(repository, '.husky/pre-commit')).toMatch(/^#!.*\n\. .*husky\.sh"\n\( : # >>> /);
      expect(repository.guard(['status'], { variables: { HUSKY: '0' } }).status).toBe(1);
    }
    if (body !== undefined) expect(text(repository, '../home/ran')).toBe('ran\n'.repeat(4));

    repository.guard(['uninstall']);
    repository.guard(['uninstall']);
    if (before !== undefined) expect(text(repository, '.husky/pre-commit')).toBe(before);
  });
});
