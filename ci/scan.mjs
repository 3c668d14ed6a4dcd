#!/usr/bin/env node
// What a job on GitHub or GitLab runs: scans the commits that the job is about, and reports as that system likes it.
// Exits as the program does: 0 nothing found, 1 a key, 2 not scanned.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { githubSelection, gitlabSelection } from './changes.mjs';
import { withoutSuppressed } from './sarif.mjs';

const PROGRAM = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
/** What `scan` may say, beside `changes`. */
const WHOLE = ['--tree', '--history'];

const { env } = process;
const report =
  env.KEY_GUARD_REPORT || (env.GITLAB_CI ? 'gl-secret-detection-report.json' : 'baseten-key-guard.sarif');

try {
  process.exitCode = main();
} catch (error) {
  const { message } = /** @type {Error} */ (error);
  process.stderr.write(
    `baseten-key-guard: ${message}\nThe job was not understood. (exit 2: nothing was let through)\n`,
  );
  process.exitCode = 2;
}

/** @returns {number} the exit code */
function main() {
  // One of an earlier run must not be taken for this one's.
  rmSync(report, { force: true });
  const selection = select();
  if (selection === undefined) {
    console.log('baseten-key-guard: the branch was deleted, nothing scanned.');
    return 0;
  }
  const format = env.GITLAB_CI
    ? ['--report', `gitlab:${report}`]
    : ['--format', 'github', '--report', `sarif:${report}`];
  const { status } = spawnSync(process.execPath, [PROGRAM, ...selection, ...format, ...options()], {
    stdio: 'inherit',
  });
  const exitCode = status ?? 2;
  if (env.GITHUB_OUTPUT) handOver(env.GITHUB_OUTPUT, exitCode);
  return exitCode;
}

/** @returns {string[] | undefined} */
function select() {
  const asked = env.KEY_GUARD_SCAN || 'changes';
  if (WHOLE.includes(`--${asked}`)) return [`--${asked}`];
  if (asked !== 'changes')
    throw new Error(`scan is to be changes, tree or history, not ${JSON.stringify(asked)}.`);
  if (env.GITLAB_CI) return gitlabSelection(env, has);
  if (!env.GITHUB_EVENT_PATH) throw new Error('This runs in a job of GitHub or GitLab.');
  const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
  return githubSelection(env.GITHUB_EVENT_NAME ?? '', event, has);
}

/** Whether this clone has a commit. @param {string} revision */
function has(revision) {
  const command = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  return spawnSync('git', command, { stdio: 'ignore' }).status === 0;
}

/** @returns {string[]} */
function options() {
  return [
    ...(env.KEY_GUARD_NO_INLINE_ALLOW === 'true' ? ['--no-inline-allow'] : []),
    ...(env.KEY_GUARD_CONFIG ? [`--config=${env.KEY_GUARD_CONFIG}`] : []),
  ];
}

/**
 * Tells the steps that follow where the report is, as far as their page can use it.
 *
 * @param {string} output the file that GitHub reads a step's outputs from
 * @param {number} exitCode
 */
function handOver(output, exitCode) {
  if (/[\r\n]/.test(report)) throw new Error('The name of the SARIF file holds a line end.');
  const isThere = existsSync(report);
  if (isThere) {
    const document = withoutSuppressed(JSON.parse(readFileSync(report, 'utf8')));
    writeFileSync(report, `${JSON.stringify(document, null, 2)}\n`);
  }
  appendFileSync(output, `exit-code=${exitCode}\nsarif-file=${isThere ? report : ''}\n`);
}
