import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { CannotScan } from '../errors.ts';
import { leadsOutside } from '../git/files/resolvePaths.ts';
import { GitFailed, openGit } from '../git/run/git.ts';
import { fatalLine, tooOld, whyGitFailed } from '../git/run/gitFailure.ts';
import { huskyIsAwaited } from './husky.ts';

/** A hook that `install` can join: of a commit, of a merge without conflicts, of a push. */
export type HookName = 'pre-commit' | 'pre-merge-commit' | 'pre-push';

/** All of them, in the order in which they are told. */
export const HOOK_NAMES: readonly HookName[] = ['pre-commit', 'pre-merge-commit', 'pre-push'];

const ABSOLUTE = '--path-format=absolute';

/** Where, and by whom, the hooks of a repository are run. */
export interface HookLocation {
  /** Top of the working tree, absolute. */
  top: string;
  /** The folder that all worktrees of the repository share, absolute; untracked. */
  commonDirectory: string;
  /** The folder that git looks into, absolute; empty where hooks are switched off. */
  gitHooksDirectory: string;
  /** Where the hook files of the repository stand, absolute: with husky 9, beside the folder that git looks into. */
  hooksDirectory: string;
  /** husky 9 runs them with `sh -e`, whatever their shebang and mode; git itself executes them. */
  runner: 'git' | 'husky';
  /** `core.hooksPath`, where it is set, and by which configuration. */
  hooksPath?: { scope: string; value: string };
}

/**
 * Finds out how a repository runs its hooks.
 *
 * @param directory anywhere inside the working tree
 * @throws CannotScan where there is no working tree
 */
export async function locateHooks(directory: string): Promise<HookLocation> {
  let top: string;
  try {
    top = await ask(directory, '--show-toplevel');
  } catch (error) {
    throw await whyGitFailed(
      error,
      directory,
      'This is not a git working tree, so there are no hooks to join.',
      'Run this inside the repository that is to be guarded (`git init` makes one).',
    );
  }
  // An older git repeats an option that it does not know, and answers the rest.
  if (top.startsWith(`${ABSOLUTE}\n`)) throw await tooOld(directory);
  const commonDirectory = await ask(directory, '--git-common-dir');
  const hooksPath = await configuredHooksPath(directory);
  const common = { top, commonDirectory, ...(hooksPath && { hooksPath }) };
  if (hooksPath && isOff(hooksPath.value)) {
    // git fails to name the folder where core.hooksPath is empty.
    return { ...common, gitHooksDirectory: '', hooksDirectory: '', runner: 'git' };
  }
  const folder = await hooksFolder(directory);
  const isHusky = basename(folder) === '_';
  return {
    ...common,
    gitHooksDirectory: folder,
    hooksDirectory: isHusky ? dirname(folder) : folder,
    runner: isHusky ? 'husky' : 'git',
  };
}

/**
 * What stands against hooks of the repository's own: hooks that serve every repository of a person or a machine are
 * not this repository's to change.
 */
export function obstacleTo({
  top,
  gitHooksDirectory,
  runner,
  hooksPath,
}: HookLocation): CannotScan | undefined {
  if (hooksPath && isOff(hooksPath.value)) {
    const scope = hooksPath.scope === 'local' ? '' : ` --${hooksPath.scope}`;
    return refusal(
      `core.hooksPath is ${JSON.stringify(hooksPath.value)}, so git runs no hook here`,
      `Take it back with \`git config${scope} --unset core.hooksPath\`, then run this command again.`,
    );
  }
  if (hooksPath && !['local', 'worktree'].includes(hooksPath.scope)) {
    return refusal(
      `the ${hooksPath.scope} git configuration sets core.hooksPath to ${JSON.stringify(hooksPath.value)}, for all repositories`,
      'Give this repository its own with `git config --local core.hooksPath .git/hooks`, then run this command again.',
    );
  }
  if (runner === 'husky' && !existsSync(join(gitHooksDirectory, 'h'))) {
    return refusal(
      `husky is not set up in this working tree (${gitHooksDirectory} is missing), so no hook runs here`,
      'Run the `prepare` script of this project (`npm run prepare`), then this command again.',
    );
  }
  if (!hooksPath && huskyIsAwaited(top)) {
    return refusal(
      'this project uses husky, which is not set up in this working tree, and which switches other hooks off when it is',
      'Run the `prepare` script of this project (`npm run prepare`), then this command again.',
    );
  }
  return undefined;
}

/**
 * What stands against a folder of hooks that is somewhere else, by `core.hooksPath` or a link: other repositories may
 * use it too, and in those our lines would find no package, and stop every commit.
 */
export function foreignFolder({
  top,
  commonDirectory,
  gitHooksDirectory,
}: HookLocation): CannotScan | undefined {
  const folder = realFolder(gitHooksDirectory);
  // The second is the main working tree, seen from a linked one.
  const own = [commonDirectory, basename(commonDirectory) === '.git' ? dirname(commonDirectory) : top, top];
  if (own.some((place) => isInside(realpathSync(place), folder))) return undefined;
  return refusal(
    `the hooks of this repository are in ${folder}, outside it, where other repositories may share them`,
    'Give this repository a folder of its own: `git config --local core.hooksPath .githooks`, with those of the hooks there that it needs. Then run this command again.',
  );
}

/** A folder with its links followed, as far as it is there. */
function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : join(realFolder(dirname(folder)), basename(folder));
}

/** Whether a folder is another one or in it; both absolute. */
export function isInside(place: string, folder: string): boolean {
  return !leadsOutside(relative(place, folder));
}

/** A path for people: from the top of the working tree, where it is below it. */
export function shownPath({ top }: HookLocation, path: string): string {
  return isInside(top, path) ? relative(top, path) : path;
}

function refusal(sentence: string, hint: string): CannotScan {
  return new CannotScan(`NOT INSTALLED: ${sentence}.`, hint);
}

function isOff(hooksPath: string): boolean {
  return hooksPath === '' || hooksPath === '/dev/null';
}

/** One answer at a time: a path may hold a line end. */
async function ask(directory: string, ...question: string[]): Promise<string> {
  return (await openGit(directory).raw(['rev-parse', ABSOLUTE, ...question])).replace(/\n$/, '');
}

async function hooksFolder(directory: string): Promise<string> {
  try {
    return await ask(directory, '--git-path', 'hooks');
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new CannotScan(
      `git cannot name the folder of the hooks: ${fatalLine(error.stderr) ?? 'it does not say why'}.`,
      'Mend or remove what is there (`ls -l .git/hooks`), then run this command again.',
      { cause: error },
    );
  }
}

async function configuredHooksPath(directory: string): Promise<HookLocation['hooksPath']> {
  try {
    const output = await openGit(directory).raw(['config', '--show-scope', '-z', '--get', 'core.hooksPath']);
    const [scope = '', value = ''] = output.split('\0');
    return { scope, value };
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return undefined; // not set
    throw error;
  }
}
