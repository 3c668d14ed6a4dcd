import { CannotScan } from '../../errors.ts';
import { GitFailed, type GitOptions, openGit } from '../run/git.ts';

/** Says why git could not read the history; an error that is not git's stays as it is. */
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
    `git could not read the history: ${said}.`,
    'Run `git fsck`, mend what it names, then try again.',
    { cause: error },
  );
}

/**
 * Runs git and returns what it prints.
 *
 * @throws CannotScan when git fails
 */
export async function askGit(
  directory: string,
  args: readonly string[],
  options: Pick<GitOptions, 'input'> = {},
): Promise<string> {
  try {
    return await openGit(directory, options).raw([...args]);
  } catch (error) {
    throw explainLogFailure(error);
  }
}
