// Which commits a CI job is about, read from what the CI system tells it. Pure, but for the question whether this
// clone has a commit.

/**
 * What to scan, as options of the program: a range, or the whole history where the job is about no change.
 * `undefined` where there is nothing: the branch was deleted.
 *
 * @typedef {string[] | undefined} Selection
 */

/**
 * @typedef {object} Change
 * @property {string | undefined} before the commit up to which all is known already; where it is missing, a new branch or a
 *   force push, the default branch is
 * @property {string} after
 * @property {string | undefined} branch the one that changed
 * @property {string | undefined} defaultBranch
 */

/**
 * @param {string} name of the event, `GITHUB_EVENT_NAME`
 * @param {any} event the document in `GITHUB_EVENT_PATH`
 * @param {(revision: string) => boolean} has whether this clone has a commit
 * @returns {Selection}
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function githubSelection(name, event, has) {
  if (name === 'pull_request' || name === 'pull_request_target') {
    return [`--range=${event.pull_request.base.sha}..${event.pull_request.head.sha}`];
  }
  if (name === 'merge_group') return [`--range=${event.merge_group.base_sha}..${event.merge_group.head_sha}`];
  if (name !== 'push') return ['--history'];
  if (event.deleted) return undefined;
  const change = {
    before: event.before,
    after: event.after,
    branch: event.ref.replace(/^refs\/heads\//, ''),
    defaultBranch: event.repository.default_branch,
  };
  return rangeOf(change, has);
}

/**
 * @param {NodeJS.ProcessEnv} environment of the job
 * @param {(revision: string) => boolean} has whether this clone has a commit
 * @returns {Selection}
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function gitlabSelection(environment, has) {
  const { CI_COMMIT_SHA: after, CI_MERGE_REQUEST_DIFF_BASE_SHA: base } = environment;
  if (after === undefined) throw new Error('CI_COMMIT_SHA is not set');
  if (base) return [`--range=${base}..${after}`];
  if (environment.CI_PIPELINE_SOURCE === 'schedule') return ['--history'];
  const change = {
    after,
    before: environment.CI_COMMIT_BEFORE_SHA,
    branch: environment.CI_COMMIT_BRANCH,
    defaultBranch: environment.CI_DEFAULT_BRANCH,
  };
  return rangeOf(change, has);
}

/**
 * @param {Change} change
 * @param {(revision: string) => boolean} has
 * @returns {string[]}
 */
function rangeOf({ before, after, branch, defaultBranch }, has) {
  const known = branch === defaultBranch ? [before] : [before, defaultBranch && `origin/${defaultBranch}`];
  const start = known.find((revision) => revision && has(revision));
  // Without a start: everything that leads to it.
  return [`--range=${start === undefined ? '' : `${start}..`}${after}`];
}
