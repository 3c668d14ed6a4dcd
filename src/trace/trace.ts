import type { GivenKey } from '../rules/givenKey.ts';
import { traceObjects } from './history/traceObjects.ts';
import type { Place, Trace } from './place.ts';
import { type Repository, readRepository } from './repository.ts';
import { FileSearch } from './search/files.ts';
import { searchGitFolder } from './search/gitFolder.ts';
import { keyForms } from './search/keyForms.ts';
import { searchObjects } from './search/objects.ts';
import { searchWorkingTree } from './search/workingTrees.ts';
import { situationOf } from './situation.ts';
import { withoutKey } from './withoutKey.ts';

/**
 * Finds every place of a repository where a key stands: working trees, with what git ignores; indexes; stashes;
 * every commit, reachable or not; tags; what git keeps for itself.
 *
 * Git streams all its objects once; only where one of them holds the key is the history walked, to tell the commits.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan when git fails
 */
export async function trace(key: GivenKey, directory: string): Promise<Trace> {
  const forms = keyForms(key.secret);
  const shown = withoutKey(key);
  const repository = await readRepository(directory);
  const { workingTrees, hasRemotes } = repository;
  const objects = await searchObjects(repository, forms);
  const search = new FileSearch(forms);
  const told = new Set<string>();
  const places: Place[] = [];
  const submodules: string[] = [];
  for (const top of workingTrees) {
    const others = workingTrees.filter((other) => other !== top);
    const tree = await searchWorkingTree(top, others, { search, hits: objects.hits, shown });
    places.push(...tree.places);
    submodules.push(...tree.submodules);
    for (const id of tree.told) told.add(id);
  }
  places.push(...(await searchGitFolder(repository, forms, search, shown)));
  const store = await traceObjects(repository, objects, { forms, told, shown });
  places.push(...store.places);
  const limits = limitsOf(repository, search.unreadable.map(shown));
  return {
    situation: situationOf({ places, limits, hasRemotes, refs: store.refs }),
    isKnownToGit: places.some((place) => place.kind !== 'file' || place.state === 'tracked'),
    places,
    refs: store.refs,
    limits,
    notes: notesOf(repository, submodules),
    searched: { objects: objects.objects, commits: objects.commits.size, files: search.files },
  };
}

function limitsOf({ isShallow, isPartial }: Repository, unreadable: readonly string[]): string[] {
  return [
    ...(isShallow ? ['This clone is shallow: older commits are not here (`git fetch --unshallow`).'] : []),
    ...(isPartial ? ['This clone is partial: files of some commits are not here.'] : []),
    ...unreadable.map((path) => `This could not be read: ${path}`),
  ];
}

function notesOf({ hasAlternates }: Repository, submodules: readonly string[]): string[] {
  return [
    ...(hasAlternates ? ['Objects are borrowed from another repository, which has them too.'] : []),
    ...submodules.map((path) => `A submodule is a repository of its own; ask there too: ${path}`),
  ];
}
