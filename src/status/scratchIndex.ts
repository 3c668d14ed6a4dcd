import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIGURATION_FILES } from '../allow/configuration.ts';
import { GitFailed, openGit } from '../git/run/git.ts';
import { PRODUCT } from '../product.ts';

/** A staged key that is none, beside the repository and not in it. */
export interface ScratchIndex {
  /** The variables by which git takes this index for the repository's own. */
  variables: { GIT_INDEX_FILE: string; GIT_OBJECT_DIRECTORY: string };
  /** The name under which the key is staged; no file of the repository has it. */
  path: string;
  /** What git would tell `pre-push` of a push of that key. */
  push: { line: string; from: string; to: string };
  remove(): void;
}

/**
 * Stages a key made up for this, with the configuration of the scan as it is staged now. The index and the new
 * objects are those of a repository in a temporary folder, which borrows all other objects: nothing is written into
 * the real one.
 *
 * @param top of the working tree
 */
export async function stageMadeUpKey(top: string): Promise<ScratchIndex> {
  const folder = mkdtempSync(join(tmpdir(), `${PRODUCT}-status-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    return { ...(await fill(folder, top)), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function fill(folder: string, top: string): Promise<Omit<ScratchIndex, 'remove'>> {
  const real = openGit(top);
  const directory = join(folder, '.git');
  const variables = {
    GIT_INDEX_FILE: join(directory, 'index'),
    GIT_OBJECT_DIRECTORY: join(directory, 'objects'),
  };
  const whole = { ...variables, GIT_DIR: directory, GIT_COMMON_DIR: directory, GIT_WORK_TREE: folder };
  const scratch = (input?: string) =>
    openGit(folder, { variables: whole, ...(input !== undefined && { input }) });
  const ask = async (...question: string[]) =>
    (await real.raw(['rev-parse', '--path-format=absolute', ...question])).replace(/\n$/, '');
  const objects = await ask('--git-path', 'objects');
  const format = await ask('--show-object-format');
  await scratch().raw(['init', '--quiet', '--template=', `--object-format=${format}`]);
  const info = join(variables.GIT_OBJECT_DIRECTORY, 'info');
  mkdirSync(info, { recursive: true });
  // One folder a line; git reads quotes as C does.
  writeFileSync(join(info, 'alternates'), `${objects.includes('\n') ? JSON.stringify(objects) : objects}\n`);

  const head = await headOf(top);
  await scratch().raw(['read-tree', head ?? '--empty']);
  const path = `${PRODUCT}-status-${randomInt(1e9)}`;
  const blob = (await scratch(`${madeUpKey()}\n`).raw(['hash-object', '-w', '--stdin'])).trim();
  const staged = await real.raw(['ls-files', '--stage', '-z', '--', ...CONFIGURATION_FILES]);
  const entries = [
    ...CONFIGURATION_FILES.map((name) => `0 ${'0'.repeat(blob.length)}\t${name}`),
    ...staged.split('\0').filter((entry) => / 0\t/.test(entry)), // not one in conflict
    `100644 ${blob} 0\t${path}`,
  ];
  await scratch(entries.map((entry) => `${entry}\0`).join('')).raw(['update-index', '-z', '--index-info']);

  const tree = (await scratch().raw(['write-tree'])).trim();
  const parent = head === undefined ? [] : ['-p', head];
  const commit = (await scratch('status\n').raw([...IDENTITY, 'commit-tree', tree, ...parent])).trim();
  const from = head ?? '0'.repeat(blob.length);
  return {
    variables,
    path,
    push: { line: `refs/heads/${path} ${commit} refs/heads/${path} ${from}\n`, from, to: commit },
  };
}

const IDENTITY = ['-c', `user.name=${PRODUCT}`, '-c', 'user.email=status@localhost'];

async function headOf(top: string): Promise<string | undefined> {
  try {
    return (await openGit(top).raw(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).trim();
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return undefined; // no commit yet
    throw error;
  }
}

/** Of the current form, and never twice the same: a constant would be found by scanners, ours included. */
function madeUpKey(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const draw = (length: number) =>
    Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `b10_${draw(8)}.${draw(32)}`;
}
