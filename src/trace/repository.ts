import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CannotScan } from '../errors.ts';
import { GitFailed } from '../git/run/git.ts';
import { WRONG_USAGE } from '../git/run/gitFailure.ts';
import { answer, lines, words } from './ask.ts';

/** Where a repository keeps what is to be searched. */
export interface Repository {
  /** Where git is asked. */
  directory: string;
  /** The folder that all working trees share. */
  gitFolder: string;
  objectFolder: string;
  /** The top folders of the working trees that exist; none in a bare repository. */
  workingTrees: string[];
  /** Objects of another repository are read as if they were this one's. */
  hasAlternates: boolean;
  isShallow: boolean;
  isPartial: boolean;
  hasRemotes: boolean;
  /** What the names of refs begin with that say what a remote has. */
  remoteRefs: string[];
  /** Git's settings, of every file that it reads. */
  settings: Setting[];
}

export interface Setting {
  /** As git says it: `file:.git/config`. */
  origin: string;
  name: string;
  value: string;
}

/** @throws CannotScan where there is no repository */
export async function readRepository(directory: string): Promise<Repository> {
  const objectFolder = resolve(directory, await revParse(directory, '--git-path', 'objects'));
  const settings = await readSettings(directory);
  const values = (name: RegExp) => settings.filter((one) => name.test(one.name)).map(({ value }) => value);
  return {
    directory,
    gitFolder: resolve(directory, await revParse(directory, '--git-common-dir')),
    objectFolder,
    workingTrees: await readWorkingTrees(directory),
    hasAlternates:
      existsSync(join(objectFolder, 'info', 'alternates')) ||
      Boolean(process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES),
    isShallow: (await revParse(directory, '--is-shallow-repository')) === 'true',
    isPartial: values(/^extensions\.partialclone$|^remote\..*\.promisor$/i).length > 0,
    hasRemotes: values(/^remote\..*\.(?:push)?url$/i).length > 0,
    remoteRefs: ['refs/remotes/', ...values(/^remote\..*\.fetch$/i).flatMap(destination)],
    settings,
  };
}

/** One answer at a time: a path may hold a line end. */
async function revParse(directory: string, ...question: string[]): Promise<string> {
  return (await answer(directory, ['rev-parse', ...question])).replace(/\n$/, '');
}

/** `+refs/heads/*:refs/remotes/origin/*`: the refs on the right say what the remote has. */
function destination(refspec: string): string[] {
  const target = refspec.split(':')[1]?.replace(/\*.*$/, '');
  return target ? [target] : [];
}

/** `<origin>` NUL `<name>` LF `<value>` NUL; a name alone is a true one. */
async function readSettings(directory: string): Promise<Setting[]> {
  const pairs = await words(directory, ['config', '--null', '--list', '--show-origin']);
  const settings: Setting[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const [name = '', ...value] = pairs[at + 1]?.split('\n') ?? [];
    settings.push({ origin: pairs[at] ?? '', name, value: value.join('\n') });
  }
  return settings;
}

async function readWorkingTrees(directory: string): Promise<string[]> {
  const isInside = (await revParse(directory, '--is-inside-work-tree')) === 'true';
  const own = isInside ? [await revParse(directory, '--show-toplevel')] : [];
  const listed = (await listWorkingTrees(directory))
    .filter((line) => line.startsWith('worktree '))
    .map((line) => line.slice('worktree '.length));
  const existing = [...own, ...listed].filter((folder) => existsSync(join(folder, '.git')));
  return [...new Set(existing.map((folder) => realpathSync(folder)))];
}

/** git before 2.36 knows no `-z`, and cuts a path that holds a line end. */
async function listWorkingTrees(directory: string): Promise<string[]> {
  const list = ['worktree', 'list', '--porcelain'];
  try {
    return await words(directory, [...list, '-z']);
  } catch (error) {
    const { cause } = error as CannotScan;
    if (cause instanceof GitFailed && cause.exitCode === WRONG_USAGE) return lines(directory, list);
    throw error;
  }
}
