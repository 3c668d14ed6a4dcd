import { GitFailed, openGit } from '../run/git.ts';

/**
 * Whether the repository has a first commit already.
 *
 * @param directory anywhere inside the repository
 */
export async function hasHead(directory: string): Promise<boolean> {
  try {
    await openGit(directory).raw(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    return true;
  } catch (error) {
    if (error instanceof GitFailed) return false;
    throw error;
  }
}
