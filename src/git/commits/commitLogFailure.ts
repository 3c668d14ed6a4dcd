import { CannotScan } from '../../errors.ts';
import { GitFailed, type GitOptions, openGit } from '../run/git.ts';
import { fatalLine, whyNoAnswer } from '../run/gitFailure.ts';

/** Says why git could not read the history; an error that is not git's stays as it is. */
export function explainLogFailure(error: unknown): unknown {
  if (!(error instanceof GitFailed)) return error;
  const said = fatalLine(error.stderr) ?? `it exited with ${error.exitCode}`;
  return (
    whyNoAnswer(error) ??
    new CannotScan(
      `git could not read the history: ${said}.`,
      'Run `git fsck`, mend what it names, then try again.',
      { cause: error },
    )
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
