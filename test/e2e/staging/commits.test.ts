import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey, leakedRun } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { withKey } from '../../support/staging.ts';

// Every way in which people make commits, each with the real git and the real hook.

const { guarded } = ScratchRepository;

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

  const lines = Array.from({ length: 9 }, (_, index) => `line ${index + 1}\n`);

  test('--only <path> with --amend: what else is staged is not part of it', () => {
    const repository = guarded({ 'a.py': 'first\n', 'b.py': 'first\n' });
    repository.stage('b.py', withKey(currentKey()));
    repository.write('a.py', withKey(currentKey()));
    expect(commit(repository, ['--amend', '--only', '--', 'a.py'])).toMatchObject(stoppedAt('a.py:3'));
    repository.write('a.py', 'clean\n');
    expect(commit(repository, ['--amend', '--only', '--', 'a.py'])).toMatchObject(PASSED);
    expect(commit(repository, ['--amend', '--only'])).toMatchObject({ hook: 0 });
    expect(commit(repository, ['--amend'])).toMatchObject(stoppedAt('b.py:3'));
  });

  test('--pathspec-from-file, from a file and from standard input, with NUL', () => {
    const repository = guarded({ 'a b.py': 'first\n', 'c.py': 'first\n' });
    repository.write('a b.py', withKey(currentKey()));
    repository.write('c.py', withKey(currentKey()));
    repository.write('../home/paths', 'a b.py\n');
    expect(commit(repository, ['--pathspec-from-file=../home/paths'])).toMatchObject(stoppedAt('a b.py:3'));
    const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
    expect(commit(repository, fromInput, { input: 'a b.py\0c.py\0' })).toMatchObject(
      stoppedAt('a b.py:3', 'c.py:3'),
    );
    repository.write('a b.py', 'clean\n');
    expect(commit(repository, fromInput, { input: 'a b.py\0' })).toMatchObject(PASSED);
  });

  test('pathspecs with magic: an attribute, an exclusion, a pattern', () => {
    const repository = guarded({ 'a.py': 'first\n', 'b.py': 'first\n', 'c.txt': 'first\n' });
    for (const path of ['a.py', 'b.py', 'c.txt']) repository.write(path, withKey(currentKey()));
    expect(commit(repository, ['--', '*.py', ':!b.py'])).toMatchObject(stoppedAt('a.py:3'));
    expect(commit(repository, ['--', ':(icase)C.TXT'])).toMatchObject(stoppedAt('c.txt:3'));
    expect(commit(repository, ['--', ':/'])).toMatchObject(stoppedAt('a.py:3', 'b.py:3', 'c.txt:3'));
  });

  test('--interactive: what is taken there counts', () => {
    const repository = guarded({ 'a.py': 'first\n', 'b.py': 'first\n' });
    repository.write('a.py', withKey(currentKey()));
    repository.write('b.py', 'clean\n');
    expect(commit(repository, ['--interactive'], { input: 'u\n1\n\nq\n' })).toMatchObject(
      stoppedAt('a.py:3'),
    );
    expect(commit(repository, ['--interactive'], { input: 'u\n2\n\nq\n' })).toMatchObject(PASSED);
  });

  test('-p: a hunk that is split counts by its parts', () => {
    const repository = guarded({ 'a.py': lines.join('') });
    const edited = lines.with(1, 'two\n').with(4, `${currentKey()}\n`);
    repository.write('a.py', edited.join(''));
    expect(commit(repository, ['-p'], { input: 's\nn\ny\n' })).toMatchObject(stoppedAt('a.py:5'));
    expect(commit(repository, ['-p'], { input: 's\ny\nn\n' })).toMatchObject(PASSED);
    expect(repository.git('show', 'HEAD:a.py')).toBe(lines.with(1, 'two\n').join(''));
  });

  test('--amend -a', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.write('a.py', withKey(currentKey()));
    expect(commit(repository, ['--amend', '-a'])).toMatchObject(stoppedAt('a.py:3'));
    repository.write('a.py', 'clean\n');
    expect(commit(repository, ['--amend', '-a'])).toMatchObject(PASSED);
  });

  test.each([
    ['-C', ['-C', 'HEAD']],
    ['--squash', ['--squash', 'HEAD', '-m', 'x']],
    ['--fixup=amend', ['--fixup=amend:HEAD']],
    ['-F', ['-F', 'message']],
    ['--reuse-message with another author', ['-C', 'HEAD', '--reset-author']],
    ['--allow-empty-message', ['--allow-empty-message', '-m', '']],
    ['--signoff, a trailer and a date', ['-s', '--trailer', 'A: b', '--date', '2020-01-01', '-m', 'x']],
    ['--quiet', ['--quiet', '-m', 'x']],
    ['--verbose', ['-v', '-m', 'x']],
  ])('%s', (_, message) => {
    const gitArguments = ['-c', 'core.editor=true'];
    const repository = guarded({ message: 'text\n' });
    repository.stage('a.py', withKey(currentKey()));
    expect(commit(repository, [], { message, gitArguments })).toMatchObject(stoppedAt('a.py:3'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository, [], { message, gitArguments })).toMatchObject(PASSED);
  });

  test('an alias of commit, and one that a shell runs', () => {
    const repository = guarded();
    repository.git('config', 'alias.ci', '-c diff.noprefix=true commit -m x');
    repository.git('config', 'alias.save', '!git add -A && git commit -m x');
    repository.write('a.py', withKey(currentKey()));
    expect(repository.tryGit(['save'])).toMatchObject({ status: 1 });
    expect(repository.tryGit(['ci']).output).toContain('a.py:3:');
    expect(repository.git('rev-list', '--count', 'HEAD').trim()).toBe('1');
    repository.write('a.py', 'clean\n');
    expect(repository.tryGit(['save'])).toMatchObject({ status: 0 });
  });

  test('git -C and --git-dir with --work-tree, from elsewhere', () => {
    const repository = guarded();
    repository.stage('a.py', withKey(currentKey()));
    const ways = [
      ['-C', repository.folder],
      ['-C', '..', '-C', 'work tree'],
      [`--git-dir=${repository.folder}/.git`, `--work-tree=${repository.folder}`],
      ['--git-dir=../work tree/.git', '--work-tree=../work tree'],
    ];
    for (const gitArguments of ways) {
      expect(commit(repository, [], { gitArguments, cwd: '../home' })).toMatchObject(stoppedAt('a.py:3'));
    }
    repository.stage('a.py', 'clean\n');
    const last = { gitArguments: ways.at(-1) ?? [], cwd: '../home' };
    expect(commit(repository, [], last)).toMatchObject(PASSED);
  });

  test('a key that was taken back out of the index passes', () => {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.stage('a.py', withKey(currentKey()));
    repository.stage('b.py', 'clean\n');
    repository.git('restore', '--staged', 'a.py');
    expect(commit(repository)).toMatchObject(PASSED);
    repository.git('add', 'a.py');
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
  });
});
