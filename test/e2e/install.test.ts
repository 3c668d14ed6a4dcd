import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commit, FAILED, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey } from '../support/keys.ts';
import { installedPackage, ScratchRepository, type Variables } from '../support/scratchRepository.ts';

const HUSKY = fileURLToPath(new URL('../../node_modules/husky/bin.js', import.meta.url));
const HOOK = '.git/hooks/pre-commit';
/** Where a hook goes that has to be moved. */
const ASIDE = '.git/hooks/before-baseten-key-guard/pre-commit';
/** Where a hook goes that has to be moved: with its folder, or with its name. */
const HOOK_FOLDERS = ['pre-commit.before-baseten-key-guard', 'before-baseten-key-guard/pre-commit'];
/** What a hook of somebody else leaves behind. */
const MARK = 'echo ran >> "$HOME/ran"';

/** Every file, link and mode below a folder: two of these are equal when nothing was touched. */
function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = lstatSync(path);
      const content = entry.isSymbolicLink()
        ? readlinkSync(path)
        : entry.isFile()
          ? readFileSync(path, 'latin1')
          : '';
      return [path, `${mode.toString(8)} ${content}`];
    }),
  );
}

/** Everything that hooks are made of, and where `install` may write. */
function hookFiles(repository: ScratchRepository): Record<string, string> {
  const top = repository.folder;
  const places = [
    /^\.git\/(?!objects|logs|refs|index|COMMIT_EDITMSG)/,
    /^\.husky/,
    /^tools/,
    /^package\.json$/,
  ];
  return Object.fromEntries(
    Object.entries(snapshot(top)).filter(([path]) => places.some((place) => place.test(relative(top, path)))),
  );
}

function guard(repository: ScratchRepository, command: string, cwd = '.', variables: Variables = {}): void {
  const { status, output } = repository.guard([command], { cwd, variables });
  expect(status, output).toBe(0);
}

/** How often somebody else's hook has run. */
function runs(repository: ScratchRepository): number {
  const { stdout } = repository.run('sh', ['-c', 'cat "$HOME/ran" 2>/dev/null']);
  return stdout.split('\n').filter((line) => line.startsWith('ran')).length;
}

function expectGuarded(repository: ScratchRepository, cwd = '.'): void {
  repository.stage('a.py', `first\n${currentKey()}\n`);
  expect(commit(repository, [], { cwd })).toMatchObject(stoppedAt('a.py:2'));
  repository.stage('a.py', `clean ${Math.random()}\n`);
  expect(commit(repository, [], { cwd })).toMatchObject(PASSED);
}

describe('a hook that was there', () => {
  interface Existing {
    name: string;
    content: string | Uint8Array;
    mode?: number;
    /** Whether it leaves its mark. */
    leavesMark?: boolean;
    /** How it exits on every commit. */
    exit?: number;
  }

  const EXISTING: Existing[] = [
    { name: 'a shell script', content: `#!/bin/sh\n${MARK}\n` },
    { name: 'another mode', content: `#!/bin/sh\n${MARK}\n`, mode: 0o700 },
    { name: 'no shebang', content: `${MARK}\n` },
    { name: 'no newline at its end', content: `#!/bin/sh\n${MARK}` },
    { name: 'a comment without a newline at its end', content: `#!/bin/sh\n${MARK}\n# the end` },
    { name: 'several newlines at its end', content: `#!/bin/sh\n${MARK}\n\n\n` },
    { name: 'a shebang without a newline', content: '#!/bin/sh', leavesMark: false },
    { name: 'a shebang alone', content: '#!/bin/sh\n', leavesMark: false },
    { name: 'an empty file', content: '', leavesMark: false },
    { name: 'exit 0 at its end', content: `#!/bin/sh\n${MARK}\nexit 0\n` },
    { name: 'exit 0 and no newline', content: `#!/bin/sh\n${MARK}\nexit 0` },
    { name: 'exec at its end', content: `#!/bin/sh\n${MARK}\nexec true\n` },
    { name: 'exec true and no newline', content: `#!/bin/sh\n${MARK}\nexec true` },
    { name: 'a status of its own', content: `#!/bin/sh\n${MARK}\nexit 1\n`, exit: 1 },
    { name: 'another status of its own', content: `#!/bin/sh\n${MARK}\nexec sh -c 'exit 7'\n`, exit: 7 },
    { name: 'a command that fails at its end', content: `#!/bin/sh\n${MARK}\nfalse\n`, exit: 1 },
    { name: 'a command that fails in its middle', content: `#!/bin/sh\nfalse\n${MARK}\n` },
    { name: 'set -e, and all goes well', content: `#!/bin/sh\nset -eu\n${MARK}\n` },
    { name: 'set -e, and something fails', content: `#!/bin/sh\nset -e\n${MARK}\nfalse\ntrue\n`, exit: 1 },
    { name: 'sh -e', content: `#!/bin/sh -e\n${MARK}\nfalse\ntrue\n`, exit: 1 },
    { name: 'a trap', content: `#!/bin/sh\ntrap '${MARK}' EXIT\nexit 0\n` },
    { name: 'a case', content: `#!/bin/sh\ncase x in\n  x) ${MARK} ;;\nesac\n` },
    { name: 'arrays of bash', content: `#!/usr/bin/env bash\nall=(ran)\necho "\${all[0]}" >> "$HOME/ran"\n` },
    { name: 'a here-document', content: '#!/bin/sh\ncat >> "$HOME/ran" <<END\nran\nEND\n' },
    { name: 'a here-document up to its last byte', content: '#!/bin/sh\ncat >> "$HOME/ran" <<END\nran\nEND' },
    { name: 'a here-document without its end', content: '#!/bin/sh\ncat >> "$HOME/ran" <<END\nran\n' },
    { name: 'a line that goes on nowhere', content: `#!/bin/sh\n${MARK} \\` },
    { name: 'a line that goes on into nothing', content: `#!/bin/sh\n${MARK} \\\n` },
    { name: 'no shell after its exit', content: `#!/bin/sh\n${MARK}\nexit 0\n)(" not shell ' (\n` },
    { name: 'a closing bracket after its exit', content: `#!/bin/sh\n${MARK}\nexit 0\n) || (\n` },
    {
      name: 'python',
      content: '#!/usr/bin/env python3\nimport os\nopen(os.environ["HOME"] + "/ran", "a").write("ran\\n")\n',
    },
    {
      name: 'node',
      content: `#!${process.execPath}\nrequire('fs').appendFileSync(process.env.HOME + '/ran', 'ran\\n')\n`,
    },
    { name: 'not executable', content: `#!/bin/sh\n${MARK}\n`, mode: 0o644, leavesMark: false },
    {
      name: 'bytes that are not UTF-8',
      content: Buffer.from(`#!/bin/sh\n# caf\xe9 \xff\n${MARK}\n`, 'latin1'),
    },
    {
      name: 'its own name',
      content: `#!/bin/sh\ncase $0 in *pre-commit) . "$(dirname "$0")/helper" ;; esac\n`,
    },
    { name: 'CRLF in a comment', content: `#!/bin/sh\n# one\r\n${MARK}\n` },
  ];

  test.each(EXISTING)('$name', ({ content, mode = 0o755, leavesMark = true, exit = 0 }) => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write('.git/hooks/helper', `${MARK}\n`);
    repository.write(HOOK, content, mode);
    chmodSync(join(repository.folder, HOOK), mode);
    const before = hookFiles(repository);

    guard(repository, 'install');
    const installed = hookFiles(repository);
    expect(installed).not.toEqual(before);
    guard(repository, 'install');
    expect(hookFiles(repository)).toEqual(installed);

    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(
      exit === 0 ? PASSED : { status: 1, hook: exit, places: [], isCommitted: false },
    );
    expect(runs(repository)).toBe(leavesMark ? 1 : 0);
    repository.stage('a.py', `first\n${currentKey()}\n`);
    expect(commit(repository)).toMatchObject(
      exit === 0 ? stoppedAt('a.py:2') : { status: 1, hook: exit, isCommitted: false },
    );
    expect(runs(repository)).toBe(leavesMark ? 2 : 0);

    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });

  test('a symbolic link', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write('tools/check', `#!/bin/sh\n${MARK}\n`, 0o755);
    mkdirSync(join(repository.folder, '.git/hooks'), { recursive: true });
    symlinkSync('../../tools/check', join(repository.folder, HOOK));
    const before = hookFiles(repository);

    guard(repository, 'install');
    const installed = hookFiles(repository);
    guard(repository, 'install');
    expect(hookFiles(repository)).toEqual(installed);
    expectGuarded(repository);
    expect(runs(repository)).toBe(2);
    guard(repository, 'uninstall');
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });

  test.each([
    [
      'one script, a link for each hook',
      'case $(basename "$0") in pre-commit) ;; *) exit ;; esac\n',
      HOOK_FOLDERS[1],
    ],
    ['a link to a script that looks beside itself', '. "$(dirname "$0")/helper"\n', HOOK_FOLDERS[0]],
    ['one that looks beside itself by way of a variable', 'me=$0\n. "${me%/*}/helper"\n', HOOK_FOLDERS[0]],
  ])('%s: it goes by what it did before', (_, script, kept) => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write('.git/hooks/helper', 'true\n');
    repository.write('tools/check', `#!/bin/sh\n${script}${MARK}\n`, 0o755);
    symlinkSync('../../tools/check', join(repository.folder, HOOK));
    const before = hookFiles(repository);
    guard(repository, 'install');
    expect(repository.run('ls', [`.git/hooks/${kept}`]).status).toBe(0);
    expectGuarded(repository);
    expect(runs(repository)).toBe(2);
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });

  test.each([
    ['#!/usr/bin/env python3\nimport helper\n', 'helper.py'],
    ["#!/usr/bin/env node\nrequire('./helper');\n", 'helper.js'],
    ["#!/usr/bin/env ruby\nrequire_relative 'lib/helper'\n", 'lib/helper.rb'],
  ])('one that loads what stands beside it keeps its folder: %j', (script, helper) => {
    const repository = ScratchRepository.create();
    repository.write(`.git/hooks/${helper}`, '');
    repository.write(HOOK, script, 0o755);
    repository.install();
    expect(repository.run('ls', [`.git/hooks/${HOOK_FOLDERS[0]}`]).status).toBe(0);
  });

  test('a file where the folder for hooks that are moved would be is in the way, and nothing else', () => {
    const repository = ScratchRepository.create();
    repository.write('.git/hooks/before-baseten-key-guard', '');
    repository.write(HOOK, '#!/usr/bin/env python3\n', 0o755);
    const before = hookFiles(repository);
    const { status, stderr } = repository.guard(['install']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('before-baseten-key-guard is in the way'),
    });
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });

  test.each(['# "$(dirname "$0")/$(basename "$0").d"', 'for part in "$0".d/*; do "$part"; done'])(
    'one that goes by its name and by its folder is left alone: %j',
    (script) => {
      const repository = ScratchRepository.create();
      repository.write(HOOK, `#!/usr/bin/env perl\n${script}\n`, 0o755);
      const before = hookFiles(repository);
      const { status, stderr } = repository.guard(['install']);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('NOT INSTALLED') });
      expect(hookFiles(repository)).toEqual(before);
    },
  );

  test('one that is a link to a script beside it, which names itself, goes by its name', () => {
    const repository = ScratchRepository.create();
    repository.write('.git/hooks/all', '#!/bin/sh\n# all: the hooks of this project\nbasename "$0"\n', 0o755);
    symlinkSync('all', join(repository.folder, HOOK));
    repository.install();
    expect(repository.run('ls', [ASIDE]).status).toBe(0);
  });

  test('a record that cannot be written is told, and no hook is touched', () => {
    const repository = ScratchRepository.create();
    repository.write('.git/baseten-key-guard', '');
    repository.write(HOOK, '#!/bin/sh\n', 0o755);
    const before = hookFiles(repository);
    const { status, stderr } = repository.guard(['install']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/NOT INSTALLED: .*baseten-key-guard could not be written \(EEXIST\)/),
    });
    expect(hookFiles(repository)).toEqual(before);
  });

  test('its mode comes back with all its bits', () => {
    const repository = ScratchRepository.create();
    repository.write(HOOK, '#!/bin/sh\n');
    chmodSync(join(repository.folder, HOOK), 0o4755);
    repository.install();
    guard(repository, 'uninstall');
    expect(statSync(join(repository.folder, HOOK)).mode & 0o7777).toBe(0o4755);
  });

  test('one that was moved by an older version comes back', () => {
    const repository = ScratchRepository.create();
    repository.write(HOOK, '#!/usr/bin/env python3\n', 0o755);
    repository.install();
    const ours = readFileSync(join(repository.folder, HOOK), 'utf8');
    const older = 'pre-commit.before-baseten-key-guard';
    repository.run('mv', [ASIDE, `.git/hooks/${older}`]);
    repository.write(HOOK, ours.replace('before-baseten-key-guard/pre-commit', older), 0o755);
    repository.install();
    guard(repository, 'uninstall');
    expect(readFileSync(join(repository.folder, HOOK), 'utf8')).toBe('#!/usr/bin/env python3\n');
  });

  test('what it stages is scanned: `fmt; git add`', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write(HOOK, '#!/bin/sh\ncp "$HOME/formatted" a.py\ngit add a.py\nexit 0\n', 0o755);
    repository.install();
    repository.write('../home/formatted', `first\n${currentKey()}\n`);
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:2'));
    repository.write('../home/formatted', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('it was switched off after the installation: it stays off, and so do we', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write(HOOK, `#!/bin/sh\n${MARK}\n`, 0o755);
    repository.install();
    chmodSync(join(repository.folder, HOOK), 0o644);
    repository.install();
    expectGuarded(repository);
    expect(runs(repository)).toBe(0);
    guard(repository, 'uninstall');
    expect(readFileSync(join(repository.folder, HOOK), 'utf8')).toBe(`#!/bin/sh\n${MARK}\n`);
    expect(lstatSync(join(repository.folder, HOOK)).mode & 0o777).toBe(0o644);
  });

  test('ours alone was switched off after the installation: installing it again switches it on', () => {
    const repository = ScratchRepository.guarded();
    chmodSync(join(repository.folder, HOOK), 0o644);
    guard(repository, 'install');
    expectGuarded(repository);
  });

  test('lines that were put behind ours run on after another installation', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write(HOOK, '#!/bin/sh\nexit 0\n', 0o755);
    repository.install();
    const installed = readFileSync(join(repository.folder, HOOK), 'utf8');
    repository.write(HOOK, `${installed}${MARK}\n`);
    repository.install();
    expectGuarded(repository);
    expect(runs(repository)).toBe(1); // the commit that was stopped did not come so far
  });

  test.each([
    ['wrapped', '#!/bin/sh\ntrue\n', 'baseten_key_guard=$?', 'true'],
    ['moved aside', '#!/usr/bin/env python3\n', '#!/bin/sh\n', `#!/bin/sh\n${MARK}\n`],
  ])('our own lines were edited, with a hook that was %s: nothing is guessed', (_, hook, ours, edit) => {
    const repository = ScratchRepository.create();
    repository.write(HOOK, hook, 0o755);
    repository.install();
    const path = join(repository.folder, HOOK);
    repository.write(
      HOOK,
      readFileSync(path, 'utf8').replace(ours, () => edit),
    );
    const before = hookFiles(repository);
    const { status, stderr } = repository.guard(['uninstall']);
    expect(status).toBe(2);
    expect(stderr).toContain('were edited');
    expect(hookFiles(repository)).toEqual(before);
  });

  test.each(['install', 'uninstall'])('somebody has changed a line of our block: %s leaves it', (command) => {
    const repository = ScratchRepository.create();
    repository.write('.git/hooks/pre-push', '#!/bin/sh\ntrue\n', 0o755);
    expect(repository.guard(['install', '--pre-push']).status).toBe(0);
    for (const hook of ['pre-commit', 'pre-push']) {
      const path = join(repository.folder, '.git/hooks', hook);
      const installed = readFileSync(path, 'utf8');
      repository.write(`.git/hooks/${hook}`, installed.replace(/"\$@" \|\| exit\n/, '"$@" || echo later\n'));
      const before = hookFiles(repository);
      const { status, stderr } = repository.guard([command]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('were edited') });
      expect(hookFiles(repository)).toEqual(before);
      repository.write(`.git/hooks/${hook}`, installed);
    }
    guard(repository, command);
  });

  test('it was edited after the installation: the edit stays when we go', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.write(HOOK, '#!/bin/sh\ntrue\n', 0o755);
    repository.install();
    const installed = readFileSync(join(repository.folder, HOOK), 'utf8');
    repository.write(HOOK, `${installed.replace('\ntrue\n', `\n${MARK}\n`)}echo more >> "$HOME/ran"\n`);
    expectGuarded(repository);
    expect(runs(repository)).toBe(2);
    guard(repository, 'uninstall');
    expect(readFileSync(join(repository.folder, HOOK), 'utf8')).toBe(
      `#!/bin/sh\n${MARK}\necho more >> "$HOME/ran"\n`,
    );
  });

  test('a file that is in the way of moving it aside is not overwritten', () => {
    const repository = ScratchRepository.create();
    repository.write(HOOK, '#!/usr/bin/env python3\n', 0o755);
    repository.write(ASIDE, 'mine');
    const before = hookFiles(repository);
    const { status, stderr } = repository.guard(['install']);
    expect(status).toBe(2);
    expect(stderr).toContain('NOT INSTALLED');
    expect(hookFiles(repository)).toEqual(before);
  });

  test('it was moved aside, and removed since: nothing is left to put back', () => {
    const repository = ScratchRepository.guarded();
    repository.write(HOOK, '#!/usr/bin/env python3\n', 0o755);
    repository.install();
    repository.run('rm', [ASIDE]);
    expectGuarded(repository);
    guard(repository, 'uninstall');
    expect(readdirSync(join(repository.folder, '.git/hooks'))).not.toContain('pre-commit');
  });

  test('other hooks are left alone', () => {
    const repository = ScratchRepository.create();
    for (const name of ['pre-push', 'commit-msg', 'post-checkout']) {
      repository.write(`.git/hooks/${name}`, '#!/bin/sh\ngit lfs "$@"\n', 0o755);
    }
    const before = hookFiles(repository);
    repository.install();
    expect(hookFiles(repository)).toMatchObject(before);
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });
});

describe('a repository without a hook', () => {
  test.each([
    ['at its top', '.'],
    ['in a subfolder', 'sub/folder'],
  ])('%s', (_, cwd) => {
    const repository = ScratchRepository.create();
    repository.seed({ 'sub/folder/x': 'first\n' });
    const before = hookFiles(repository);
    guard(repository, 'install', cwd);
    expectGuarded(repository, cwd);
    repository.git('rm', '--quiet', '--force', 'a.py');
    guard(repository, 'uninstall', cwd);
    guard(repository, 'uninstall', cwd);
    expect(hookFiles(repository)).toEqual(before);
    repository.stage('a.py', currentKey());
    expect(commit(repository)).toMatchObject({ status: 0, hook: undefined, isCommitted: true });
  });

  test('from a linked worktree: all worktrees are guarded', () => {
    const main = ScratchRepository.create();
    main.seed({ 'README.md': 'first\n' });
    main.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked tree');
    const linked = main.at('../linked tree');
    guard(linked, 'install');
    expectGuarded(linked);
    expectGuarded(main);
    const installed = hookFiles(main);
    guard(main, 'install');
    expect(hookFiles(main)).toEqual(installed);
    guard(linked, 'uninstall');
    expect(snapshot(join(main.folder, '.git/hooks'))).not.toHaveProperty([join(main.folder, HOOK)]);
  });

  test('no hooks folder, as with an empty template', () => {
    const repository = ScratchRepository.create('--template=');
    repository.seed({ 'README.md': 'first\n' });
    guard(repository, 'install');
    expectGuarded(repository);
  });

  test('a core.hooksPath of its own, relative and absolute', () => {
    const repository = ScratchRepository.create();
    repository.seed({ 'sub/x': 'first\n' });
    for (const path of ['tool hooks', '..hooks', join(repository.folder, 'own')]) {
      repository.git('config', 'core.hooksPath', path);
      guard(repository, 'install', 'sub');
      expectGuarded(repository, 'sub');
      guard(repository, 'uninstall');
    }
  });

  test('the record of this machine is gone: the commit is stopped with a sentence, and install mends it', () => {
    const repository = ScratchRepository.guarded();
    repository.run('rm', ['-r', '.git/baseten-key-guard']);
    repository.stage('a.py', 'clean\n');
    const stopped = commit(repository);
    expect(stopped).toMatchObject(FAILED);
    expect(stopped.stderr).toContain('its package is not installed here');
    guard(repository, 'install');
    expectGuarded(repository);
  });
});

describe('where hooks are not the repository’s own', () => {
  function expectNotInstalled(repository: ScratchRepository, variables: Variables = {}): void {
    const before = [hookFiles(repository), snapshot(repository.home)];
    const { status, stdout, stderr } = repository.guard(['install'], { variables });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^baseten-key-guard: NOT INSTALLED: .*\n.*\n$/);
    expect([hookFiles(repository), snapshot(repository.home)]).toEqual(before);
  }

  test('a global core.hooksPath', () => {
    const repository = ScratchRepository.create();
    repository.write('../home/gitconfig', '[core]\n\thooksPath = ~/hooks\n');
    repository.write('../home/hooks/pre-commit', `#!/bin/sh\n${MARK}\n`, 0o755);
    expectNotInstalled(repository, { GIT_CONFIG_GLOBAL: join(repository.home, 'gitconfig') });
  });

  test.each(['', '/dev/null'])('core.hooksPath=%j switches hooks off', (path) => {
    const repository = ScratchRepository.create();
    repository.git('config', 'core.hooksPath', path);
    expectNotInstalled(repository);
  });

  test('husky, not set up here, as in a new clone or worktree', () => {
    const repository = ScratchRepository.create();
    repository.write('.husky/pre-commit', `${MARK}\n`);
    repository.git('config', 'core.hooksPath', '.husky/_');
    expectNotInstalled(repository);
  });
});

describe('husky', () => {
  function withHusky(hook?: string): ScratchRepository {
    const repository = ScratchRepository.create();
    repository.write('package.json', '{ "private": true }\n');
    const { status, output } = repository.run(process.execPath, [HUSKY]);
    expect({ status, output }).toEqual({ status: 0, output: '' });
    if (hook !== undefined) repository.write('.husky/pre-commit', hook);
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--no-verify', '-m', 'husky');
    return repository;
  }

  test.each([
    ['no hook yet', undefined, 0],
    ['a hook', `${MARK}\n`, 1],
    ['with its shebang', `#!/usr/bin/env sh\n${MARK}\n`, 1],
    ['no newline at its end', MARK, 1],
    ['exit 0 at its end', `${MARK}\nexit 0\n`, 1],
    ['exec at its end', `${MARK}\nexec true\n`, 1],
    ['a command from node_modules/.bin', 'leave-mark\n', 1],
    ['empty', '', 0],
  ])('%s', (_, hook, marks) => {
    const repository = withHusky(hook);
    repository.write('node_modules/.bin/leave-mark', `#!/bin/sh\n${MARK}\n`, 0o755);
    const before = hookFiles(repository);
    guard(repository, 'install');
    const installed = hookFiles(repository);
    guard(repository, 'install');
    expect(hookFiles(repository)).toEqual(installed);
    expect(repository.tryGit(['status', '--porcelain', '.husky']).stdout).toMatch(
      /^(?:\?\?| M) \.husky\/(?:pre-commit)?\n(?:\?\? \.husky\/pre-merge-commit\n)?$/,
    );

    repository.stage('.husky/pre-commit', readFileSync(join(repository.folder, '.husky/pre-commit')));
    expectGuarded(repository);
    expect(runs(repository)).toBe(2 * marks);
    repository.run(process.execPath, [HUSKY]);
    expectGuarded(repository);

    repository.git('rm', '--quiet', '--force', 'a.py');
    guard(repository, 'uninstall');
    guard(repository, 'uninstall');
    expect(hookFiles(repository)).toEqual(before);
  });

  test('a hook that fails stops the commit, as before', () => {
    const repository = withHusky(`${MARK}\nfalse\ntrue\n`);
    guard(repository, 'install');
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, places: [], isCommitted: false });
    expect(runs(repository)).toBe(1);
  });

  test('what its hook stages is scanned', () => {
    const repository = withHusky('cp "$HOME/formatted" a.py\ngit add a.py\nexit 0\n');
    guard(repository, 'install');
    repository.write('../home/formatted', `first\n${currentKey()}\n`);
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:2'));
  });

  test('from a subfolder', () => {
    const repository = withHusky(`${MARK}\n`);
    repository.write('sub/x', 'first\n');
    guard(repository, 'install', 'sub');
    expectGuarded(repository, 'sub');
    expect(runs(repository)).toBe(2);
  });

  test('a linked worktree is not set up; after husky ran there it is guarded', () => {
    const main = withHusky(`${MARK}\n`);
    guard(main, 'install');
    main.git('add', '.husky');
    main.git('commit', '--quiet', '--no-verify', '-m', 'guard');
    main.git('worktree', 'add', '--quiet', '../linked');
    const linked = main.at('../linked');
    const { status, stderr } = linked.guard(['install']);
    expect(status).toBe(2);
    expect(stderr).toContain('NOT INSTALLED');
    linked.run(process.execPath, [HUSKY]);
    guard(linked, 'install');
    expectGuarded(linked);
    expect(linked.git('status', '--porcelain')).toBe('');
  });

  test('a hook that cannot be joined is left alone', () => {
    const repository = withHusky(`${MARK}\nexit 0\n)(" not shell\n`);
    const before = hookFiles(repository);
    const { status, stdout, stderr } = repository.guard(['install']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('NOT INSTALLED');
    expect(hookFiles(repository)).toEqual(before);
  });

  test('nothing of this machine stands in the tracked file', () => {
    const repository = withHusky();
    guard(repository, 'install');
    const tracked = readFileSync(join(repository.folder, '.husky/pre-commit'), 'utf8');
    for (const path of [repository.folder, installedPackage(), homedir(), tmpdir(), process.execPath]) {
      expect(tracked).not.toContain(path);
    }
  });

  test('a package below the top of the repository', () => {
    const repository = withHusky();
    const folder = 'web app/node_modules/baseten-key-guard';
    mkdirSync(join(repository.folder, 'web app/node_modules'), { recursive: true });
    symlinkSync(installedPackage(), join(repository.folder, folder));
    guard(repository, 'install', 'web app');
    repository.run('rm', ['-r', '.git/baseten-key-guard']);
    expectGuarded(repository);
  });
});
