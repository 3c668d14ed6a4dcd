import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository, type Variables } from '../../support/scratchRepository.ts';

// git may read the file on the disk in the place of the staged one, where size and times say that the two are the
// same. What is committed is the staged one.

const OLD = new Date('2026-01-01T00:00:00Z');
const withKey = (key: string) => `first\nsecond\nkey = "${key}"\n`;
const second = (file: string) => Math.floor(statSync(file).ctimeMs / 1000);

interface Arrangement {
  repository: ScratchRepository;
  /** For git. */
  variables?: Variables;
  /** Where git and the program are called, relative to the working tree. */
  cwd?: string;
  /** The file, relative to the working tree. */
  path?: string;
  /** How git names it. */
  name?: string;
  /** Puts a file without a key, as long as the staged one, in its place on the disk. */
  replace?(file: string, text: string): void;
}

/**
 * Stages a file that holds a key, then puts one of the same size and times on the disk that holds none. git keeps
 * whole seconds of the time at which a file was changed, so all of it happens in one second, or is done again.
 */
function stageAndHide({ repository, variables = {}, cwd = '.', path = 'a.py', replace }: Arrangement): void {
  const file = join(repository.folder, path);
  const text = withKey(currentKey());
  const add = () => run(repository, ['add', '-A', '--', file], variables, cwd);
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 20; attempt++) {
    repository.write(path, text);
    utimesSync(file, OLD, OLD);
    const before = second(file);
    add();
    const clean = 'x'.repeat(text.length);
    if (replace) replace(file, clean);
    else repository.write(path, clean);
    utimesSync(file, OLD, OLD);
    if (second(file) === before) return;
    repository.write(path, `${text}\n`);
    add();
  }
  throw new Error('no two changes of a file fell into the same second');
}

function run(repository: ScratchRepository, args: string[], variables: Variables, cwd: string): void {
  const { status, output } = repository.run('git', args, { variables, cwd });
  if (status !== 0) throw new Error(output);
}

/** Each makes a guarded repository; `a.py` is what is staged in it. */
const ARRANGEMENTS: Record<string, () => Arrangement> = {
  'in a plain repository': () => ({ repository: ScratchRepository.guarded() }),
  'with SHA-256 ids': () => ({ repository: guarded('--object-format=sha256') }),
  'in the first commit': () => {
    const repository = ScratchRepository.create();
    repository.installHook();
    return { repository };
  },
  'by moving another file over it': () => ({
    repository: ScratchRepository.guarded(),
    replace: (file, text) => {
      writeFileSync(`${file}.other`, text);
      renameSync(`${file}.other`, file);
    },
  }),
  'by copying another file with its times': () => ({
    repository: configured(['core.checkStat', 'minimal'], ['core.trustctime', 'false']),
    replace: (file, text) => {
      writeFileSync(`${file}.other`, text);
      rmSync(file);
      copyFileSync(`${file}.other`, file);
    },
  }),
  'where git trusts no time of a change': () => ({ repository: configured(['core.trustctime', 'false']) }),
  'where git looks at size and whole seconds only': () => ({
    repository: configured(['core.checkStat', 'minimal']),
  }),
  'under a monitor that saw nothing': () => {
    const repository = configured(['core.fsmonitor', '.git/monitor']);
    repository.write('.git/monitor', '#!/bin/sh\nprintf "token\\0"\n', 0o755);
    repository.git('update-index', '--fsmonitor');
    return { repository };
  },
  'with an untracked cache and a preloaded index': () => {
    const repository = configured(['core.untrackedCache', 'true'], ['core.preloadIndex', 'true']);
    repository.git('update-index', '--force-untracked-cache');
    return { repository };
  },
  'with a split index': () => {
    const repository = ScratchRepository.guarded();
    repository.git('update-index', '--split-index');
    return { repository };
  },
  'with a sparse index': () => {
    const repository = ScratchRepository.guarded({ 'in/a.py': 'first\n', 'out/b.py': 'first\n' });
    repository.git('sparse-checkout', 'init', '--cone', '--sparse-index');
    repository.git('sparse-checkout', 'set', 'in');
    expect(repository.git('ls-files', '--sparse')).toContain('out/\n');
    return { repository, path: 'in/a.py', name: 'in/a.py' };
  },
  'from a subfolder': () => ({ repository: inSubfolder(), cwd: 'sub' }),
  'below a subfolder, from there': () => ({ repository: inSubfolder(), cwd: 'sub', path: 'sub/b/a.py' }),
  'in a linked worktree': () => {
    const main = ScratchRepository.guarded();
    main.git('worktree', 'add', '--quiet', '../linked');
    return { repository: main.at('../linked') };
  },
  'in a submodule': () => {
    const library = ScratchRepository.create();
    library.seed({ 'b.py': 'first\n' });
    const outer = ScratchRepository.create();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'library');
    const repository = outer.at('library');
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.invalid');
    repository.installHook();
    return { repository };
  },
  'with a git folder elsewhere': () => ({ repository: guarded('--separate-git-dir=../git folder') }),
  'with core.worktree': () => {
    const repository = guarded();
    mkdirSync(join(repository.folder, '../tree'));
    repository.git('config', 'core.worktree', join(repository.folder, '../tree'));
    return { repository: withGitFolder(repository.at('../tree'), repository) };
  },
  'with GIT_DIR, relative': () => ({ repository: guarded(), variables: { GIT_DIR: '.git' } }),
  'with GIT_DIR and GIT_WORK_TREE': () => {
    const repository = dotless();
    return { repository, variables: { GIT_DIR: gitFolder(repository), GIT_WORK_TREE: repository.folder } };
  },
  'with GIT_DIR and GIT_WORK_TREE, relative, from elsewhere': () => ({
    repository: dotless(),
    variables: { GIT_DIR: '../git', GIT_WORK_TREE: '../work tree' },
    cwd: '../home',
  }),
  'with another index': () => {
    const repository = guarded();
    const variables = { GIT_INDEX_FILE: join(repository.home, 'index') };
    run(repository, ['read-tree', 'HEAD'], variables, '.');
    return { repository, variables };
  },
  'with another index, relative': () => otherIndex('.'),
  'with another index, relative to what is above': () => otherIndex('sub'),
  'with objects elsewhere, relative': () => {
    const repository = guarded();
    const variables = {
      GIT_OBJECT_DIRECTORY: 'other objects',
      GIT_ALTERNATE_OBJECT_DIRECTORIES: `.git/objects:${repository.home}`,
    };
    mkdirSync(join(repository.folder, 'other objects'));
    return { repository, variables };
  },
  'where the root of the file system is the work tree': () => {
    const repository = guarded();
    const variables = { GIT_DIR: join(repository.folder, '.git'), GIT_WORK_TREE: '/' };
    return { repository, variables, name: relative('/', join(repository.folder, 'a.py')) };
  },
};

describe('a key that was taken out of the file on the disk, its size and times restored, is found', () => {
  for (const [name, arrange] of Object.entries(ARRANGEMENTS)) {
    test(name, () => {
      const arrangement = arrange();
      const { repository, variables = {}, cwd = '.', path = 'a.py' } = arrangement;
      stageAndHide(arrangement);
      const place = `${arrangement.name ?? path}:3`;
      const { stdout, stderr } = repository.guard(['--staged', '--format', 'json'], { variables, cwd });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout).findings.map(placeOf)).toEqual([place]);
      expect(commit(repository, [], { variables, cwd })).toMatchObject(stoppedAt(place));

      repository.write(path, 'clean\n');
      const add = ['-c', 'core.fsmonitor=false', 'add', '--', join(repository.folder, path)];
      run(repository, add, variables, cwd);
      expect(commit(repository, [], { variables, cwd })).toMatchObject(PASSED);
    });
  }
});

test('the index of a bare repository, which has no work tree', () => {
  const bare = ScratchRepository.create('--bare');
  bare.stageInIndex('a.py', withKey(currentKey()));
  expect(bare.scan().findings.map(placeOf)).toEqual(['a.py:3']);
  const { stdout } = bare.guard(['--staged', '--format', 'json'], { cwd: 'refs' });
  expect(JSON.parse(stdout).findings.map(placeOf)).toEqual(['a.py:3']);
});

test('an index that git was told of, and that is not there, is an empty one', () => {
  const repository = guarded();
  repository.stage('a.py', withKey(currentKey()));
  const variables = { GIT_INDEX_FILE: 'nowhere' };
  expect(repository.guard(['--staged'], { variables })).toMatchObject({ status: 0 });
  expect(repository.run('git', ['diff', '--cached', '--raw'], { variables }).stdout).toContain(
    'D\tREADME.md',
  );
});

const placeOf = ({ path, line }: { path: string; line: number }) => `${path}:${line}`;

function guarded(...initArguments: string[]): ScratchRepository {
  const repository = ScratchRepository.create(...initArguments);
  repository.seed({ 'README.md': 'first\n' });
  repository.installHook();
  return repository;
}

function configured(...settings: [name: string, value: string][]): ScratchRepository {
  const repository = guarded();
  for (const [name, value] of settings) repository.git('config', name, value);
  return repository;
}

function inSubfolder(): ScratchRepository {
  return ScratchRepository.guarded({ 'sub/README.md': 'first\n' });
}

/** One whose git folder stands beside its working tree. */
function dotless(): ScratchRepository {
  const repository = guarded();
  renameSync(join(repository.folder, '.git'), gitFolder(repository));
  return repository;
}

const gitFolder = (repository: ScratchRepository) => join(repository.folder, '../git');

/** The same, called with the git folder of another. */
function withGitFolder(tree: ScratchRepository, { folder }: ScratchRepository): ScratchRepository {
  Object.assign(tree.environment, { GIT_DIR: join(folder, '.git') });
  return tree;
}

/** git takes a relative index to be relative to the top, wherever it is called. */
function otherIndex(cwd: string): Arrangement {
  const repository = inSubfolder();
  const variables = { GIT_INDEX_FILE: 'other index' };
  run(repository, ['read-tree', 'HEAD'], variables, cwd);
  return { repository, variables, cwd };
}
