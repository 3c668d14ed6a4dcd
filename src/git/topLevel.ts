import { CannotScan } from '../errors.ts';
import { GitFailed, openGit } from './git.ts';
import { whyNoRepository } from './gitFailure.ts';

/**
 * The top folder of the working tree that a directory is in.
 *
 * @throws CannotScan where there is none, or git cannot tell
 */
export async function topLevel(directory: string): Promise<string> {
  try {
    return (await openGit(directory).raw(['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
  } catch (error) {
    const reason = await whyNoRepository(error, directory);
    if (reason) throw reason;
    throw new CannotScan(
      'This is not a git working tree.',
      'Run this inside the repository whose staged changes are to be scanned.',
      { cause: error },
    );
  }
}

/** How git exits where it finds no working tree, or one that it does not trust. */
const NO_WORKING_TREE = 128;

/**
 * The same; undefined where git says that there is none.
 *
 * @throws CannotScan where git cannot tell: it is missing, was stopped, or does not trust the repository
 */
export async function findTopLevel(directory: string): Promise<string | undefined> {
  try {
    return await topLevel(directory);
  } catch (error) {
    const { cause } = error as CannotScan;
    const isNone =
      cause instanceof GitFailed &&
      cause.exitCode === NO_WORKING_TREE &&
      // A name of the configuration, the same in every language.
      !cause.stderr.includes('safe.directory');
    if (isNone) return undefined;
    throw error;
  }
}
