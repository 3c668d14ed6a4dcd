import { quotePath } from './quotePath.ts';
import { NO_MODE, type RawEntry } from './rawEntries.ts';
import type { StagedFile } from './stagedFile.ts';

/** A patch that git must print, because its list of staged files says so. */
export interface ExpectedPatch {
  file: StagedFile;
  /** Every line before its first hunk, without line ends. */
  header: readonly string[];
  hasHunks: boolean;
  /** Whether there is no old version, so that its one hunk adds all lines. */
  isCreation: boolean;
  /** Whether there is no new version, so that its one hunk removes all lines. */
  isDeletion: boolean;
}

/** The ids of an empty file, SHA-1 and SHA-256: `git hash-object -t blob /dev/null`. */
const EMPTY_BLOBS: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/**
 * The patches that belong to an entry, in the order in which git prints them: one, or for a type change (symlink
 * to file, file to submodule) a deletion and a creation.
 *
 * @see https://git-scm.com/docs/diff-format#generate_patch_text_with_p
 */
export function expectedPatches(entry: RawEntry): ExpectedPatch[] {
  if (entry.file.status !== 'T') return [expectedPatch(entry)];
  const nothing = '0'.repeat(entry.newBlob.length);
  return [
    expectedPatch({ ...entry, newMode: NO_MODE, newBlob: nothing }),
    expectedPatch({ ...entry, oldMode: NO_MODE, oldBlob: nothing }),
  ];
}

function expectedPatch(entry: RawEntry): ExpectedPatch {
  const { file, oldMode, newMode, oldBlob, newBlob, oldName, newName } = entry;
  const isCreation = oldMode === NO_MODE;
  const isDeletion = newMode === NO_MODE;
  const isEmpty = EMPTY_BLOBS.has(isCreation ? newBlob : oldBlob);
  const hasHunks = oldBlob !== newBlob && !((isCreation || isDeletion) && isEmpty);
  const oldLabel = quotePath(`a/${oldName}`);
  const newLabel = quotePath(`b/${newName}`);
  const header = [`diff --git ${oldLabel} ${newLabel}`];
  if (isCreation) header.push(`new file mode ${newMode}`);
  else if (isDeletion) header.push(`deleted file mode ${oldMode}`);
  else if (oldMode !== newMode) header.push(`old mode ${oldMode}`, `new mode ${newMode}`);
  if (file.status === 'R') {
    header.push(`similarity index ${entry.similarity}%`);
    header.push(`rename from ${quotePath(oldName)}`, `rename to ${quotePath(newName)}`);
  }
  if (oldBlob !== newBlob) {
    header.push(`index ${oldBlob}..${newBlob}${oldMode === newMode ? ` ${newMode}` : ''}`);
  }
  if (hasHunks) {
    header.push(`--- ${isCreation ? '/dev/null' : tabAfterSpace(oldLabel)}`);
    header.push(`+++ ${isDeletion ? '/dev/null' : tabAfterSpace(newLabel)}`);
  }
  return { file, header, hasHunks, isCreation, isDeletion };
}

/** GNU patch takes what follows a space for a date, so git ends such a name with a tab. */
function tabAfterSpace(label: string): string {
  return label.includes(' ') ? `${label}\t` : label;
}
