import { describe, expect, test } from 'vitest';
import { githubSelection, gitlabSelection } from '../../ci/changes.mjs';

const ZEROS = '0'.repeat(40);

/** A clone that has these commits. */
function cloneWith(...revisions: string[]) {
  return (revision: string) => revisions.includes(revision);
}

describe('on GitHub', () => {
  const push = { before: 'b', after: 'a', ref: 'refs/heads/topic', repository: { default_branch: 'main' } };

  test.each([
    ['a push', push, ['b'], ['--range=b..a']],
    ['a new branch', { ...push, before: ZEROS }, ['origin/main'], ['--range=origin/main..a']],
    ['a forced push, the old commit gone', push, ['origin/main'], ['--range=origin/main..a']],
    ['a new branch, the default one unknown', { ...push, before: ZEROS, repository: {} }, [], ['--range=a']],
    [
      'the first push of the default branch',
      { ...push, before: ZEROS, ref: 'refs/heads/main' },
      ['origin/main'],
      ['--range=a'],
    ],
    ['a tag', { ...push, before: ZEROS, ref: 'refs/tags/v1' }, ['origin/main'], ['--range=origin/main..a']],
    ['a deleted branch', { ...push, after: ZEROS, deleted: true }, ['b'], undefined],
  ])('%s', (_, event, revisions, selection) => {
    expect(githubSelection('push', event, cloneWith(...revisions))).toEqual(selection);
  });

  test.each(['pull_request', 'pull_request_target'])('%s', (name) => {
    const event = { pull_request: { base: { sha: 'b' }, head: { sha: 'h' } } };
    expect(githubSelection(name, event, cloneWith())).toEqual(['--range=b..h']);
  });

  test('a merge queue', () => {
    const event = { merge_group: { base_sha: 'b', head_sha: 'h' } };
    expect(githubSelection('merge_group', event, cloneWith())).toEqual(['--range=b..h']);
  });

  test.each(['schedule', 'workflow_dispatch', ''])('on %j, which is about no change, the history', (name) => {
    expect(githubSelection(name, {}, cloneWith())).toEqual(['--history']);
  });
});

describe('on GitLab', () => {
  const job = { CI_COMMIT_SHA: 'a', CI_COMMIT_BRANCH: 'topic', CI_DEFAULT_BRANCH: 'main' };

  test.each([
    ['a push', { ...job, CI_COMMIT_BEFORE_SHA: 'b' }, ['b'], ['--range=b..a']],
    ['a new branch', { ...job, CI_COMMIT_BEFORE_SHA: ZEROS }, ['origin/main'], ['--range=origin/main..a']],
    ['a new branch, the default one not fetched', { ...job, CI_COMMIT_BEFORE_SHA: ZEROS }, [], ['--range=a']],
    [
      'a merge request',
      { ...job, CI_COMMIT_BEFORE_SHA: ZEROS, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b' },
      [],
      ['--range=b..a'],
    ],
    ['a schedule', { ...job, CI_PIPELINE_SOURCE: 'schedule' }, [], ['--history']],
  ])('%s', (_, environment, revisions, selection) => {
    expect(gitlabSelection(environment, cloneWith(...revisions))).toEqual(selection);
  });

  test('a job without a commit is not understood', () => {
    expect(() => gitlabSelection({}, cloneWith())).toThrow('CI_COMMIT_SHA');
  });
});
