import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { StagedFile } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import { openGit } from '../run/git.ts';
import { whyGitFailed } from '../run/gitFailure.ts';
import { hasHead } from './hasHead.ts';
import { topLevel } from './topLevel.ts';

/** Selects staged files. */
export type FileFilter = (file: StagedFile) => boolean;

/**
 * Turns the paths of a command line into a filter. They are never handed to git's command line, which 20,000 of
 * them would overflow.
 *
 * @param directory what relative paths are relative to
 * @param paths files and folders; none means everything
 * @throws CannotScan for a path outside the repository, and for one that neither git nor the disk knows
 */
export async function resolvePaths(directory: string, paths: readonly string[]): Promise<FileFilter> {
  if (paths.length === 0) return () => true;
  const top = realpathSync(await topLevel(directory));
  const filters = (await resolveNames(top, directory, paths)).map(isAtOrBelow);
  return ({ path }) => filters.some((isWanted) => isWanted(path));
}

/**
 * The names, relative to the top folder, of paths of a command line; the empty one is the top folder itself.
 *
 * @param top the top folder, its links followed
 * @param directory what relative paths are relative to
 * @throws CannotScan for a path outside the repository, and for one that neither git nor the disk knows
 */
export async function resolveNames(
  top: string,
  directory: string,
  paths: readonly string[],
): Promise<string[]> {
  const names: string[] = [];
  let trackedNames: string[] | undefined;
  for (const path of paths) {
    const inside = relative(top, realLocation(resolve(directory, path), top));
    if (leadsOutside(inside)) {
      throw new CannotScan(
        `${JSON.stringify(path)} is outside this repository.`,
        'Name files and folders of the repository that you are in.',
      );
    }
    const name = inside.split(sep).join('/');
    if (lstatSync(join(top, inside), { throwIfNoEntry: false }) === undefined) {
      trackedNames ??= await listTrackedNames(top);
      if (!trackedNames.some(isAtOrBelow(name))) {
        throw new CannotScan(
          `${JSON.stringify(path)} is neither staged nor in the working tree.`,
          'Check its spelling; paths are relative to the current folder.',
        );
      }
    }
    names.push(name);
  }
  return names;
}

/** Whether a path, as `relative` gives it, leads out of the folder that it is relative to; `..a` is a name in it. */
export function leadsOutside(inside: string): boolean {
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

/** Whether a path is the one named or in the folder named; the empty name is the top folder. */
export function isAtOrBelow(name: string): (path: string) => boolean {
  return (path) => name === '' || path === name || path.startsWith(`${name}/`);
}

/** A path with the links of its folders followed, but not one that it is itself: git tracks links as links. */
function realLocation(path: string, top: string): string {
  try {
    if (realpathSync.native(path) === top) return top;
  } catch {
    // Not on disk: a staged file that was removed, or a name that is checked further on.
  }
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    // A folder that is not on disk any more; it may still be staged.
    return path;
  }
}

/**
 * All names in the index and in HEAD, where a staged deletion still stands. git is not asked for one name: with
 * `NODE_DEBUG=child_process` node prints every command line, and the name may hold a key.
 */
async function listTrackedNames(top: string): Promise<string[]> {
  const git = openGit(top);
  try {
    const staged = await git.raw(['ls-files', '-z']);
    const committed = (await hasHead(top))
      ? await git.raw(['ls-tree', '-r', '-z', '--full-tree', '--name-only', 'HEAD'])
      : '';
    return `${staged}${committed}`.split('\0').filter(Boolean);
  } catch (error) {
    throw await whyGitFailed(
      error,
      top,
      'git could not list the names of the files.',
      'Run `git status` and `git fsck`, mend what they name, then try again.',
    );
  }
}
