import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { withKey } from '../../support/staging.ts';

// Commits that conclude what another command began.

const { guarded } = ScratchRepository;

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

describe('other commands that leave something to commit', () => {
  /** A repository whose branch `theirs` has one commit more, which adds `b.py` with a key and takes nothing away. */
  function beside(): ScratchRepository {
    const repository = guarded({ 'a.py': 'first\n' });
    repository.git('switch', '--quiet', '--create', 'theirs');
    repository.seed({ 'b.py': withKey(currentKey()) });
    repository.git('switch', '--quiet', 'main');
    return repository;
  }

  /** That what is staged is stopped, and passes once `b.py` is clean. */
  function expectStopped(repository: ScratchRepository): void {
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
    repository.stage('b.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  }

  test('cherry-pick --no-commit', () => {
    const repository = beside();
    repository.git('cherry-pick', '--no-commit', 'theirs');
    expectStopped(repository);
  });

  test('revert --no-commit of the commit that took a key out', () => {
    const repository = guarded({ 'b.py': withKey(currentKey()) });
    repository.seed({ 'b.py': 'clean\n' });
    repository.git('revert', '--no-commit', 'HEAD');
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
  });

  test('stash pop, with what was staged', () => {
    const repository = guarded({ 'b.py': 'first\n' });
    repository.stage('b.py', withKey(currentKey()));
    repository.git('stash', 'push', '--quiet');
    repository.git('stash', 'pop', '--quiet', '--index');
    expectStopped(repository);
  });

  test('checkout of a file from another branch', () => {
    const repository = beside();
    repository.git('checkout', '--quiet', 'theirs', '--', 'b.py');
    expectStopped(repository);
  });

  test('apply --index, and apply --cached', () => {
    const repository = beside();
    const patch = repository.git('diff', 'main', 'theirs');
    repository.run('git', ['apply', '--index'], { input: patch });
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:3'));
    repository.git('reset', '--quiet', '--hard');
    repository.run('git', ['apply', '--cached'], { input: patch });
    expectStopped(repository);
  });

  test('reset --soft, which leaves staged what was committed', () => {
    const repository = beside();
    repository.git('reset', '--quiet', '--soft', 'theirs');
    repository.git('reset', '--quiet', '--soft', 'HEAD~');
    repository.git('checkout', '--quiet', 'theirs', '--', 'b.py');
    expectStopped(repository);
  });

  test('read-tree -m', () => {
    const repository = beside();
    repository.git('read-tree', '-m', 'HEAD', 'theirs');
    expectStopped(repository);
  });

  test('an octopus merge that is not committed', () => {
    const repository = beside();
    repository.git('switch', '--quiet', '--create', 'others');
    repository.seed({ 'c.py': 'clean\n' });
    repository.git('switch', '--quiet', 'main');
    repository.seed({ 'd.py': 'clean\n' });
    repository.git('merge', '--quiet', '--no-commit', 'theirs', 'others');
    expectStopped(repository);
    expect(repository.git('show', '--no-patch', '--format=%P', 'HEAD').trim().split(' ')).toHaveLength(3);
  });

  test('a conflict that rerere resolves, and stages', () => {
    const repository = guarded({ 'b.py': 'first\n' });
    repository.git('config', 'rerere.enabled', 'true');
    repository.git('config', 'rerere.autoUpdate', 'true');
    repository.git('switch', '--quiet', '--create', 'theirs');
    repository.seed({ 'b.py': 'theirs\n' });
    repository.git('switch', '--quiet', 'main');
    repository.seed({ 'b.py': 'ours\n' });
    expect(repository.tryGit(['merge', 'theirs']).status).toBe(1);
    repository.stage('b.py', withKey(currentKey()));
    repository.git('commit', '--quiet', '--no-verify', '--no-edit');
    repository.git('reset', '--quiet', '--hard', 'HEAD~');
    expect(repository.tryGit(['merge', 'theirs']).output).toContain('using previous resolution');
    expectStopped(repository);
  });

  test('a subtree that is merged in', () => {
    const repository = beside();
    repository.git('read-tree', '--prefix=sub/', 'theirs');
    expect(commit(repository)).toMatchObject(stoppedAt('sub/b.py:3'));
  });

  test('a rebase that stops for an edit', () => {
    const repository = beside();
    repository.git('switch', '--quiet', 'theirs');
    const variables = { GIT_SEQUENCE_EDITOR: "sed -i -e 's/^pick/edit/'" };
    repository.tryGit(['rebase', '--quiet', '--interactive', 'main'], variables);
    repository.stage('b.py', withKey(currentKey()));
    expect(commit(repository, ['--amend'])).toMatchObject(stoppedAt('b.py:3'));
    repository.stage('b.py', 'clean\n');
    expect(commit(repository, ['--amend'])).toMatchObject(PASSED);
  });
});
