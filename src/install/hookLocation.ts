import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CannotScan } from '../errors.ts';
import { GitFailed, openGit } from '../git/git.ts';
import { tooOld, whyNoRepository } from '../git/gitFailure.ts';

const ABSOLUTE = ['--path-format=absolute'];

/** Where, and by whom, the hooks of a repository are run. */
export interface HookLocation {
  /** Top of the working tree, absolute. */
  top: string;
  /** The folder that all worktrees of the repository share, absolute; untracked. */
  commonDirectory: string;
  /** Where the hook files stand, absolute. */
  hooksDirectory: string;
  /** husky runs them with `sh -e`, whatever their shebang and mode; git itself executes them. */
  runner: 'git' | 'husky';
}

/**
 * Finds out how a repository runs its hooks.
 *
 * @param directory anywhere inside the working tree
 * @throws CannotScan where there is no working tree, and where its hooks are not the repository's own
 */
export async function locateHooks(directory: string): Promise<HookLocation> {
  const git = openGit(directory);
  let answers: string[];
  try {
    answers = (await git.raw(['rev-parse', ...ABSOLUTE, '--show-toplevel', '--git-common-dir'])).split('\n');
  } catch (error) {
    const reason = await whyNoRepository(error, directory);
    if (reason) throw reason;
    throw new CannotScan(
      'This is not a git working tree, so there are no hooks to join.',
      'Run this inside the repository that is to be guarded (`git init` makes one).',
      { cause: error },
    );
  }
  // An older git repeats an option that it does not know, and answers the rest.
  if (answers[0] === ABSOLUTE[0]) throw await tooOld(directory);
  const [top = '', commonDirectory = ''] = answers;
  // First: git fails to name the folder where core.hooksPath is empty.
  await refuseForeignHooksPath(directory);
  const hooksPath = (await git.raw(['rev-parse', ...ABSOLUTE, '--git-path', 'hooks'])).replace(/\n$/, '');
  if (basename(hooksPath) !== '_') return { top, commonDirectory, hooksDirectory: hooksPath, runner: 'git' };
  if (!existsSync(join(hooksPath, 'h'))) {
    throw new CannotScan(
      `NOT INSTALLED: husky is not set up in this working tree (${hooksPath} is missing), so no hook runs here.`,
      'Run the `prepare` script of this project (`npm run prepare`), then this command again.',
    );
  }
  return { top, commonDirectory, hooksDirectory: dirname(hooksPath), runner: 'husky' };
}

/** Hooks that serve every repository of a person or a machine are not this repository's to change. */
async function refuseForeignHooksPath(directory: string): Promise<void> {
  const [scope, path] = await configuredHooksPath(directory);
  if (path === undefined) return;
  if (path === '' || path === '/dev/null') {
    throw new CannotScan(
      `NOT INSTALLED: core.hooksPath is ${JSON.stringify(path)}, so git runs no hook here.`,
      'Take it back with `git config --unset core.hooksPath`, then run this command again.',
    );
  }
  if (scope === 'global' || scope === 'system') {
    throw new CannotScan(
      `NOT INSTALLED: the ${scope} git configuration sets core.hooksPath to ${JSON.stringify(path)}, for all repositories.`,
      'Give this repository its own with `git config --local core.hooksPath .git/hooks`, then run this command again.',
    );
  }
}

async function configuredHooksPath(directory: string): Promise<[scope?: string, path?: string]> {
  try {
    const output = await openGit(directory).raw(['config', '--show-scope', '-z', '--get', 'core.hooksPath']);
    const [scope = '', path = ''] = output.split('\0');
    return [scope, path];
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return []; // not set
    throw error;
  }
}
