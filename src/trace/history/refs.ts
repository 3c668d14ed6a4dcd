import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from '../ask.ts';
import type { Repository } from '../repository.ts';

export interface Ref {
  name: string;
  /** What it names, and what that names in turn, where it is a tag. */
  ids: string[];
  /** Whether it says what a remote has. */
  isRemote: boolean;
}

/** Refs as they are, and what they were before. */
export interface RefHistory {
  refs: Ref[];
  before: Ref[];
}

/** All refs, and what they were before as far as their reflogs tell. */
export async function readRefs(repository: Repository): Promise<RefHistory> {
  const { directory, gitFolder, remoteRefs } = repository;
  const isRemote = (name: string) => remoteRefs.some((start) => name.startsWith(start));
  const refs = await lines(directory, ['for-each-ref', '--format=%(objectname) %(*objectname) %(refname)']);
  const reflogs =
    refs.length === 0
      ? []
      : // `%gD` is `refs/heads/main@{3}`.
        await lines(directory, ['log', '--walk-reflogs', '--all', '--format=%H  %gD', '--no-show-signature']);
  const read = (line: string): Ref => {
    const [id = '', inner = '', ...name] = line.split(' ');
    const ref = name.join(' ').replace(/@\{[^}]*\}$/, '');
    return { name: ref, ids: [id, inner].filter(Boolean), isRemote: isRemote(ref) };
  };
  return { refs: refs.map(read), before: [...reflogs.map(read), ...lastFetched(gitFolder)] };
}

/** What was fetched last, from an address without a remote's name too: `<id>` TAB, and where it is from. */
function lastFetched(gitFolder: string): Ref[] {
  const path = join(gitFolder, 'FETCH_HEAD');
  if (!existsSync(path)) return [];
  const ids = readFileSync(path, 'latin1').match(/^[0-9a-f]{40,64}(?=\t)/gm) ?? [];
  return ids.map((id) => ({ name: 'FETCH_HEAD', ids: [id], isRemote: true }));
}

/** So many ids go on one command line. */
const BATCH = 200;

/**
 * The refs from which one of the commits is reached. The oldest are asked first: what reaches a newer one mostly
 * reaches them, and where every ref does there is nothing more to ask.
 *
 * @param commits ids, oldest first
 */
export async function refsThatReach(
  { directory }: Repository,
  refs: readonly Ref[],
  commits: readonly string[],
): Promise<string[]> {
  const reaching = new Set<string>();
  for (let at = 0; at < commits.length && reaching.size < refs.length; at += BATCH) {
    const contains = commits.slice(at, at + BATCH).flatMap((id) => ['--contains', id]);
    for (const name of await lines(directory, ['for-each-ref', '--format=%(refname)', ...contains])) {
      reaching.add(name);
    }
  }
  return [...reaching];
}
