import { GitFailed, openGit } from '../run/git.ts';

/**
 * Where somebody stands in the working tree, relative to its top: empty at the top. Git starts a hook at the top, and
 * names in `GIT_PREFIX` the folder that it was called in.
 *
 * @param directory anywhere inside the repository
 */
export async function folderBelowTop(directory: string, { GIT_PREFIX }: NodeJS.ProcessEnv): Promise<string> {
  if (GIT_PREFIX !== undefined) return GIT_PREFIX;
  try {
    return (await openGit(directory).raw(['rev-parse', '--show-prefix'])).replace(/\n$/, '');
  } catch (error) {
    if (error instanceof GitFailed) return '';
    throw error;
  }
}
