import { closest } from 'fastest-levenshtein';
import { CannotScan } from '../../errors.ts';
import { redactKeys } from '../../rules/redact.ts';
import { readShallowCommits } from './commitHistory.ts';
import { askGit } from './commitLogFailure.ts';

/**
 * The commits that a revision or a range of them names, as `--stdin` of `git log` takes them: object ids, those to be
 * left out behind a `^`.
 *
 * @param range in git's own notation: `A..B`, `A...B`, `A^!`, or one revision for all that leads to it
 * @throws CannotScan where it names no commit, naming the nearest branch or tag
 * @see https://git-scm.com/docs/gitrevisions
 */
export async function resolveRange(directory: string, range: string): Promise<string[]> {
  const ids = await revParse(directory, range);
  if (ids.length === 0) throw await unknownRevision(directory, range);
  const objects = await describeObjects(
    directory,
    ids.map((id) => id.replace('^', '')),
  );
  if (objects.some(({ type }) => type !== 'commit' && type !== 'tag')) {
    throw new CannotScan(`${JSON.stringify(range)} names something that is no commit.`, 'Name commits.');
  }
  return ids;
}

/** Nothing where a part of it is unknown. An option of git's in its place is a revision that does not exist. */
async function revParse(directory: string, range: string): Promise<string[]> {
  // A name that holds a key must not stand on a command line: none is that of a revision by chance.
  if (/[\n\0]/.test(range) || redactKeys(range) !== range) return [];
  const lines = await askGit(directory, [
    '--no-replace-objects',
    'rev-parse',
    '--revs-only',
    '--end-of-options',
    range,
  ]);
  return lines.split('\n').filter((line) => /^\^?[0-9a-f]+$/.test(line));
}

async function unknownRevision(directory: string, range: string): Promise<CannotScan> {
  const sides = range.split(/\.{2,3}/).filter(Boolean);
  const known = await Promise.all(sides.map(async (side) => (await revParse(directory, side)).length > 0));
  const unknown = sides.find((_side, index) => !known[index]) ?? range;
  const isShallow = (await readShallowCommits(directory)).size > 0;
  const hint = isShallow
    ? 'This clone is shallow: fetch the rest with `git fetch --unshallow` (in CI: fetch-depth: 0).'
    : await nearest(directory, unknown);
  return new CannotScan(`There is no revision ${JSON.stringify(unknown)} here.`, hint);
}

async function nearest(directory: string, name: string): Promise<string> {
  const refs = await askGit(directory, ['for-each-ref', '--format=%(refname:short)']);
  const names = refs.split('\n').filter(Boolean);
  return names.length === 0
    ? 'It has no branch and no tag yet.'
    : `Did you mean ${closest(name, names)}? A revision that is elsewhere is got with \`git fetch\`.`;
}

/** An object, and what it is. */
export interface ObjectType {
  id: string;
  /** `commit`, `tag`, `tree` or `blob`; `missing` where git does not have it. */
  type: string;
}

/** What a ref stands at. */
export interface RefTip extends ObjectType {
  /** Full name: `refs/heads/main`. */
  ref: string;
}

/**
 * What some objects are, in their order.
 *
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export async function describeObjects(directory: string, ids: readonly string[]): Promise<ObjectType[]> {
  if (ids.length === 0) return [];
  const input = ids.map((id) => `${id}\n`).join('');
  const lines = (await askGit(directory, ['--no-replace-objects', 'cat-file', '--batch-check'], { input }))
    .trimEnd()
    .split('\n');
  return ids.map((id, index) => {
    const [name, type = 'missing'] = lines[index]?.split(' ') ?? [];
    if (name !== id)
      throw new CannotScan('git named other objects than it was asked for.', 'Run `git fsck`.');
    return { id, type };
  });
}

/** All refs, and what they stand at. */
export async function listRefs(directory: string): Promise<RefTip[]> {
  const lines = await askGit(directory, ['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)']);
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [id = '', type = '', ref = ''] = line.split(' ');
      return { id, type, ref };
    });
}

/**
 * The commits that no ref, but something else keeps: HEADs of working trees, and the older stashes, which only the
 * reflog of `refs/stash` names.
 *
 * @param refs all of them
 */
export async function listOtherTips(directory: string, refs: readonly RefTip[]): Promise<string[]> {
  const heads = await askGit(directory, ['--no-replace-objects', 'rev-list', '--no-walk=unsorted', '--all']);
  const hasStash = refs.some(({ ref }) => ref === 'refs/stash');
  const stashes = hasStash
    ? await askGit(directory, [
        'log',
        '--no-show-signature',
        '--walk-reflogs',
        '--format=%H',
        'refs/stash',
        '--',
      ])
    : '';
  return `${heads}${stashes}`.split('\n').filter(Boolean);
}

/** The refs from which a commit can be reached, with their full names. */
export async function refsContaining(directory: string, commit: string): Promise<string[]> {
  const refs = await askGit(directory, ['for-each-ref', '--format=%(refname)', '--contains', commit]);
  return refs.split('\n').filter(Boolean);
}
