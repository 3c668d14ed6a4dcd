import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  const [common = '', objects = '', shallow] = (
    await answer(directory, [
      'rev-parse',
      '--git-common-dir',
      '--git-path',
      'objects',
      '--is-shallow-repository',
    ])
  ).split('\n');
  const objectFolder = resolve(directory, objects);
  const settings = await readSettings(directory);
  const values = (name: RegExp) => settings.filter((one) => name.test(one.name)).map(({ value }) => value);
  return {
    directory,
    gitFolder: resolve(directory, common),
    objectFolder,
    workingTrees: await readWorkingTrees(directory),
    hasAlternates:
      existsSync(join(objectFolder, 'info', 'alternates')) ||
      Boolean(process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES),
    isShallow: shallow === 'true',
    isPartial: values(/^extensions\.partialclone$|^remote\..*\.promisor$/i).length > 0,
    hasRemotes: values(/^remote\..*\.(?:push)?url$/i).length > 0,
    remoteRefs: ['refs/remotes/', ...values(/^remote\..*\.fetch$/i).flatMap(destination)],
    settings,
  };
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
  const isInside = (await answer(directory, ['rev-parse', '--is-inside-work-tree'])).trim() === 'true';
  const own = isInside
    ? [(await answer(directory, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '')]
    : [];
  const listed = (await lines(directory, ['worktree', 'list', '--porcelain']))
    .filter((line) => line.startsWith('worktree '))
    .map((line) => line.slice('worktree '.length));
  const existing = [...own, ...listed].filter((folder) => existsSync(join(folder, '.git')));
  return [...new Set(existing.map((folder) => realpathSync(folder)))];
}
