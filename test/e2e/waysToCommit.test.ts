import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

// Every way in which people make commits, each with the real git and the real hook.

const { guarded } = ScratchRepository;
const withKey = (key: string) => `first\nsecond\nkey = "${key}"\n`;

describe('what the commit takes', () => {
  test('the index: a staged key is stopped, and not shown', () => {
    const repository = guarded();
    const key = currentKey();
    repository.stage('a.py', withKey(key));

    const stopped = commit(repository);
    expect(stopped).toMatchObject(stoppedAt('a.py:3'));
    expect(leakedRun(stopped.output, key)).toBeUndefined();
  });

  test('the first commit of a repository', () => {
    const repository = ScratchRepository.create();
    repository.installHook();
    repository.stage('a.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('-a: a key that is only in the working tree is part of this commit', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.write('a.py', withKey(currentKey()));
    expect(commit(repository, ['-a'])).toMatchObject(stoppedAt('a.py:3'));
    expect(commit(repository, ['-a'], { gitArguments: ['-c', 'core.quotePath=true'] })).toMatchObject(
      stoppedAt('a.py:3'),
    );
    repository.write('a.py', 'clean\n');
    expect(commit(repository, ['-a'])).toMatchObject(PASSED);
  });

  test('<path>: that path is scanned, and what else is staged is not', () => {
    const repository = guarded({ 'a.py': 'first\n', 'b.py': 'first\n' });
    repository.write('a.py', withKey(currentKey()));
    repository.stage('b.py', withKey(currentKey()));
    expect(commit(repository, ['--', 'a.py'])).toMatchObject(stoppedAt('a.py:3'));
    repository.write('a.py', 'clean\n');
    expect(commit(repository, ['--', 'a.py'])).toMatchObject(PASSED);
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
  });

  test('--include <path>: both are scanned', () => {
    const repository = guarded({ 'a.py': 'first\n', 'b.py': 'first\n' });
    repository.write('a.py', withKey(currentKey()));
    repository.stage('b.py', withKey(currentKey()));
    expect(commit(repository, ['--include', '--', 'a.py'])).toMatchObject(stoppedAt('a.py:3', 'b.py:3'));
  });

  test('-p: the hunk that is taken counts, the one that is left does not', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const committed = `${lines.join('\n')}\n`;
    const edited = `${[...lines.slice(0, 19), `key = "${currentKey()}"`].join('\n')}\n`.replace(
      'line 2\n',
      'two\n',
    );
    const repository = guarded({ 'a.py': committed });
    repository.write('a.py', edited);
    expect(commit(repository, ['-p'], { input: 'n\ny\n' })).toMatchObject(stoppedAt('a.py:20'));
    expect(commit(repository, ['-p'], { input: 'y\nn\n' })).toMatchObject(PASSED);
    expect(repository.git('show', 'HEAD:a.py')).toContain('two\n');
  });

  test('a key that is only in the working tree passes', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.stage('a.py', 'second\n');
    repository.write('a.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a key that is only in the index is stopped', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.stage('a.py', withKey(currentKey()));
    repository.write('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
    rmSync(join(repository.folder, 'a.py'));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
  });

  test('--amend and --fixup', () => {
    const repository = guarded();
    repository.stage('a.py', withKey(currentKey()));
    expect(commit(repository, ['--amend'])).toMatchObject(stoppedAt('a.py:3'));
    expect(commit(repository, ['--fixup', 'HEAD'])).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository, ['--amend'])).toMatchObject(PASSED);
    repository.stage('a.py', 'cleaner\n');
    expect(commit(repository, ['--fixup', 'HEAD'])).toMatchObject(PASSED);
  });

  test('--allow-empty', () => {
    expect(commit(guarded(), ['--allow-empty'])).toMatchObject(PASSED);
  });
});

describe('what was there before', () => {
  test('an old key in a line that is not touched passes, beside a new line and a moved one', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', `added\n${withKey(key)}added\n`);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('an old key passes, and a new one in the same file is stopped at its own line', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', `${withKey(key)}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:4'));
  });

  test('a line with an old key that is edited is added again', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', withKey(key).replace('key =', 'token ='));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
  });

  test('removing a key passes', () => {
    const repository = guarded({ 'a.py': withKey(currentKey()) });
    repository.stage('a.py', 'first\nsecond\nkey = os.environ["BASETEN_API_KEY"]\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('deleting files passes, with an old key in one that stays', () => {
    const repository = guarded({ 'a.py': withKey(currentKey()), 'b.py': withKey(currentKey()) });
    repository.git('rm', '--quiet', 'a.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });
});

describe('renames and type changes', () => {
  const long = (key: string) => `${'a line that stays\n'.repeat(30)}key = "${key}"\n`;

  test('a renamed file with an old key passes', () => {
    const repository = guarded({ 'a.py': long(currentKey()) });
    repository.git('mv', 'a.py', 'b c.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a renamed file to which a key is added is stopped under its new name', () => {
    const repository = guarded({ 'a.py': long(currentKey()) });
    const content = repository.git('show', 'HEAD:a.py');
    mkdirSync(join(repository.folder, 'sub'));
    repository.git('mv', 'a.py', 'sub/b.py');
    repository.stage('sub/b.py', `${content}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('sub/b.py:32'));
  });

  test('a rename with a mode change', () => {
    const repository = guarded({ 'a.sh': long(currentKey()) });
    const content = repository.git('show', 'HEAD:a.sh');
    repository.git('mv', 'a.sh', 'b.sh');
    repository.git('update-index', '--chmod=+x', 'b.sh');
    expect(commit(repository)).toMatchObject(PASSED);
    repository.git('mv', 'b.sh', 'c.sh');
    repository.stage('c.sh', `${content}other = "${currentKey()}"\n`);
    repository.git('update-index', '--chmod=-x', 'c.sh');
    expect(commit(repository)).toMatchObject(stoppedAt('c.sh:32'));
  });

  test('two files that change their names, one with a new key', () => {
    const repository = guarded({ 'a.py': long(currentKey()), 'b.py': `${'other lines\n'.repeat(40)}` });
    const content = repository.git('show', 'HEAD:b.py');
    repository.git('mv', 'a.py', 'c.py');
    repository.git('mv', 'b.py', 'a.py');
    repository.git('mv', 'c.py', 'b.py');
    // git sees two edits here, not two renames: the old key is new to `b.py`.
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:31'));
    repository.git('reset', '--quiet', '--hard');
    repository.git('mv', 'b.py', 'd.py');
    repository.stage('d.py', `${content}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('d.py:41'));
  });

  test('a mode change alone', () => {
    const repository = guarded({ 'a.sh': long(currentKey()) });
    repository.git('update-index', '--chmod=+x', 'a.sh');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a symbolic link that becomes a file', () => {
    const repository = ScratchRepository.create();
    symlinkSync('nowhere', join(repository.folder, 'config.json'));
    repository.git('add', 'config.json');
    repository.seed({ 'README.md': 'first\n' });
    repository.installHook();
    rmSync(join(repository.folder, 'config.json'));
    repository.stage('config.json', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('config.json:3'));
    repository.stage('config.json', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a file that becomes a symbolic link, with a key as its target', () => {
    const repository = guarded({ link: 'clean\n' });
    const path = join(repository.folder, 'link');
    rmSync(path);
    symlinkSync(currentKey(), path);
    repository.git('add', 'link');
    expect(commit(repository)).toMatchObject(stoppedAt('link:1'));
    rmSync(path);
    symlinkSync('README.md', path);
    repository.git('add', 'link');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a file that becomes a submodule, alone and before a file with a key', () => {
    const repository = guarded({ module: withKey(currentKey()) });
    const pointer = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--cacheinfo', `160000,${pointer},module`);
    repository.stage('z.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('z.py:3'));
    repository.git('rm', '--quiet', '--cached', 'z.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a submodule that becomes a file with a key', () => {
    const repository = guarded();
    const pointer = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${pointer},module`);
    repository.git('commit', '--quiet', '--no-verify', '-m', 'module');
    repository.git('rm', '--quiet', '--cached', 'module');
    repository.stage('module', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('module:3'));
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

describe('merges', () => {
  /** Two branches that both changed the first line of `a.py`; `theirs` also holds other files. */
  function conflicting(theirs: Record<string, string>): ScratchRepository {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.git('switch', '--quiet', '--create', 'theirs');
    repository.seed({ 'a.py': 'theirs\n', ...theirs });
    repository.git('switch', '--quiet', 'main');
    repository.seed({ 'a.py': 'ours\n' });
    expect(repository.tryGit(['merge', 'theirs']).status).toBe(1);
    return repository;
  }

  test('the commit that concludes a merge: a key in the resolution is stopped', () => {
    const repository = conflicting({});
    repository.stage('a.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'both\n');
    expect(commit(repository)).toMatchObject(PASSED);
    expect(repository.git('rev-list', '--count', '--merges', 'HEAD').trim()).toBe('1');
  });

  test('a key that the merge brings to this branch is stopped', () => {
    const repository = conflicting({ 'b.py': withKey(currentKey()) });
    repository.stage('a.py', 'both\n');
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
  });

  test('--no-commit, then commit', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.git('switch', '--quiet', '--create', 'theirs');
    repository.seed({ 'b.py': withKey(currentKey()) });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '--no-commit', 'theirs');
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
    repository.stage('b.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('--squash, then commit', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.git('switch', '--quiet', '--create', 'theirs');
    repository.seed({ 'b.py': withKey(currentKey()) });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--squash', 'theirs');
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
  });

  test('a conflict that is not resolved is no clean scan', () => {
    const repository = conflicting({});
    const { status, stderr } = repository.guard(['--staged']);
    expect(status).toBe(2);
    expect(stderr).toContain('"a.py" is unmerged');
  });
});
