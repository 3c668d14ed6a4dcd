import { existsSync, readFileSync } from 'node:fs';
import { CannotScan } from '../../errors.ts';
import { openGit } from '../run/git.ts';
import { whyGitFailed } from '../run/gitFailure.ts';

/**
 * Reads which commits of a shallow clone have parents that it does not have; none in a whole one.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan where there is no repository, and where grafts show another history than the one that is pushed
 */
export async function readShallowCommits(directory: string): Promise<ReadonlySet<string>> {
  const [shallow = '', grafts = ''] = await historyFiles(directory);
  if (readIfThere(grafts).trim() !== '') {
    throw new CannotScan(
      'info/grafts shows another history than the one that is pushed.',
      'Turn it into replace refs with `git replace --convert-graft-file`, then try again.',
    );
  }
  return new Set(readIfThere(shallow).split('\n').filter(Boolean));
}

/** @see https://git-scm.com/docs/gitrepository-layout */
async function historyFiles(directory: string): Promise<string[]> {
  const args = ['rev-parse', '--path-format=absolute', '--git-path', 'shallow', '--git-path', 'info/grafts'];
  try {
    return (await openGit(directory).raw(args)).split('\n');
  } catch (error) {
    throw await whyGitFailed(
      error,
      directory,
      'git could not tell where it keeps what it knows of the history.',
      'Run `git status` and `git fsck`, mend what they name, then try again.',
    );
  }
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
