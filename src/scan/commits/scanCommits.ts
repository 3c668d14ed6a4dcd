import type { Configuration } from '../../allow/configuration.ts';
import type { Finding } from '../../detect/finding.ts';
import type { Judgement } from '../../detect/judge.ts';
import { MalformedDiff } from '../../diff/malformedDiff.ts';
import { CannotScan } from '../../errors.ts';
import { readSurroundings } from '../../git/blobs/readSurroundings.ts';
import { countCommits, orderCommits, type Revisions } from '../../git/commits/commitLog.ts';
import { explainLogFailure } from '../../git/commits/commitLogFailure.ts';
import type { RefTip } from '../../git/commits/commitTips.ts';
import { redactAuthor } from '../../rules/redact.ts';
import type { ScanResult, ScanSummary } from '../scanResult.ts';
import { settle } from '../settle.ts';
import { groupByKey } from './groupByKey.ts';
import { type CommitCandidates, ReadCommits, readCommits } from './readCommits.ts';
import { readMerges } from './readMerges.ts';
import { readObjects } from './readObjects.ts';

/** How far a scan of commits has come. */
export interface CommitProgress {
  /** Commits that were read. */
  commits: number;
  /** How many there are; absent until git has counted them. */
  total?: number;
}

/** What every scan of commits can be told. */
export interface ScanCommitsOptions {
  /** Anywhere inside the repository; the current directory by default. */
  cwd?: string;
  /** Honour comments such as `baseten-key-guard:allow`; true by default. */
  inlineAllow?: boolean;
  /** Read the configuration from this file, relative to `cwd`, instead of from the newest commit. */
  config?: string;
  /** Is told what was read, for a person who looks for a fault: counts and times, nothing from a file. */
  log?: (line: string) => void;
  /** Is told how far the scan has come, after each commit. */
  onProgress?: (progress: CommitProgress) => void;
  /** Ends the scan early: it reports what it has found so far, marked `partial`. */
  signal?: AbortSignal;
}

/** Which commits are scanned, and as what. */
export interface CommitSelection {
  mode: ScanSummary['mode'];
  revisions: Revisions;
  /** What is scanned besides: what refs stand at that is no commit. */
  objects?: readonly RefTip[];
  /** Full names of refs that are to be looked at themselves. */
  refNames?: readonly string[];
  configuration: Configuration;
  /** Commits whose parents this clone does not have. */
  shallowCommits: ReadonlySet<string>;
}

/**
 * Scans the lines that each of some commits adds, and their messages.
 *
 * @throws CannotScan when not everything asked for could be scanned
 */
export async function scanCommits(
  { mode, revisions, objects = [], refNames = [], configuration, shallowCommits }: CommitSelection,
  options: ScanCommitsOptions,
): Promise<ScanResult> {
  const { cwd = process.cwd(), inlineAllow = true, onProgress, signal } = options;
  const started = performance.now();
  const progress: CommitProgress = { commits: 0 };
  let isShallow = false as boolean; // set in a callback
  const read = new ReadCommits(({ id }) => {
    isShallow ||= shallowCommits.has(id);
    progress.commits++;
    onProgress?.({ ...progress });
  });
  const isPartial = await untilInterrupted(signal, async (stop) => {
    const count = (kind: string) => countCommits(cwd, kind, revisions, stop);
    // git would wait for revisions that never come.
    const isEmpty = revisions.ids.length === 0;
    const [commits, merges] = isEmpty ? [0, 0] : await Promise.all([count('--no-merges'), count('--merges')]);
    progress.total = commits + merges;
    await Promise.all([
      commits > 0 && readCommits(cwd, revisions, commits, read, stop),
      merges > 0 && readMerges(cwd, revisions, read, stop),
    ]);
    if (read.commits !== progress.total) {
      throw new CannotScan(
        `git printed ${read.commits} of ${progress.total} commits.`,
        'Run `git fsck`, mend what it names, then try again.',
      );
    }
    await readObjects(cwd, objects, read);
    for (const ref of refNames) read.addRefName(ref);
  });
  const candidates = await inOrder(read.candidates, cwd, revisions);
  options.log?.(
    `${read.commits} commits, ${read.addedLines} added lines, ${read.bytes} bytes, ${candidates.length} of them with candidates`,
  );
  const judgement = await judgeCommits(candidates, cwd, configuration, inlineAllow);
  return {
    scan: {
      mode,
      commits: read.commits,
      files: read.files,
      addedLines: read.addedLines,
      bytes: read.bytes,
      ...(isPartial && { partial: true as const }),
      ...(isShallow && { shallow: true as const }),
      durationMs: Math.round(performance.now() - started),
    },
    configurationFile: configuration.file,
    ...judgement,
    groups: groupByKey(judgement.findings),
  };
}

/** Each commit after its parents, and what is in no commit before them all. */
async function inOrder(
  candidates: ReadonlySet<CommitCandidates>,
  cwd: string,
  revisions: Revisions,
): Promise<CommitCandidates[]> {
  const ids = new Set([...candidates].flatMap(({ commit }) => commit?.id ?? []));
  const places = ids.size < 2 ? new Map<string, number>() : await orderCommits(cwd, revisions, ids);
  const placeOf = ({ commit }: CommitCandidates) => (commit ? (places.get(commit.id) ?? 0) : -1);
  return [...candidates].sort((a, b) => placeOf(a) - placeOf(b));
}

/** After this time, in milliseconds, a git that the terminal has interrupted was interrupted for us too. */
const GRACE_MS = 200;

/**
 * @param read takes a signal that also stops the other gits when one has failed
 * @returns whether it was interrupted
 */
async function untilInterrupted(
  signal: AbortSignal | undefined,
  read: (stop: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const failed = new AbortController();
  try {
    await read(AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]));
    return false;
  } catch (error) {
    failed.abort();
    // Ctrl-C reaches git as it reaches us, and its end may be known before its cause is.
    if (signal && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    if (signal?.aborted) return true;
    if (error instanceof MalformedDiff) {
      throw new CannotScan(
        `git's log could not be read: ${error.message}.`,
        'Run `git fsck`; if it finds nothing, report this with the output of `git --version`.',
        { cause: error },
      );
    }
    throw explainLogFailure(error);
  }
}

/** Decides on the candidates commit by commit: the same place in another commit is another finding. */
async function judgeCommits(
  all: readonly CommitCandidates[],
  cwd: string,
  configuration: Configuration,
  isInlineAllowed: boolean,
): Promise<Judgement> {
  const undecided = all
    .flatMap(({ detections }) => detections)
    .filter(({ file }) => !configuration.excludes(file.path));
  const surroundingsOf = await readSurroundings(cwd, undecided);
  const judgement: Judgement = { findings: [], suppressed: [] };
  for (const { commit, detections, certain } of all) {
    const { findings, suppressed } = await settle(
      { detections, certain },
      { configuration, isInlineAllowed },
      async () => surroundingsOf,
    );
    const who = commit && { commit: commit.id, author: redactAuthor(commit.author), date: commit.date };
    const ofCommit = <T extends Finding>(finding: T): T => ({ ...finding, ...who });
    judgement.findings.push(...findings.map(ofCommit));
    judgement.suppressed.push(...suppressed.map(ofCommit));
  }
  return judgement;
}
