import { COMMIT_FORMAT } from '../../diff/commits/commitHeader.ts';
import { openGit, streamGit } from '../run/git.ts';
import { DIFF_CONFIGURATION, DIFF_FORM } from '../staged/stagedDiff.ts';
import { explainLogFailure } from './commitLogFailure.ts';

/** How the commits of a log are named and told apart, whatever is configured. */
const LOG_FORM: readonly string[] = [
  `--format=${COMMIT_FORMAT}`, // format.pretty
  '--encoding=UTF-8', // i18n.logOutputEncoding
  '--no-show-signature', // log.showSignature prints what gpg says, in front of the commit
  '--no-notes', // notes are commits of a ref of their own
  '--no-decorate',
  '--stdin', // revisions: more than a command line holds, and names that may hold a key
];

/**
 * The git command that reads what each commit with one parent or none adds, in the grammar of `CommitParser`. Its
 * revisions are written to its stdin; more of them may follow as arguments.
 *
 * @see https://git-scm.com/docs/git-log
 */
export const COMMIT_LOG_ARGUMENTS: readonly string[] = [
  ...DIFF_CONFIGURATION,
  '-c',
  'log.showRoot=true', // false hides all that the first commit adds
  'log',
  ...DIFF_FORM,
  '--no-merges', // see MERGE_LOG_ARGUMENTS
  ...LOG_FORM,
];

/** The git command that lists what merges change beyond their parents, in the grammar of `MergeParser`. */
export const MERGE_LOG_ARGUMENTS: readonly string[] = [
  ...DIFF_CONFIGURATION,
  'log',
  '-O/dev/null', // diff.orderFile
  '--merges',
  '-c', // log.diffMerges; only files that differ from those of every parent
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-color',
  '--no-relative',
  '--find-renames', // so that a file that one side moved has a parent on either
  '--ignore-submodules=none',
  ...LOG_FORM,
];

/** The git command that counts what either of them prints, to notice a commit that is missing. */
const COUNT_ARGUMENTS: readonly string[] = ['--no-replace-objects', 'rev-list', '--count', '--stdin'];

/** Which commits: all that can be reached from some, and not from others. */
export interface Revisions {
  /** Object ids, those to be left out behind a `^`. */
  ids: readonly string[];
  /** Options that select commits, such as `--not` and `--remotes=origin`. */
  options: readonly string[];
}

/** What `--stdin` is given. */
export function revisionLines({ ids }: Revisions): string {
  return ids.map((id) => `${id}\n`).join('');
}

/**
 * How many commits there are.
 *
 * @param kind `--merges` or `--no-merges`
 * @throws GitFailed when git cannot tell
 */
export async function countCommits(
  directory: string,
  kind: string,
  revisions: Revisions,
  abort: AbortSignal,
): Promise<number> {
  const git = openGit(directory, { input: revisionLines(revisions), abort });
  return Number(await git.raw([...COUNT_ARGUMENTS, kind, ...revisions.options]));
}

/**
 * The places of some commits among all, each after those of its parents.
 *
 * @throws CannotScan when git cannot tell
 */
export async function orderCommits(
  directory: string,
  revisions: Revisions,
  wanted: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  let rest = '';
  const args = [
    '--no-replace-objects',
    'rev-list',
    '--topo-order',
    '--reverse',
    '--stdin',
    ...revisions.options,
  ];
  try {
    await streamGit(
      directory,
      args,
      (chunk) => {
        const ids = (rest + chunk.toString('latin1')).split('\n');
        rest = ids.pop() ?? '';
        for (const id of ids) if (wanted.has(id)) places.set(id, places.size);
      },
      { input: revisionLines(revisions) },
    );
  } catch (error) {
    throw explainLogFailure(error);
  }
  return places;
}
