import { CannotScan } from '../errors.ts';
import { openGit } from './git.ts';
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
