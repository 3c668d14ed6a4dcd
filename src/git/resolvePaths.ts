import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { StagedFile } from '../diff/stagedFile.ts';
import { CannotScan } from '../errors.ts';
import { openGit } from './git.ts';
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
  const git = openGit(directory);
  const top = realpathSync(await topLevel(directory));
  const wanted: string[] = [];
  for (const path of paths) {
    const inside = relative(top, realLocation(resolve(directory, path), top));
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw new CannotScan(
        `${JSON.stringify(path)} is outside this repository.`,
        'Name files and folders of the repository that you are in.',
      );
    }
    const name = inside.split(sep).join('/');
    const isKnown =
      lstatSync(join(top, inside), { throwIfNoEntry: false }) !== undefined ||
      (await git.raw(['ls-files', '-z', '--', `:(top,literal)${name}`])) !== '';
    // A staged deletion stands in HEAD only, and adds no lines.
    if (!isKnown && !(await isInHead(directory, name))) {
      throw new CannotScan(
        `${JSON.stringify(path)} is neither staged nor in the working tree.`,
        'Check its spelling; paths are relative to the current folder.',
      );
    }
    wanted.push(name);
  }
  return ({ path }) => wanted.some((name) => name === '' || path === name || path.startsWith(`${name}/`));
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

async function isInHead(directory: string, name: string): Promise<boolean> {
  const listed = openGit(directory).raw(['ls-tree', '--full-tree', '--name-only', '-z', 'HEAD', '--', name]);
  return listed.then(
    (output) => output !== '',
    () => false, // no HEAD yet
  );
}
