import { CannotScan } from '../errors.ts';
import { GitFailed } from './git.ts';

/** Says why git could not print the log; an error that is not git's stays as it is. */
export function explainLogFailure(error: unknown): unknown {
  if (!(error instanceof GitFailed)) return error;
  const { exitCode, stderr } = error;
  if (exitCode === null) {
    return new CannotScan('git was stopped before it had printed all commits.', 'Try again.', {
      cause: error,
    });
  }
  if (exitCode < 0) {
    return new CannotScan(
      'git could not be started: it was not found on the PATH.',
      'Install git, or add its folder to the PATH.',
      { cause: error },
    );
  }
  const said = stderr.trim().split('\n').at(-1) || `it exited with ${exitCode}`;
  return new CannotScan(
    `git could not print all commits: ${said}.`,
    'Run `git fsck`, mend what it names, then try again.',
    { cause: error },
  );
}
