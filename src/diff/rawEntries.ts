import { CannotScan } from '../errors.ts';
import { MalformedDiff } from './malformedDiff.ts';
import { quotePath } from './quotePath.ts';
import type { StagedFile } from './stagedFile.ts';

/** A staged file and the header with which its patch must begin. */
export interface RawEntry {
  file: StagedFile;
  /** The exact first line of its patch, without the line end. */
  patchHeader: string;
  /** A type change (symlink to file, file to submodule) is printed as a deletion and a creation. */
  patches: 1 | 2;
}

/** `:100644 100644 587be6b… 422c2b7… R100`: modes, object ids (SHA-1 or SHA-256), status and similarity. */
const META =
  /^:[0-7]{6} [0-7]{6} (?:[0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([ADMRTU])[0-9]{0,3}$/;

/**
 * Reads one entry of `--raw -z`: `:<modes> <ids> <status>` NUL `<path>` NUL, and for a rename
 * `<old path>` NUL `<new path>` NUL.
 *
 * @param bytes output of git, one character a byte
 * @param start offset of the entry's `:`
 * @returns the entry and the offset after it, or undefined where `bytes` ends inside the entry
 * @throws MalformedDiff when it is no such entry
 * @throws CannotScan when the entry is unmerged
 */
export function readRawEntry(bytes: string, start: number): { entry: RawEntry; end: number } | undefined {
  const metaEnd = bytes.indexOf('\0', start);
  if (metaEnd < 0) return undefined;
  const meta = META.exec(bytes.slice(start, metaEnd));
  const [, blob, status] = meta ?? [];
  if (blob === undefined || status === undefined) {
    throw new MalformedDiff('its list of staged files holds an entry of an unknown form');
  }
  const pathEnd = bytes.indexOf('\0', metaEnd + 1);
  if (pathEnd < 0) return undefined;
  const oldName = bytes.slice(metaEnd + 1, pathEnd);
  const end = status === 'R' ? bytes.indexOf('\0', pathEnd + 1) : pathEnd;
  if (end < 0) return undefined;
  const name = status === 'R' ? bytes.slice(pathEnd + 1, end) : oldName;
  const path = Buffer.from(name, 'latin1').toString('utf8');
  if (status === 'U') {
    throw new CannotScan(
      `${JSON.stringify(path)} is unmerged, so what will be committed is not decided yet.`,
      'Resolve the conflict, `git add` the file, then scan again.',
    );
  }
  return {
    entry: {
      file: { path, blob, status },
      patchHeader: `diff --git ${quotePath(`a/${oldName}`)} ${quotePath(`b/${name}`)}`,
      patches: status === 'T' ? 2 : 1,
    },
    end: end + 1,
  };
}
