import { CannotScan } from '../errors.ts';
import { MalformedDiff } from './malformedDiff.ts';
import type { StagedFile } from './stagedFile.ts';

/** One entry of the list that git prints before the patches, in its own words. */
export interface RawEntry {
  file: StagedFile;
  /** Six octal digits; all zeros where that side does not exist. */
  oldMode: string;
  newMode: string;
  oldBlob: string;
  newBlob: string;
  /** The names' bytes, one character a byte; they differ in a rename. */
  oldName: string;
  newName: string;
  /** How alike the two sides of a rename are, in per cent. */
  similarity: number;
}

/** The mode of a side that does not exist. */
export const NO_MODE = '000000';
/** The mode of a submodule: a commit of another repository, whose files are not this one's. */
export const SUBMODULE_MODE = '160000';

/** `:100644 100644 587be6b… 422c2b7… R100`: modes, object ids (SHA-1 or SHA-256), status and similarity. */
const META =
  /^:(?<oldMode>[0-7]{6}) (?<newMode>[0-7]{6}) (?<oldBlob>[0-9a-f]{40}|[0-9a-f]{64}) (?<newBlob>[0-9a-f]{40}|[0-9a-f]{64}) (?:(?<status>[ADMTU])|(?<renamed>R)(?<similarity>[0-9]{3}))$/;

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
  const meta = META.exec(bytes.slice(start, metaEnd))?.groups;
  if (!meta) throw new MalformedDiff('its list of staged files holds an entry of an unknown form');
  const { oldMode = '', newMode = '', oldBlob = '', newBlob = '', similarity } = meta;
  const status = meta.status ?? 'R';
  const oldEnd = bytes.indexOf('\0', metaEnd + 1);
  const end = status === 'R' && oldEnd >= 0 ? bytes.indexOf('\0', oldEnd + 1) : oldEnd;
  if (end < 0) return undefined;
  const oldName = bytes.slice(metaEnd + 1, oldEnd);
  const newName = status === 'R' ? bytes.slice(oldEnd + 1, end) : oldName;
  if (oldName === '' || newName === '') {
    throw new MalformedDiff('its list of staged files holds an entry without a name');
  }
  const path = Buffer.from(newName, 'latin1').toString('utf8');
  if (status === 'U') {
    throw new CannotScan(
      `${JSON.stringify(path)} is unmerged, so what will be committed is not decided yet.`,
      'Resolve the conflict, `git add` the file, then scan again.',
    );
  }
  if ((status === 'A') !== (oldMode === NO_MODE) || (status === 'D') !== (newMode === NO_MODE)) {
    throw new MalformedDiff('its list of staged files holds an entry that contradicts itself');
  }
  const file = { path, blob: newBlob, status };
  return {
    entry: {
      file,
      oldMode,
      newMode,
      oldBlob,
      newBlob,
      oldName,
      newName,
      similarity: Number(similarity ?? 0),
    },
    end: end + 1,
  };
}
