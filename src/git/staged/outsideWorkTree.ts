import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, parse, resolve } from 'node:path';
import { PATH_VARIABLES } from '../run/environment.ts';
import { openGit } from '../run/git.ts';

/** Where a git stands that works on a repository without seeing its working tree. */
export interface Standpoint {
  directory: string;
  /** What stands between `git` and its command. */
  arguments: readonly string[];
  /** Variables that have to say something else there. */
  variables: Readonly<Record<string, string>>;
}

/**
 * A place from which git can read the index and no file of the working tree.
 *
 * `git diff --cached` reads the file on the disk in the place of the staged one where size and times say that the two
 * are the same (`reuse_worktree_file` in git's diff.c). They lie where a file is written twice within a second: the
 * key that was staged in between is committed unseen. No setting turns this off. With the root of the file system
 * for its work tree git goes there before it looks for `src/a.py`, and what it finds, if anything, is another file.
 * That takes no process more, and is the root of the drive under Windows.
 *
 * @param directory anywhere inside the repository
 * @throws GitFailed where git has to be asked, and fails
 */
export async function outsideWorkTree(directory: string): Promise<Standpoint> {
  const variables = await absolutePaths(directory);
  const { root } = parse(resolve(directory));
  if (!mayBeWorkTree(root, directory)) {
    return { directory, arguments: [`--work-tree=${root}`], variables };
  }
  const gitDirectory = await ask(directory, '--absolute-git-dir');
  return {
    directory: gitDirectory,
    arguments: [`--git-dir=${gitDirectory}`, `--work-tree=${gitDirectory}`],
    variables,
  };
}

/** Whether the root itself is kept in the repository, as whole machines and drives are. A hook runs at the top. */
function mayBeWorkTree(root: string, directory: string): boolean {
  const { GIT_WORK_TREE } = process.env;
  return (
    resolve(directory) === root ||
    existsSync(join(root, '.git')) ||
    (GIT_WORK_TREE !== undefined && resolve(directory, GIT_WORK_TREE) === root)
  );
}

/** Paths in variables, where they are relative: in a hook `GIT_INDEX_FILE` is `.git/index`. */
async function absolutePaths(directory: string): Promise<Record<string, string>> {
  const found = PATH_VARIABLES.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return !value || paths(name, value).every(isAbsolute) ? [] : [[name, value]];
  });
  if (found.length === 0) return {};
  const base = await whereGitWorks(directory);
  return Object.fromEntries(
    found.map(([name, value]) => [
      name,
      paths(name, value)
        .map((path) => resolve(base, path))
        .join(delimiter),
    ]),
  );
}

function paths(name: string, value: string): string[] {
  return name === 'GIT_ALTERNATE_OBJECT_DIRECTORIES' ? value.split(delimiter).filter(Boolean) : [value];
}

/** What git takes relative paths relative to: the top of the work tree if it is inside, where it was called if not. */
async function whereGitWorks(directory: string): Promise<string> {
  const { GIT_DIR, GIT_INDEX_FILE } = process.env;
  const isTop =
    GIT_DIR === undefined &&
    existsSync(join(directory, '.git')) &&
    existsSync(resolve(directory, GIT_INDEX_FILE ?? '.'));
  if (isTop) return resolve(directory);
  return resolve(directory, await ask(directory, '--show-cdup'));
}

async function ask(directory: string, question: string): Promise<string> {
  return (await openGit(directory).raw(['rev-parse', question])).replace(/\n$/, '');
}
