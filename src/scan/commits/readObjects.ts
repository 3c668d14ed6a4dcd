import { readTagObject } from '../../diff/commits/tagObject.ts';
import { TextLines } from '../../diff/lines/textLines.ts';
import { MalformedDiff } from '../../diff/malformedDiff.ts';
import { StagedDiffParser } from '../../diff/parser.ts';
import type { AddedText } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import { streamBlobs } from '../../git/blobs/blobs.ts';
import type { RefTip } from '../../git/commits/commitTips.ts';
import { streamGit } from '../../git/run/git.ts';
import { DIFF_CONFIGURATION, DIFF_FORM } from '../../git/staged/stagedDiff.ts';
import type { CommitCandidates, ReadCommits } from './readCommits.ts';

/** The ids of an empty tree, SHA-1 and SHA-256, which every git knows: `git hash-object -t tree /dev/null`. */
const EMPTY_TREES = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
];

/**
 * Reads what refs hold that is no commit: the message of an annotated tag, and the files of a ref that stands at a
 * tree or at a file itself. A file without a name has the ref's.
 *
 * @throws GitFailed, CannotScan or MalformedDiff when not all of it could be read
 */
export async function readObjects(cwd: string, tips: readonly RefTip[], into: ReadCommits): Promise<void> {
  const seen = new Set<string>();
  let left = tips;
  while (left.length > 0) {
    const unseen = left.filter(({ id }) => !seen.has(id));
    for (const { id } of unseen) seen.add(id);
    const ofType = (wanted: string) => unseen.filter(({ type }) => type === wanted);
    if (ofType('missing').length > 0) throw lost();
    for (const tree of ofType('tree')) await readTree(cwd, tree, into);
    await readFiles(cwd, ofType('blob'), into);
    left = await readTags(cwd, ofType('tag'), into);
  }
}

/** @returns what the tags stand at */
async function readTags(cwd: string, tags: readonly RefTip[], into: ReadCommits): Promise<RefTip[]> {
  const pieces = tags.map(() => [] as string[]);
  let next = 0;
  const ids = tags.map(({ id }) => id);
  const missing = await streamBlobs(cwd, ids, () => {
    const list = pieces[next++] ?? [];
    return (bytes) => list.push(bytes.toString('latin1'));
  });
  if (missing.length > 0) throw lost();
  return tags.map(({ ref }, index) => {
    const tag = readTagObject(pieces[index]?.join('') ?? '');
    if (!tag) throw lost();
    into.addTagMessage(tag.message, ref);
    return { id: tag.target, type: tag.targetType, ref };
  });
}

async function readFiles(cwd: string, files: readonly RefTip[], into: ReadCommits): Promise<void> {
  let lines: TextLines | undefined;
  let next = 0;
  const ids = files.map(({ id }) => id);
  const missing = await streamBlobs(cwd, ids, () => {
    lines?.end();
    const tip = files[next++] as RefTip;
    const candidates: CommitCandidates = { detections: [], certain: [] };
    const ofFile = new TextLines({ path: tip.ref, blob: tip.id, status: 'A' }, (added) =>
      into.addLines(candidates, added),
    );
    lines = ofFile;
    return (bytes) => ofFile.push(bytes.toString('latin1'));
  });
  lines?.end();
  if (missing.length > 0) throw lost();
}

async function readTree(cwd: string, tip: RefTip, into: ReadCommits): Promise<void> {
  const empty = EMPTY_TREES.find(({ length }) => length === tip.id.length);
  if (empty === undefined) throw new MalformedDiff('it holds an id of an unknown length');
  const candidates: CommitCandidates = { detections: [], certain: [] };
  const parser = new StagedDiffParser((added: AddedText) => into.addLines(candidates, added));
  const args = [...DIFF_CONFIGURATION, 'diff-tree', '-r', ...DIFF_FORM, empty, tip.id];
  await streamGit(cwd, args, (chunk) => parser.push(chunk.toString('latin1')));
  parser.end();
  into.addFiles(candidates, parser.files);
}

function lost(): CannotScan {
  return new CannotScan(
    'An object that a ref or a tag names is not in the repository.',
    'Run `git fsck`, mend what it names, then try again.',
  );
}
