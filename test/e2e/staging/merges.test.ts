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
