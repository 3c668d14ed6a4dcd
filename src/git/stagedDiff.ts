import { CannotScan } from '../errors.ts';
import { GitFailed, openGit, streamGit } from './git.ts';
import { outsideWorkTree } from './outsideWorkTree.ts';

/**
 * The one git command that reads the index. Each flag is there because a setting, an attribute or a file
 * without it changes what git prints, and blinded a scanner that trusted the default.
 *
 * @see https://git-scm.com/docs/git-diff
 */
export const STAGED_DIFF_ARGUMENTS: readonly string[] = [
  '--no-replace-objects', // a replace ref shows another blob than the one being committed
  '-c',
  'core.quotePath=false', // names above ASCII come as they are, not as octal
  '-c',
  'core.bigFileThreshold=512m', // a low threshold turns any file into "Binary files differ"
  '-c',
  'core.fsmonitor=false', // may name a program, which git would start
  'diff',
  '-O/dev/null', // diff.orderFile
  '--cached',
  '--raw', // the list of staged files, to check the patch against
  '-z', // exact names in that list
  '--patch',
  '--no-abbrev',
  '--full-index',
  '--no-color', // color.ui=always
  '--no-ext-diff', // diff.external, diff drivers
  '--no-textconv', // textconv drivers show something else than what is committed
  '--text', // -diff and binary attributes, NUL bytes, UTF-16
  '--no-relative', // diff.relative hides what is outside the current folder
  '--find-renames', // diff.renames; a moved file adds nothing
  '--ignore-submodules=none', // diff.ignoreSubmodules
  '--submodule=short', // diff.submodule=log and =diff print another grammar
  '--src-prefix=a/', // diff.noprefix, diff.mnemonicPrefix
  '--dst-prefix=b/',
  '--unified=0', // diff.context; only the added lines matter
  '--inter-hunk-context=0', // diff.interHunkContext
];

/**
 * Streams what `git commit` would commit, in the grammar that `StagedDiffParser` reads.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan when git is missing, fails, or is not in a repository
 */
export async function streamStagedDiff(directory: string, onChunk: (chunk: Buffer) => void): Promise<void> {
  try {
    const { directory: place, arguments: first, variables } = await outsideWorkTree(directory);
    await streamGit(place, [...first, ...STAGED_DIFF_ARGUMENTS], onChunk, { variables });
  } catch (error) {
    if (error instanceof GitFailed) throw await explain(error, directory);
    throw error;
  }
}

/** Why git could not print the staged diff. Asked only after the failure, so that a scan is one git process. */
async function explain(failure: GitFailed, directory: string): Promise<CannotScan> {
  const because = (message: string, hint: string) => new CannotScan(message, hint, { cause: failure });
  if (failure.exitCode !== null && failure.exitCode < 0) {
    return because(
      'git could not be started: it was not found on the PATH.',
      'Install git, or add its folder to the PATH.',
    );
  }
  if (failure.exitCode === null) {
    return because('git was stopped before it had printed the staged diff.', 'Commit again.');
  }
  try {
    await openGit(directory).raw(['rev-parse', '--git-dir']);
  } catch (error) {
    const said = error instanceof GitFailed ? error.stderr : '';
    const exception = /git config --global --add safe\.directory .*/.exec(said)?.[0];
    if (exception !== undefined) {
      return because(
        'This repository belongs to another user, and git does not read such a one.',
        `If you trust it: ${exception}`,
      );
    }
    return because(
      `${fatalLine(said) ?? 'This is not a git repository.'}`,
      'Run this inside the repository whose staged changes are to be scanned.',
    );
  }
  return because(
    `git could not print the staged diff: ${fatalLine(failure.stderr) ?? `it exited with ${failure.exitCode}`}.`,
    'Run `git status` and `git fsck`, mend what they name, then commit again.',
  );
}

/** What git died of; the last line where none begins with `fatal:`, as in another language. */
function fatalLine(text: string): string | undefined {
  const lines = text.trimEnd().split('\n');
  const fatal = lines.findLastIndex((line) => line.startsWith('fatal:'));
  if (fatal < 0) return lines.at(-1)?.trim() || undefined;
  // `fatal: unknown repository extension found:`, and its name on the next line.
  const isOpen = lines[fatal]?.endsWith(':');
  return lines
    .slice(fatal, fatal + (isOpen ? 2 : 1))
    .map((line) => line.trim())
    .join(' ');
}
