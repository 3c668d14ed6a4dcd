import { type Detection, detect } from '../../detect/detect.ts';
import { type MergedFile, MergeParser } from '../../diff/commits/commitMerges.ts';
import { TextLines } from '../../diff/lines/textLines.ts';
import { CannotScan } from '../../errors.ts';
import { streamBlobs } from '../../git/blobs/blobs.ts';
import { MERGE_LOG_ARGUMENTS, type Revisions, revisionLines } from '../../git/commits/commitLog.ts';
import { streamGit } from '../../git/run/git.ts';
import type { CommitCandidates, ReadCommits } from './readCommits.ts';

/** A file that a merge changes itself, and the merge. */
interface Changed extends MergedFile {
  merge: CommitCandidates;
}

/**
 * Reads what merges add themselves: keys in a file of a merge that are in none of its parents' versions of it.
 *
 * Keys are compared, not lines: a merge that moves a line with a key that one of its parents has does not add it.
 *
 * @throws GitFailed, CannotScan or MalformedDiff when not all of it could be read
 */
export async function readMerges(
  cwd: string,
  revisions: Revisions,
  into: ReadCommits,
  abort: AbortSignal,
): Promise<void> {
  const changed = await listChanged(cwd, revisions, into, abort);
  const detected = await detectIn(cwd, changed);
  const suspects = changed.filter((file) => detected.has(nameOf(file)));
  const inParents = await detectIn(cwd, suspects.flatMap(parentVersions));
  for (const file of suspects) {
    const detections = detected.get(nameOf(file)) ?? [];
    const known = new Set(
      parentVersions(file)
        .flatMap((version) => inParents.get(nameOf(version)) ?? [])
        .map(({ finding }) => finding.fingerprint),
    );
    into.addDetections(
      file.merge,
      detections.filter(({ finding }) => !known.has(finding.fingerprint)),
    );
  }
}

async function listChanged(
  cwd: string,
  revisions: Revisions,
  into: ReadCommits,
  abort: AbortSignal,
): Promise<Changed[]> {
  const changed: Changed[] = [];
  let merge: CommitCandidates;
  const parser = new MergeParser({
    onMerge(header) {
      merge = into.beginCommit(header);
    },
    onFile(file) {
      changed.push({ ...file, merge });
      into.addFiles(merge, [{ path: file.path, blob: file.blob, status: file.isNew ? 'A' : 'M' }]);
    },
  });
  await streamGit(
    cwd,
    [...MERGE_LOG_ARGUMENTS, ...revisions.options],
    (chunk) => parser.push(chunk.toString('latin1')),
    { input: revisionLines(revisions), abort },
  );
  parser.end();
  return changed;
}

/** One version of a file. */
type Version = Pick<MergedFile, 'path' | 'blob'>;

function parentVersions({ path, parents }: MergedFile): Version[] {
  return parents.map((blob) => ({ path, blob }));
}

/** A blob is read once for every name that it has: the name decides what counts as context. */
function nameOf({ path, blob }: Version): string {
  return `${blob} ${path}`;
}

/** What is detected in versions of files, by their names; nothing for most. */
async function detectIn(cwd: string, versions: readonly Version[]): Promise<Map<string, Detection[]>> {
  const unique = [...new Map(versions.map((version) => [nameOf(version), version])).values()];
  const found = new Map<string, Detection[]>();
  let reader: TextLines | undefined;
  let next = 0;
  const missing = await streamBlobs(
    cwd,
    unique.map(({ blob }) => blob),
    () => {
      reader?.end();
      const { path, blob } = unique[next++] as Version;
      const ofVersion: Detection[] = [];
      const lines = new TextLines({ path, blob, status: 'M' }, (added) => {
        for (const detection of detect(added)) ofVersion.push(detection);
        if (ofVersion.length > 0) found.set(nameOf({ path, blob }), ofVersion);
      });
      reader = lines;
      return (bytes) => lines.push(bytes.toString('latin1'));
    },
  );
  reader?.end();
  if (missing.length > 0) {
    throw new CannotScan(
      'A file of a merge is not in the repository, so what the merge adds is unknown.',
      'Run `git fsck`, mend what it names, then try again.',
    );
  }
  return found;
}
