import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { withKey } from '../../support/staging.ts';

// Where git and the program are called, and what they are told of paths.

const { guarded } = ScratchRepository;

describe('where git runs', () => {
  test('in a subfolder: what is staged above it counts too', () => {
    const repository = guarded({ 'sub/a.py': 'first\n' });
    repository.stage('b.py', withKey(currentKey()));
    expect(commit(repository, [], { cwd: 'sub' })).toMatchObject(stoppedAt('b.py:3'));
    repository.write('sub/a.py', withKey(currentKey()));
    expect(commit(repository, ['-a'], { cwd: 'sub' })).toMatchObject(stoppedAt('b.py:3', 'sub/a.py:3'));
    expect(commit(repository, ['--', 'a.py'], { cwd: 'sub' })).toMatchObject(stoppedAt('sub/a.py:3'));
    repository.write('sub/a.py', 'clean\n');
    expect(commit(repository, ['--', 'a.py'], { cwd: 'sub' })).toMatchObject(PASSED);
  });

  test('in a linked worktree, with its own index', () => {
    const main = guarded({ 'a.py': 'first\n' });
    main.git('worktree', 'add', '--quiet', '../linked');
    const linked = main.at('../linked');
    linked.stage('a.py', withKey(currentKey()));
    expect(commit(linked)).toMatchObject(stoppedAt('a.py:3'));
    main.stage('b.py', 'clean\n');
    expect(commit(main)).toMatchObject(PASSED);
    linked.git('reset', '--quiet', '--hard');
    linked.write('a.py', withKey(currentKey()));
    expect(commit(linked, ['-a'])).toMatchObject(stoppedAt('a.py:3'));
    linked.write('a.py', 'clean\n');
    expect(commit(linked, ['-a'])).toMatchObject(PASSED);
  });

  test('in a submodule, and in the repository around it', () => {
    const library = ScratchRepository.create();
    library.seed({ 'a.py': 'first\n' });
    const repository = guarded();
    repository.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      library.folder,
      'library',
    );
    repository.git('commit', '--quiet', '--no-verify', '-m', 'library');
    const submodule = repository.at('library');
    submodule.git('config', 'user.name', 'Test');
    submodule.git('config', 'user.email', 'test@example.invalid');
    submodule.installHook();

    submodule.stage('a.py', withKey(currentKey()));
    expect(commit(submodule)).toMatchObject(stoppedAt('a.py:3'));
    submodule.write('a.py', `${withKey(currentKey())}\n`);
    expect(commit(submodule, ['-a'])).toMatchObject(stoppedAt('a.py:3'));
    submodule.stage('a.py', 'clean\n');
    expect(commit(submodule)).toMatchObject(PASSED);

    // The superproject's commit holds a pointer; a key in the submodule's working tree is not its business.
    submodule.write('a.py', withKey(currentKey()));
    repository.git('add', 'library');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('with GIT_DIR and GIT_WORK_TREE, as for files in a home folder: no .git in sight', () => {
    const repository = guarded();
    renameSync(join(repository.folder, '.git'), join(repository.home, 'dotfiles'));
    const variables = {
      GIT_DIR: join(repository.home, 'dotfiles'),
      GIT_WORK_TREE: repository.folder,
    };
    const add = (content: string) => {
      repository.write('a.py', content);
      repository.tryGit(['add', 'a.py'], variables);
    };
    add(withKey(currentKey()));
    expect(commit(repository, [], { variables, cwd: '../home' })).toMatchObject(stoppedAt('a.py:3'));
    repository.write('a.py', withKey(currentKey()));
    expect(commit(repository, ['-a'], { variables, cwd: '../home' })).toMatchObject(stoppedAt('a.py:3'));
    add('clean\n');
    expect(commit(repository, [], { variables, cwd: '../home' })).toMatchObject(PASSED);
  });

  test('with an index of its own', () => {
    const repository = guarded();
    const variables = { GIT_INDEX_FILE: join(repository.home, 'index') };
    repository.write('a.py', withKey(currentKey()));
    repository.tryGit(['read-tree', 'HEAD'], variables);
    repository.tryGit(['add', 'a.py'], variables);
    expect(commit(repository, [], { variables })).toMatchObject(stoppedAt('a.py:3'));
    repository.write('a.py', 'clean\n');
    repository.tryGit(['add', 'a.py'], variables);
    expect(commit(repository, [], { variables })).toMatchObject(PASSED);
  });

  test('with configuration on its command line', () => {
    const repository = guarded();
    repository.stage('a.py', withKey(currentKey()));
    const gitArguments = ['-c', 'diff.external=true', '-c', 'color.ui=always', '-c', 'diff.noprefix=true'];
    expect(commit(repository, [], { gitArguments })).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository, [], { gitArguments })).toMatchObject(PASSED);
  });

  test('in a repository whose git folder is elsewhere', () => {
    const repository = ScratchRepository.create('--separate-git-dir=../git folder');
    repository.installHook();
    repository.stage('a.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });
});

describe('paths on the command line', () => {
  test('narrow the scan; they may be off the disk, staged, deleted or a folder', () => {
    const repository = guarded({ 'gone.py': 'first\n', 'sub/gone.py': 'first\n' });
    repository.git('rm', '--quiet', 'gone.py', 'sub/gone.py');
    repository.stageInIndex('index only.py', withKey(currentKey()));
    repository.stageInIndex('folder/index only.py', withKey(currentKey()));
    repository.stage('a.py', withKey(currentKey()));
    const places = (...paths: string[]) =>
      repository.scan('--', ...paths).findings.map(({ path, line }) => `${path}:${line}`);
    expect(places('a.py')).toEqual(['a.py:3']);
    expect(places('index only.py')).toEqual(['index only.py:3']);
    expect(places('folder', 'a.py')).toEqual(['a.py:3', 'folder/index only.py:3']);
    expect(places('gone.py', 'sub')).toEqual([]);
    expect(places('.')).toEqual(['a.py:3', 'folder/index only.py:3', 'index only.py:3']);
    expect(() => places('fold')).toThrow('neither staged nor in the working tree');
  });
});
