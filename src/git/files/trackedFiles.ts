import { SUBMODULE_MODE } from '../../diff/rawEntries.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import { GitFailed, streamGit } from '../run/git.ts';

/** One entry of the index, as the working tree may hold it. */
export interface TrackedFile extends StagedFile {
  /** The bytes of its name, for the file system: a name need not be UTF-8. */
  name: Buffer;
  /** Another repository's commit: its files are not this repository's. */
  isSubmodule: boolean;
}

/** `100644 587be6b… 0<TAB>src/a.ts`: mode, object id, stage and name. */
const ENTRY = /^(?<mode>[0-7]{6}) (?<blob>[0-9a-f]+) [0-3]\t(?<name>.+)$/s;

/**
 * All files that git tracks, in the order of the index; one that is unmerged once.
 *
 * @param top the top folder of the working tree
 * @throws CannotScan when git cannot list them
 * @see https://git-scm.com/docs/git-ls-files
 */
export async function listTrackedFiles(top: string): Promise<TrackedFile[]> {
  const pieces: string[] = [];
  try {
    await streamGit(top, ['ls-files', '-z', '--stage', '--full-name'], (chunk) =>
      pieces.push(chunk.toString('latin1')),
    );
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotScan('git could not list the files that it tracks.', HINT, { cause: error });
  }
  const files = new Map<string, TrackedFile>();
  for (const entry of pieces.join('').split('\0').slice(0, -1)) {
    const { mode, blob, name } = ENTRY.exec(entry)?.groups ?? {};
    if (mode === undefined || blob === undefined || name === undefined) {
      throw new CannotScan('git lists the files that it tracks in an unknown form.', HINT);
    }
    const bytes = Buffer.from(name, 'latin1');
    files.set(name, {
      path: bytes.toString('utf8'),
      name: bytes,
      blob,
      // Every line of it is read, as if it were added.
      status: 'A',
      isSubmodule: mode === SUBMODULE_MODE,
    });
  }
  return [...files.values()];
}

const HINT = 'Run `git status` and `git fsck`, mend what they name, then scan again.';
