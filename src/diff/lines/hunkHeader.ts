import type { ExpectedPatch } from '../expectedPatches.ts';
import { MalformedDiff } from '../malformedDiff.ts';

/** The lines of one version that a hunk replaces or puts there. */
interface LineRange {
  /** 1-based; of an empty range, the line that it stands before. */
  first: number;
  count: number;
}

/** What a hunk's header says. */
export interface Hunk {
  removed: LineRange;
  added: LineRange;
}

/** `@@ -3,0 +4,2 @@ function`: a count is 1 where it is not given. Of 15 digits every number is exact. */
const HUNK_HEADER = /^@@ -(\d{1,15})(?:,(\d{1,15}))? \+(\d{1,15})(?:,(\d{1,15}))? @@(?: |$)/;

/**
 * Reads the header of a hunk.
 *
 * Between two hunks stand unchanged lines, at least one, and as many in the old version as in the new. So each
 * header confirms the line numbers of the one before it.
 *
 * @param before the hunk before it in the same patch
 * @throws MalformedDiff when it is no header, or none that may stand there
 */
export function readHunkHeader(line: string, patch: ExpectedPatch, before: Hunk | undefined): Hunk {
  const match = HUNK_HEADER.exec(line);
  if (!match) throw new MalformedDiff('it holds a hunk header of an unknown form');
  const hunk = { removed: lineRange(match[1], match[2]), added: lineRange(match[3], match[4]) };
  const unchanged = hunk.removed.first - (before ? end(before.removed) : 1);
  const isInOrder =
    unchanged >= (before ? 1 : 0) && unchanged === hunk.added.first - (before ? end(before.added) : 1);
  const isOnlyHunk = !before && unchanged === 0;
  const removesOfNothing = patch.isCreation && (hunk.removed.count > 0 || !isOnlyHunk);
  const addsToNothing = patch.isDeletion && (hunk.added.count > 0 || !isOnlyHunk);
  const isEmpty = hunk.removed.count + hunk.added.count === 0;
  if (!isInOrder || removesOfNothing || addsToNothing || isEmpty) {
    throw new MalformedDiff('it holds a hunk that cannot stand where it does');
  }
  return hunk;
}

function lineRange(start: string | undefined, count = '1'): LineRange {
  // An empty range is given by the line before it.
  return { first: Number(start) + (Number(count) === 0 ? 1 : 0), count: Number(count) };
}

function end({ first, count }: LineRange): number {
  return first + count;
}
