import { availableParallelism } from 'node:os';
import { type Detection, detect } from '../../detect/detect.ts';
import type { Finding } from '../../detect/finding.ts';
import { findInName } from '../../detect/nameFindings.ts';
import type { Commit, CommitHeader } from '../../diff/commits/commitHeader.ts';
import { CommitParser } from '../../diff/commits/commitParser.ts';
import type { AddedText, StagedFile } from '../../diff/stagedFile.ts';
import { COMMIT_LOG_ARGUMENTS, type Revisions, revisionLines } from '../../git/commits/commitLog.ts';
import { streamGit } from '../../git/run/git.ts';
import { findInMessage } from './findInMessage.ts';

/** What a commit holds that may be a key. */
export interface CommitCandidates {
  /** Absent where what was read is in no commit. */
  commit?: Commit;
  detections: Detection[];
  /** Keys in names of files and in the message: nothing around them has a say. */
  certain: Finding[];
}

/** What was read of a history, and what of it may be a key; nothing else of it is kept. */
export class ReadCommits {
  readonly candidates = new Set<CommitCandidates>();
  commits = 0;
  files = 0;
  addedLines = 0;
  bytes = 0;

  readonly #onCommit: (commit: Commit) => void;

  /** @param onCommit called for each commit that is read */
  constructor(onCommit: (commit: Commit) => void) {
    this.#onCommit = onCommit;
  }

  beginCommit({ message, ...commit }: CommitHeader): CommitCandidates {
    this.commits++;
    this.#onCommit(commit);
    const candidates = { commit, detections: [], certain: [] };
    this.#addCertain(candidates, findInMessage(message));
    return candidates;
  }

  /** @param ref of the annotated tag: findings in its message have it for a path */
  addTagMessage(message: string, ref: string): void {
    this.#addCertain({ detections: [], certain: [] }, findInMessage(message, ref));
  }

  /** @param ref whose name is shown to everybody who has the repository, like a file's */
  addRefName(ref: string): void {
    this.#addCertain({ detections: [], certain: [] }, findInName({ path: ref, blob: '', status: 'A' }));
  }

  addLines(to: CommitCandidates, added: AddedText): void {
    this.addedLines += added.lines;
    this.bytes += added.size;
    this.addDetections(to, detect(added));
  }

  addDetections(to: CommitCandidates, detections: readonly Detection[]): void {
    if (detections.length === 0) return;
    this.candidates.add(to);
    for (const detection of detections) to.detections.push(detection);
  }

  addFiles(to: CommitCandidates, files: readonly StagedFile[]): void {
    this.files += files.length;
    for (const file of files) this.#addCertain(to, findInName(file));
  }

  #addCertain(to: CommitCandidates, findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    this.candidates.add(to);
    to.certain.push(...findings);
  }
}

/** git takes the most time: two of it on two cores read a long history in little more than half of it. */
const MOST_GITS = 4;
/** Fewer commits are read before a second git has found where it is to begin. */
const COMMITS_WORTH_A_GIT = 1_000;

/**
 * Reads what each commit with one parent or none adds.
 *
 * @param total how many of them there are
 * @throws GitFailed, CannotScan or MalformedDiff when not all of it could be read
 */
export async function readCommits(
  cwd: string,
  revisions: Revisions,
  total: number,
  into: ReadCommits,
  abort: AbortSignal,
): Promise<void> {
  const gits = Math.min(availableParallelism(), MOST_GITS, Math.ceil(total / COMMITS_WORTH_A_GIT));
  const share = Math.ceil(total / gits);
  const shares = Array.from({ length: gits }, (_, index) => [
    `--skip=${index * share}`,
    `--max-count=${share}`,
  ]);
  await Promise.all(shares.map((options) => readShare(cwd, revisions, options, into, abort)));
}

async function readShare(
  cwd: string,
  revisions: Revisions,
  share: readonly string[],
  into: ReadCommits,
  abort: AbortSignal,
): Promise<void> {
  let current: CommitCandidates;
  const parser = new CommitParser({
    onCommit(header) {
      current = into.beginCommit(header);
    },
    onAdded: (added) => into.addLines(current, added),
    onCommitEnd: (files) => into.addFiles(current, files),
  });
  await streamGit(
    cwd,
    [...COMMIT_LOG_ARGUMENTS, ...share, ...revisions.options],
    (chunk) => parser.push(chunk.toString('latin1')),
    { input: revisionLines(revisions), abort },
  );
  parser.end();
}
