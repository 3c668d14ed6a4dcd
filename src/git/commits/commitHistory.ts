import { existsSync, readFileSync } from 'node:fs';
import { CannotScan } from '../../errors.ts';
import { GitFailed, openGit } from '../run/git.ts';

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
    if (!(error instanceof GitFailed)) throw error;
    const said = error.stderr.split('\n').find((line) => line.startsWith('fatal:'));
    throw new CannotScan(
      said ?? 'git was not found on the PATH, or this is not a git repository.',
      'Run this inside the repository whose history is to be scanned.',
      { cause: error },
    );
  }
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
