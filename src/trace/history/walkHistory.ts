import { ask } from '../ask.ts';
import type { Reach } from '../place.ts';
import type { Repository } from '../repository.ts';
import { type Commit, LOG_FORMAT, LogStream } from './logStream.ts';
import type { Ref, RefHistory } from './refs.ts';

const STASH = 'refs/stash';

/** Every flag is there because a setting without it changes what git prints. */
const LOG_ARGUMENTS: readonly string[] = [
  'log',
  '--no-show-signature',
  '--encoding=UTF-8',
  '-z',
  '--raw',
  '-c', // of a merge, what is in none of its parents
  '--root',
  '--no-abbrev',
  '--no-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-relative',
  '--no-notes',
  '--no-mailmap',
  '--no-decorate',
  '-O/dev/null',
  '--ignore-submodules=none',
  `--format=${LOG_FORMAT}`,
];

/** Takes each commit, and each change of it, with the farthest place from where the commit is reached. */
export interface HistorySink {
  onCommit(commit: Commit, reach: Reach): void;
  onChange(commit: Commit, reach: Reach, blob: string, path: string): void;
}

/**
 * Walks all commits that are stored, each once: first what remotes have or had, then what is reached from elsewhere.
 *
 * @param stored ids of all commits
 * @throws CannotScan when git cannot walk them
 */
export async function walkHistory(
  { directory }: Repository,
  { refs, before }: RefHistory,
  stored: ReadonlySet<string>,
  sink: HistorySink,
): Promise<void> {
  const left = new Set(stored);
  const walk = async (reach: Reach, { all = [], tips = [], known = [] }: Selection) => {
    if (left.size === 0 || all.length + tips.length === 0) return;
    let isNew = false;
    const stream = new LogStream(
      (commit) => {
        isNew = left.delete(commit.id);
        if (isNew) sink.onCommit(commit, reach);
      },
      (commit, blob, path) => {
        if (isNew) sink.onChange(commit, reach, blob, path);
      },
    );
    // Without a line to read git would wait for one.
    const ids = [...tips, ...known.map((id) => `^${id}`)];
    const stdin =
      ids.length > 0 ? { flag: ['--stdin'], input: ids.map((id) => `${id}\n`).join('') } : { flag: [] };
    await ask(
      directory,
      [...LOG_ARGUMENTS, ...all, ...stdin.flag],
      (chunk) => stream.push(chunk),
      stdin.input,
    );
  };
  const tipsOf = (wanted: (ref: Ref) => boolean, from: readonly Ref[]) =>
    from.filter(wanted).flatMap(({ ids }) => ids.filter((id) => stored.has(id)));

  const everything = [...refs, ...before];
  const remote = tipsOf(({ isRemote }) => isRemote, everything);
  const stash = tipsOf(({ name }) => name === STASH, everything);
  const other = tipsOf(({ name }) => name !== STASH, refs);
  await walk('remote', { tips: remote });
  await walk('ref', { all: [`--exclude=${STASH}`, '--all'], known: remote });
  await walk('stash', { tips: stash, known: [...remote, ...other] });
  // Without a reflog `--reflog` alone fails.
  await walk('reflog', { all: ['--all', '--reflog'], known: [...remote, ...other, ...stash] });
  await walk('unreachable', { all: ['--no-walk=unsorted'], tips: [...left] });
}

interface Selection {
  /** Options that select commits by themselves. */
  all?: readonly string[];
  tips?: readonly string[];
  /** What was walked before. */
  known?: readonly string[];
}
