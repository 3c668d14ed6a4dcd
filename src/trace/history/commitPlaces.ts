import { type Place, REACHES, type Reach, type Storage } from '../place.ts';
import type { Encoding } from '../search/keyForms.ts';
import type { HitObject } from '../search/objectStream.ts';
import type { Commit } from './logStream.ts';

type CommitPlace = Extract<Place, { commits: number }>;

/**
 * Gathers the commits that hold a key: of a thousand with the key in one file it keeps the first, the last and how
 * many there are.
 */
export class CommitPlaces {
  /** Ids of the objects of which a place tells. */
  readonly told = new Set<string>();
  readonly #hits: ReadonlyMap<string, HitObject>;
  readonly #hasKey: (text: string) => boolean;
  readonly #shown: (text: string) => string;
  readonly #storedOf: (id: string) => Storage;
  readonly #places = new Map<string, CommitPlace>();
  readonly #times = new Map<string, number>();

  constructor(
    hits: ReadonlyMap<string, HitObject>,
    about: {
      hasKey: (text: string) => boolean;
      shown: (text: string) => string;
      storedOf: (id: string) => Storage;
    },
  ) {
    this.#hits = hits;
    this.#hasKey = about.hasKey;
    this.#shown = about.shown;
    this.#storedOf = about.storedOf;
  }

  get places(): Place[] {
    return [...this.#places.values()];
  }

  /** Ids of the commits, oldest first. */
  get commits(): string[] {
    return [...this.#times].sort(([, one], [, other]) => one - other).map(([id]) => id);
  }

  onCommit(commit: Commit, reach: Reach): void {
    const hit = this.#hits.get(commit.id);
    if (!hit) return;
    this.#add('message', commit, reach, (group) => ({ kind: 'message', ...this.#about(hit), ...group }));
  }

  /** @param path as bytes */
  onChange(commit: Commit, reach: Reach, blob: string, path: string): void {
    const hit = this.#hits.get(blob);
    const isNamed = this.#hasKey(path);
    if (!hit && !isNamed) return;
    const shown = this.#shown(Buffer.from(path, 'latin1').toString('utf8'));
    if (hit) {
      this.#add(`history ${path}`, commit, reach, (group) => ({
        kind: 'history',
        path: shown,
        ...this.#about(hit),
        ...group,
      }));
    }
    if (isNamed) {
      this.#add(`name ${path}`, commit, reach, (group) => ({ kind: 'name', path: shown, ...group }));
    }
  }

  #about({ id, encoding }: HitObject): { encoding: Encoding; stored: Storage } {
    this.told.add(id);
    return { encoding, stored: this.#storedOf(id) };
  }

  #add(
    group: string,
    { author, ...rest }: Commit,
    reach: Reach,
    make: (group: { reach: Reach; commits: number; first: Commit; last: Commit }) => CommitPlace,
  ): void {
    const commit = { ...rest, author: this.#shown(author) };
    this.#times.set(commit.id, commit.time);
    const place = make({ reach, commits: 1, first: commit, last: commit });
    const known = this.#places.get(group);
    if (known) merge(known, place);
    else this.#places.set(group, place);
  }
}

function merge(known: CommitPlace, { reach, first: commit }: CommitPlace): void {
  known.commits++;
  // Of two commits of one second git names the newer first.
  if (commit.time <= known.first.time) known.first = commit;
  if (commit.time > known.last.time) known.last = commit;
  if (REACHES.indexOf(reach) < REACHES.indexOf(known.reach)) known.reach = reach;
}
