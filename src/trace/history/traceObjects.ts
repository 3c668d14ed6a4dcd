import type { Place } from '../place.ts';
import type { Repository } from '../repository.ts';
import { finderOf, type KeyForm } from '../search/keyForms.ts';
import type { ObjectStream } from '../search/objectStream.ts';
import { howStored } from '../search/objects.ts';
import { CommitPlaces } from './commitPlaces.ts';
import { readRefs, refsThatReach } from './refs.ts';
import { walkHistory } from './walkHistory.ts';

/** What an object store says of a key. */
export interface StoreTrace {
  places: Place[];
  /** Refs from which it is reached. */
  refs: string[];
}

/**
 * Tells of each object with the key where it belongs: to a file of some commits, to a commit, to a tag, to nothing.
 *
 * @param told ids of objects of which a place tells already: they are staged
 * @param shown makes a name safe to report
 */
export async function traceObjects(
  repository: Repository,
  { hits, commits }: ObjectStream,
  {
    forms,
    told,
    shown,
  }: { forms: readonly KeyForm[]; told: ReadonlySet<string>; shown: (text: string) => string },
): Promise<StoreTrace> {
  if (hits.size === 0) return { places: [], refs: [] };
  const storedOf = (id: string) => howStored(repository, id);
  const inCommits = new CommitPlaces(hits, {
    hasKey: finderOf(forms),
    shown,
    storedOf,
  });
  const history = await readRefs(repository);
  await walkHistory(repository, history, commits, inCommits);
  const places = inCommits.places;
  const known = new Set([...told, ...inCommits.told]);
  const refs = new Set(await refsThatReach(repository, history.refs, inCommits.commits));
  for (const { name, ids, isRemote } of history.refs) {
    // A tag, or a file that a ref names without a commit.
    const hit = ids.map((id) => hits.get(id)).find((object) => object && object.type !== 'commit');
    if (!hit) continue;
    known.add(hit.id);
    refs.add(name);
    const reach = isRemote ? 'remote' : 'ref';
    places.push({ kind: 'tag', ref: shown(name), reach, encoding: hit.encoding, stored: storedOf(hit.id) });
  }
  const isNamed = places.some(({ kind }) => kind === 'name');
  for (const { id, type, encoding } of hits.values()) {
    // A tree holds the key in a name, of which the commits tell that have it.
    if (type === 'commit' || (type === 'tree' && isNamed) || known.has(id)) continue;
    places.push({ kind: 'object', id, type, encoding, stored: storedOf(id) });
  }
  return { places, refs: [...refs].map(shown) };
}
