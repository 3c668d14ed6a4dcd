import { GitFailed, openGit } from '../run/git.ts';
import { whyGitFailed } from '../run/gitFailure.ts';

/**
 * The top folder of the working tree that a directory is in.
 *
 * @throws CannotScan where there is none, or git cannot tell
 */
export async function topLevel(directory: string): Promise<string> {
  try {
    return await askTopLevel(directory);
  } catch (error) {
    throw await whyGitFailed(
      error,
      directory,
      'This is not a git working tree.',
      'Run this inside the repository whose staged changes are to be scanned.',
    );
  }
}

/** What git says, in English, where there is no repository, or one without a working tree. */
const NO_WORKING_TREE = /not a git repository|must be run in a work tree/;

/**
 * The same; undefined where git says that there is none.
 *
 * @throws CannotScan where git cannot tell: it is missing, or cannot read the repository that is there
 */
export async function findTopLevel(directory: string): Promise<string | undefined> {
  try {
    return await askTopLevel(directory, { LC_ALL: 'C' });
  } catch (error) {
    if (error instanceof GitFailed && NO_WORKING_TREE.test(error.stderr)) return undefined;
    return topLevel(directory);
  }
}

async function askTopLevel(directory: string, variables: Record<string, string> = {}): Promise<string> {
  return (await openGit(directory, { variables }).raw(['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
}
