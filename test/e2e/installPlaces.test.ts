import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { commit, FAILED, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey, leakedRun, legacyKey } from '../support/keys.ts';
import { useManagers, withPrograms } from '../support/managers.ts';
import { installedPackage, ScratchRepository, type Variables } from '../support/scratchRepository.ts';

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const HUSKY = project('node_modules/husky/bin.js');
const DESKTOP: Variables = { PATH: '/usr/bin:/bin' };

function install(repository: ScratchRepository, cwd = '.'): void {
  const { status, output } = repository.guard(['install'], { cwd });
  expect(status, output).toBe(0);
}

function expectGuarded(repository: ScratchRepository, variables: Variables = {}): void {
  repository.stage('a.py', `first\n${currentKey()}\n`);
  expect(commit(repository, [], { variables })).toMatchObject(stoppedAt('a.py:2'));
  repository.stage('a.py', `clean ${Math.random()}\n`);
  expect(commit(repository, [], { variables })).toMatchObject(PASSED);
  repository.write('a.py', `first\n${currentKey()}\n`);
  expect(commit(repository, ['--all'], { variables })).toMatchObject(stoppedAt('a.py:2'));
  repository.write('a.py', `clean ${Math.random()}\n`);
  expect(commit(repository, ['--all'], { variables })).toMatchObject(PASSED);
}

describe('plain hooks', () => {
  test('from a desktop client', () => {
    const repository = ScratchRepository.guarded();
    expectGuarded(repository, DESKTOP);
  });

  test('a submodule: it is guarded, and what contains it is not touched', () => {
    const library = ScratchRepository.create();
    library.seed({ 'README.md': 'first\n' });
    const outer = ScratchRepository.create();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'library');
    outer.git('commit', '--quiet', '--no-verify', '-m', 'submodule');
    const inner = outer.at('library');
    inner.git('config', 'user.name', 'Test');
    inner.git('config', 'user.email', 'test@example.invalid');
    install(inner);
    expectGuarded(inner);
    outer.stage('a.py', currentKey());
    expect(commit(outer)).toMatchObject({ status: 0, hook: undefined, isCommitted: true });
    install(outer);
    outer.git('rm', '--quiet', '--force', 'a.py');
    expectGuarded(outer);
  });

  test('a package below the top of the repository, through a link as pnpm makes them', () => {
    const repository = ScratchRepository.create();
    const store = join(repository.folder, 'web/node_modules/.pnpm/x/node_modules');
    mkdirSync(store, { recursive: true });
    symlinkSync(installedPackage(), join(store, 'baseten-key-guard'));
    symlinkSync(
      '.pnpm/x/node_modules/baseten-key-guard',
      join(repository.folder, 'web/node_modules/baseten-key-guard'),
    );
    install(repository, 'web');
    expect(readFileSync(join(repository.folder, '.git/hooks/pre-commit'), 'utf8')).toContain(
      'baseten_key_guard=web/node_modules/baseten-key-guard\n',
    );
    repository.run('rm', ['.git/baseten-key-guard/package']); // the way in the hook is enough
    expectGuarded(repository);
  });

  test('a hooks folder of one worktree', () => {
    const main = ScratchRepository.create();
    main.seed({ 'README.md': 'first\n' });
    main.git('worktree', 'add', '--quiet', '../linked');
    const linked = main.at('../linked');
    main.git('config', 'extensions.worktreeConfig', 'true');
    linked.git('config', '--worktree', 'core.hooksPath', '.hooks');
    install(linked);
    expectGuarded(linked);
    main.stage('a.py', currentKey());
    expect(commit(main)).toMatchObject({ status: 0, hook: undefined });
  });

  test('a hooks folder that only this command is told of: nothing is written', () => {
    const repository = ScratchRepository.create();
    const { status, stderr } = repository.guard(['install'], {
      variables: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: 'hooks' },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('NOT INSTALLED: the command git configuration sets core.hooksPath');
  });

  test('the package is gone: the commit is stopped, with a sentence', () => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ 'README.md': 'first\n' });
    install(repository);
    repository.run('rm', ['-r', 'node_modules', '.git/baseten-key-guard']);
    repository.stage('a.py', 'clean\n');
    const stopped = commit(repository);
    expect(stopped).toMatchObject(FAILED);
    expect(stopped.stderr).toContain('its package is not installed here');
  });
});

describe('husky', () => {
  function withHusky(
    files: Record<string, string> = {},
    programs: Record<string, string> = {},
  ): ScratchRepository {
    const repository = ScratchRepository.create();
    withPrograms(repository, programs);
    repository.run(process.execPath, [HUSKY]);
    repository.seed({ 'package.json': '{}', 'a.py': 'first\n', ...files });
    return repository;
  }

  test('set up after us: ours stops, status says so, and another installation joins it', () => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ 'package.json': '{}', 'a.py': 'first\n' });
    install(repository);
    repository.run(process.execPath, [HUSKY]);
    expect(repository.guard(['status']).status).toBe(1);
    install(repository);
    expectGuarded(repository, DESKTOP);
    repository.guard(['uninstall']);
    expect(repository.run('ls', ['.git/hooks', '.husky']).stdout).not.toMatch(/^pre-(?:merge-)?commit$/m);
  });

  test.each([
    ['no JSON', (key: string) => `{ "baseten_api_key": 1${key.slice(1)} }`],
    ['nothing', () => 'null'],
  ])('a package.json that is %s: nothing is written, and nothing of it is told', (_name, write) => {
    const repository = ScratchRepository.create();
    const key = legacyKey();
    repository.seed({ '.husky/pre-commit': 'true\n', 'package.json': write(key) });
    const { status, output } = repository.guard(['install']);
    expect({ status, output }).toEqual({
      status: 2,
      output: expect.stringContaining('package.json is no valid'),
    });
    expect(leakedRun(output, key)).toBeUndefined();
    expect(repository.run('ls', ['.git/hooks']).stdout).not.toMatch(/^pre-commit$/m);
  });

  test('a package.json with a byte order mark is read', () => {
    const repository = ScratchRepository.create();
    repository.seed({
      '.husky/pre-commit': 'true\n',
      'package.json': '\ufeff{ "scripts": { "prepare": "husky" } }',
    });
    expect(repository.guard(['install']).stderr).toContain('husky, which is not set up in this working tree');
  });

  test('not set up yet, as in a new clone: nothing is written', () => {
    const repository = ScratchRepository.create();
    repository.seed({
      'package.json': '{ "scripts": { "prepare": "husky" } }',
      '.husky/pre-commit': 'true\n',
    });
    const { status, stderr } = repository.guard(['install']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/NOT INSTALLED: this project uses husky/);
    expect(repository.run('ls', ['.git']).stdout).not.toContain('baseten-key-guard');
  });

  test('switched off: status says so', () => {
    const repository = withHusky();
    install(repository);
    const off = repository.guard(['status'], { variables: { HUSKY: '0' } });
    expect(off.status).toBe(1);
    expect(off.stdout).toContain('HUSKY=0 in the environment switches husky off');
    repository.write('../home/.config/husky/init.sh', 'export HUSKY=0\n');
    expect(repository.guard(['status']).status).toBe(1);
  });

  test('lint-staged, whose formatter brings a key in', () => {
    const repository = withHusky(
      {
        'package.json': '{ "lint-staged": { "*.py": "format" } }',
        '.husky/pre-commit': 'npx --no-install lint-staged\n',
      },
      { 'lint-staged': project('node_modules/lint-staged/bin/lint-staged.js') },
    );
    repository.write('node_modules/.bin/format', '#!/bin/sh\ncp "$HOME/formatted" "$1"\n', 0o755);
    install(repository);
    repository.write('../home/formatted', `first\n${currentKey()}\n`);
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:2'));
    repository.write('../home/formatted', 'formatted\n');
    repository.stage('a.py', 'clean again\n');
    expect(commit(repository)).toMatchObject(PASSED);
    expect(repository.git('show', 'HEAD:a.py')).toBe('formatted\n');
  });
});

describe('Yarn Plug’n’Play', () => {
  const manager = useManagers();

  /** With the registry, proxy and certificates of whoever runs the tests: it downloads, as a user's Yarn does. */
  function yarn(folder: string, ...args: string[]): string {
    const program = manager('@yarnpkg/cli-dist/bin/yarn.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, YARN_ENABLE_TELEMETRY: '0', YARN_ENABLE_IMMUTABLE_INSTALLS: '0' },
    });
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  }

  test('the package stays in its archive', () => {
    const repository = ScratchRepository.create();
    const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
    const settings = ['nodeLinker: pnp', 'enableGlobalCache: false', `npmRegistryServer: "${registry}"`, ''];
    repository.write('.yarnrc.yml', settings.join('\n'));
    repository.write('yarn.lock', '');
    repository.write('.git/info/exclude', '/*\n!/a.py\n!/.env\n');
    repository.write('package.json', '{ "name": "x", "private": true }\n');
    yarn(repository.folder, 'add', '--dev', `baseten-key-guard@file:${inject('tarball')}`);
    expect(yarn(repository.folder, 'baseten-key-guard', 'install')).toMatch(
      /^baseten-key-guard is installed\.$/m,
    );
    expect(repository.run('ls', ['-a']).stdout).not.toContain('node_modules');
    expectGuarded(repository);
    // What decides about it stands in another package, in an archive of its own.
    repository.stage('.env', `TOKEN=${legacyKey()}\n`);
    expect(commit(repository, [], { variables: DESKTOP })).toMatchObject(stoppedAt('.env:1'));
  });
});
