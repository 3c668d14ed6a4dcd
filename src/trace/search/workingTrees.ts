import { basename } from 'node:path';
import { SUBMODULE_MODE } from '../../diff/rawEntries.ts';
import type { CannotScan } from '../../errors.ts';
import { GitFailed } from '../../git/run/git.ts';
import { words } from '../ask.ts';
import type { Place } from '../place.ts';
import { byPath, type FileSearch, type HitFile } from './files.ts';
import type { HitObject } from './objectStream.ts';

/** What is known of a working tree's files by its index. */
interface Index {
  /** Paths of the files that git tracks, with their blobs. */
  entries: { blob: string; path: string }[];
  /** Paths of submodules, which have an index of their own. */
  submodules: string[];
}

/** What was found in one working tree. */
export interface TreeTrace {
  places: Place[];
  /** Ids of the objects of which a place tells. */
  told: string[];
  submodules: string[];
}

/**
 * Searches a working tree, with all that git ignores, and tells which hits its index holds.
 *
 * @param top its top folder
 * @param others top folders of the other working trees, which may stand inside this one
 * @param shown makes a name safe to report
 */
export async function searchWorkingTree(
  top: string,
  others: readonly string[],
  {
    search,
    hits,
    shown,
  }: { search: FileSearch; hits: ReadonlyMap<string, HitObject>; shown: (text: string) => string },
): Promise<TreeTrace> {
  const index = await readIndex(top);
  const isSkipped = (path: string) => basename(path) === '.git' || others.includes(path);
  const files: HitFile[] = [];
  for await (const file of search.below(top, isSkipped)) files.push(file);
  const places: Place[] = [];
  const told: string[] = [];
  for (const { blob, path } of index.entries) {
    const hit = hits.get(blob);
    if (!hit) continue;
    told.push(blob);
    places.push({ kind: 'index', path: shown(path), encoding: hit.encoding });
  }
  const stateOf = await readStates(top, index, files);
  for (const { path, encoding } of files.sort(byPath)) {
    places.push({ kind: 'file', path: shown(path), state: stateOf(path), encoding });
  }
  return { places, told, submodules: index.submodules.map(shown) };
}

/** `<mode> <id> <stage>` TAB `<path>` NUL */
async function readIndex(top: string): Promise<Index> {
  const index: Index = { entries: [], submodules: [] };
  for (const entry of await words(top, ['ls-files', '-z', '--stage'])) {
    const [mode, blob = ''] = entry.split(/[ \t]/, 2);
    const path = entry.slice(entry.indexOf('\t') + 1);
    if (mode === SUBMODULE_MODE) index.submodules.push(path);
    else index.entries.push({ blob, path });
  }
  return index;
}

/** Tells how git sees each of the files. */
async function readStates(top: string, { entries, submodules }: Index, files: readonly HitFile[]) {
  const tracked = new Set(entries.map(({ path }) => path));
  const unknown = files.map(({ path }) => path).filter((path) => !tracked.has(path));
  // Git refuses to say anything of a submodule's files.
  const asked = unknown.filter((path) => !submodules.some((submodule) => path.startsWith(`${submodule}/`)));
  const ignored = new Set(await readIgnored(top, asked));
  return (path: string) => (tracked.has(path) ? 'tracked' : ignored.has(path) ? 'ignored' : 'untracked');
}

/** Those of the paths that git ignores. They go in by stdin: a name may hold the key. */
async function readIgnored(top: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  try {
    return await words(top, ['check-ignore', '-z', '--stdin'], paths.map((path) => `${path}\0`).join(''));
  } catch (error) {
    const { cause } = error as CannotScan;
    if (cause instanceof GitFailed && cause.exitCode === 1) return []; // none of them
    throw error;
  }
}
