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
});
