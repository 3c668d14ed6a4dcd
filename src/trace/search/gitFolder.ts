import { basename, dirname, join, resolve } from 'node:path';
import type { Place } from '../place.ts';
import type { Repository } from '../repository.ts';
import { byPath, type FileSearch, type HitFile } from './files.ts';
import { finderOf, type KeyForm } from './keyForms.ts';

/**
 * Searches what git keeps for itself: settings, hooks, reflogs, the message of the last commit, the files of
 * extensions such as LFS. Objects are searched by git; a submodule's folder is a repository of its own.
 *
 * @param shown makes a name safe to report
 */
export async function searchGitFolder(
  { gitFolder, objectFolder, settings, directory }: Repository,
  forms: readonly KeyForm[],
  search: FileSearch,
  shown: (text: string) => string,
): Promise<Place[]> {
  const hasKey = finderOf(forms);
  const found = settings.filter(({ name, value }) => hasKey(name) || hasKey(value));
  const fileOf = (origin: string) => origin.replace(/^file:/, '');
  const places: Place[] = found.map(({ origin, name }) => ({
    kind: 'setting',
    setting: shown(name),
    file: shown(fileOf(origin)),
  }));
  // These are told of by the setting's name.
  const told = new Set(found.map(({ origin }) => resolve(directory, fileOf(origin))));
  const isSkipped = (path: string) =>
    path === objectFolder ||
    path === join(gitFolder, 'modules') ||
    basename(path) === 'index' ||
    told.has(path);
  const start = basename(gitFolder) === '.git' ? dirname(gitFolder) : gitFolder;
  const prefix = start === gitFolder ? '' : '.git/';
  const files: HitFile[] = [];
  for await (const file of search.below(gitFolder, isSkipped)) files.push(file);
  for (const { path, encoding } of files.sort(byPath)) {
    places.push({ kind: 'git', path: shown(prefix + path), encoding });
  }
  return places;
}
