import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carryOut } from '../../src/install/hookFiles.ts';
import { locateHooks } from '../../src/install/hookLocation.ts';
import { planJoin } from '../../src/install/joinHook.ts';
import { currentKey } from '../support/keys.ts';
import { installedPackage, type Outcome, ScratchRepository } from '../support/scratchRepository.ts';

const HOOK = '.git/hooks/pre-commit';
const ASIDE_FOLDER = '.git/hooks/before-baseten-key-guard';
const ASIDE = `${ASIDE_FOLDER}/pre-commit`;
/** In a language that cannot be wrapped, so that the hook is moved aside. */
const THEIRS = '#!/usr/bin/env python3\nprint("theirs")\n';

function withHook(content = THEIRS): ScratchRepository {
  const repository = ScratchRepository.create();
  repository.write(HOOK, content, 0o755);
  return repository;
}

function read(repository: ScratchRepository, path: string): string {
  return readFileSync(join(repository.folder, path), 'utf8');
}

/** Of an installation that is refused: what stood there is there, and nothing beside it. */
function expectUntouched(repository: ScratchRepository, { status, stderr }: Outcome): void {
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.not.stringContaining('unforeseen') });
  expect(read(repository, HOOK)).toBe(THEIRS);
  expect(repository.run('ls', ['.git/hooks']).stdout.split('\n')).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/baseten|\.tmp$/)]),
  );
}

describe('a hook that was there is never gone', () => {
  test('no room for ours', () => {
    const repository = withHook();
    // Room for the record, and not for a hook. Node gets EFBIG for what a full disk calls ENOSPC.
    const install = `ulimit -f 1; exec "$0" "$@" install`;
    const program = join(installedPackage(), 'dist/bin.cjs');
    expectUntouched(repository, repository.run('sh', ['-c', install, process.execPath, program]));
  });

  test('two installations at the same time', async () => {
    const repository = withHook();
    const location = await locateHooks(repository.folder);
    const guard = { hook: 'pre-commit', block: 'true\n' } as const;
    const [first, second] = [planJoin(location, guard), planJoin(location, guard)];
    first.changes.forEach(carryOut);
    expect(() => second.changes.forEach(carryOut)).toThrow('is in the way');
    expect(read(repository, ASIDE)).toBe(THEIRS);
  });

  test('a link of theirs stays a link', () => {
    const repository = withHook();
    repository.run('mv', [HOOK, 'theirs.py']);
    symlinkSync('../../theirs.py', join(repository.folder, HOOK));
    repository.installHook();
    expect(readlinkSync(join(repository.folder, ASIDE))).toBe('../../../theirs.py');
    repository.guard(['uninstall']);
    expect(readlinkSync(join(repository.folder, HOOK))).toBe('../../theirs.py');
  });

  test('lines that somebody added between ours', () => {
    const repository = withHook();
    repository.installHook();
    const edited = read(repository, HOOK).replace('# One that', 'echo mine\n# One that');
    repository.write(HOOK, edited);
    const { status, stderr } = repository.guard(['uninstall']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('were edited') });
    expect(read(repository, HOOK)).toBe(edited);
  });
});

describe('a hook that an earlier installation moved aside', () => {
  const EARLIER = '.git/hooks/pre-commit.before-baseten-key-guard';

  /** As the first versions left it: every hook that was moved had another name. */
  function movedEarlier(content: string): ScratchRepository {
    const repository = withHook(content);
    repository.install();
    repository.write(EARLIER, content, 0o755);
    rmSync(join(repository.folder, ASIDE_FOLDER), { recursive: true });
    const older = read(repository, HOOK).replace(
      'before-baseten-key-guard/pre-commit',
      'pre-commit.before-baseten-key-guard',
    );
    repository.write(HOOK, older);
    return repository;
  }

  test('gets its name back where it goes by that', () => {
    const theirs = '#!/usr/bin/env node\nconsole.log(`I am ${require("path").basename(process.argv[1])}`)\n';
    const repository = movedEarlier(theirs);
    expect(repository.guard(['install'])).toMatchObject({ status: 0 });
    expect(existsSync(join(repository.folder, EARLIER))).toBe(false);
    expect(read(repository, ASIDE)).toBe(theirs);
    expect(repository.tryGit(['commit', '--allow-empty', '-m', 'x']).output).toContain('I am pre-commit\n');
    repository.guard(['uninstall']);
    expect(read(repository, HOOK)).toBe(theirs);
    expect(existsSync(join(repository.folder, ASIDE_FOLDER))).toBe(false);
  });

  test('keeps its place where it does not', () => {
    const repository = movedEarlier(THEIRS);
    expect(repository.guard(['install'])).toMatchObject({ status: 0 });
    expect(read(repository, EARLIER)).toBe(THEIRS);
    repository.guard(['uninstall']);
    expect(read(repository, HOOK)).toBe(THEIRS);
  });

  test('is told by uninstall where another program has written the hook anew', () => {
    const repository = withHook();
    repository.install();
    repository.write(HOOK, '#!/bin/sh\n', 0o755);
    const { status, stdout } = repository.guard(['uninstall']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`it is ${ASIDE}`) });
    expect(read(repository, ASIDE)).toBe(THEIRS);
  });

  test('is put back by uninstall where somebody has removed ours', () => {
    const repository = withHook();
    repository.install();
    rmSync(join(repository.folder, HOOK));
    const { status, stdout } = repository.guard(['uninstall']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining(`${HOOK} is as it was`),
    });
    expect(read(repository, HOOK)).toBe(THEIRS);
    expect(existsSync(join(repository.folder, ASIDE_FOLDER))).toBe(false);
  });

  test('is put back as the link that it was', () => {
    const repository = withHook();
    repository.run('mv', [HOOK, 'theirs.py']);
    symlinkSync('../../theirs.py', join(repository.folder, HOOK));
    repository.install();
    rmSync(join(repository.folder, HOOK));
    repository.guard(['uninstall']);
    expect(readlinkSync(join(repository.folder, HOOK))).toBe('../../theirs.py');
  });

  test('is not said to be as it was where it is gone', () => {
    const repository = withHook();
    repository.install();
    rmSync(join(repository.folder, ASIDE));
    const { status, stdout } = repository.guard(['uninstall']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining(`is gone:\n${ASIDE}\n`),
    });
    expect(existsSync(join(repository.folder, HOOK))).toBe(false);
  });
});

test('where nothing is installed uninstall changes nothing, and says what was left of it', () => {
  const repository = ScratchRepository.create();
  mkdirSync(join(repository.folder, ASIDE_FOLDER));
  const nothing = 'baseten-key-guard is not installed here; nothing was changed.\n';
  expect(repository.guard(['uninstall'])).toMatchObject({ status: 0, stdout: nothing });
  expect(existsSync(join(repository.folder, ASIDE_FOLDER))).toBe(true);
  repository.install();
  for (const hook of ['pre-commit', 'pre-merge-commit']) rmSync(join(repository.folder, '.git/hooks', hook));
  expect(repository.guard(['uninstall'])).toMatchObject({
    status: 0,
    stdout: 'baseten-key-guard was in no hook here; .git/baseten-key-guard is removed.\n',
  });
  expect(existsSync(join(repository.folder, '.git/baseten-key-guard'))).toBe(false);
});

describe('what cannot be a hook is left alone, and said', () => {
  function expectRefused(repository: ScratchRepository, saying: RegExp): void {
    const { status, stderr } = repository.guard(['install']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(saying) });
  }

  test('a link that leads to itself, which would call our hook without end', () => {
    const repository = ScratchRepository.create();
    symlinkSync('pre-commit', join(repository.folder, HOOK));
    expectRefused(repository, /NOT INSTALLED: the link .* cannot be followed \(ELOOP\)/);
    expect(readlinkSync(join(repository.folder, HOOK))).toBe('pre-commit');
  });

  test('a folder', () => {
    const repository = ScratchRepository.create();
    mkdirSync(join(repository.folder, HOOK));
    expectRefused(repository, /The hook .* could not be read \(EISDIR\)/);
  });

  test.each([
    ['a file in the place of the folder', (folder: string) => `echo > '${folder}'`],
    ['a folder that is a link to itself', (folder: string) => `ln -s hooks '${folder}'`],
  ])('%s', (_, make) => {
    const repository = ScratchRepository.create();
    const folder = join(repository.folder, '.git/hooks');
    rmSync(folder, { recursive: true });
    repository.run('sh', ['-c', make(folder)]);
    expectRefused(repository, /^baseten-key-guard: (?!Something unforeseen)/);
  });
});

test('a folder of hooks outside the repository is not its own: other repositories would be stopped', () => {
  const repository = ScratchRepository.create();
  const shared = join(repository.home, 'hooks');
  const refused = () => {
    const { status, stderr } = repository.guard(['install']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('other repositories') });
    expect(existsSync(join(shared, 'pre-commit'))).toBe(false);
  };
  repository.git('config', 'core.hooksPath', shared);
  refused();
  repository.git('config', '--unset', 'core.hooksPath');
  mkdirSync(shared);
  rmSync(join(repository.folder, '.git/hooks'), { recursive: true });
  symlinkSync(shared, join(repository.folder, '.git/hooks'));
  refused();
});

describe('status', () => {
  test('runs no command that may change something', () => {
    const repository = ScratchRepository.create();
    repository.installHook();
    const program = join(installedPackage(), 'dist/bin.cjs').replace(/ /g, '\\ ');
    symlinkSync(program, join(repository.folder, 'baseten-key-guard.cjs'));
    repository.write(
      '.git/hooks/pre-merge-commit',
      '#!/bin/sh\nnode baseten-key-guard.cjs uninstall\n',
      0o755,
    );
    expect(repository.guard(['status']).status).toBe(2);
    expect(existsSync(join(repository.folder, HOOK))).toBe(true);
  });

  test('does not answer for lines in which ours were put', () => {
    const repository = ScratchRepository.create();
    repository.installHook();
    repository.write(HOOK, `${read(repository, HOOK).replace('\n', '\nif false; then\n')}fi\n`);
    const { status, stdout } = repository.guard(['status']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringContaining('put inside others') });
  });

  // root may do anything that some x bit allows
  test.runIf(process.getuid?.() !== 0)('does not answer for a hook that only somebody else may run', () => {
    const repository = ScratchRepository.create();
    repository.installHook();
    chmodSync(join(repository.folder, HOOK), 0o655);
    const { status, stdout } = repository.guard(['status']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('not executable here') });
  });
});

test('what git gives to a hook is no option, as a remote of such a name', () => {
  const repository = ScratchRepository.create();
  const run = join(installedPackage(), 'hooks/run');
  const { status, stderr } = repository.run('sh', [run, 'pre-push', '--output=report', 'address']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(existsSync(join(repository.folder, 'report'))).toBe(false);
});

test('a folder of hooks that is named like a key is not told', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.git('config', 'core.hooksPath', key);
  for (const command of ['status', 'install', 'uninstall']) {
    expect(repository.guard([command]).output, command).not.toContain(key.slice(-32));
  }
});
