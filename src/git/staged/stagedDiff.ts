import { CannotScan } from '../../errors.ts';
import { GitFailed, type LateSink, streamGit } from '../run/git.ts';
import { fatalLine, tooOld, WRONG_USAGE, whyNoRepository } from '../run/gitFailure.ts';
import { outsideWorkTree } from './outsideWorkTree.ts';

/** What every git that prints a diff is told, before its command. */
export const DIFF_CONFIGURATION: readonly string[] = [
  '--no-replace-objects', // a replace ref shows another blob than the one being committed
  '-c',
  'core.quotePath=false', // names above ASCII come as they are, not as octal
  '-c',
  'core.bigFileThreshold=512m', // a low threshold turns any file into "Binary files differ"
  '-c',
  'core.fsmonitor=false', // may name a program, which git would start
];

/** The form of every diff, in the grammar that `StagedDiffParser` reads. */
export const DIFF_FORM: readonly string[] = [
  '-O/dev/null', // diff.orderFile
  '--raw', // the list of files, to check the patch against
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
 * The one git command that reads the index. Each flag is there because a setting, an attribute or a file
 * without it changes what git prints, and blinded a scanner that trusted the default.
 *
 * @see https://git-scm.com/docs/git-diff
 */
export const STAGED_DIFF_ARGUMENTS: readonly string[] = [
  ...DIFF_CONFIGURATION,
  'diff',
  '--cached',
  ...DIFF_FORM,
];

/**
 * Streams what `git commit` would commit, in the grammar that `StagedDiffParser` reads.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan when git is missing, fails, or is not in a repository
 */
export async function streamStagedDiff(directory: string, sink: LateSink): Promise<void> {
  try {
    const { directory: place, arguments: first, variables } = await outsideWorkTree(directory);
    await streamGit(place, [...first, ...STAGED_DIFF_ARGUMENTS], sink, { variables });
  } catch (error) {
    if (error instanceof GitFailed) throw await explain(error, directory);
    throw error;
  }
}

/** Why git could not print the staged diff. */
async function explain(failure: GitFailed, directory: string): Promise<CannotScan> {
  const reason = await whyNoRepository(failure, directory);
  if (reason) return reason;
  if (failure.exitCode === WRONG_USAGE) return tooOld(directory, failure);
  return new CannotScan(
    `git could not print the staged diff: ${fatalLine(failure.stderr) ?? `it exited with ${failure.exitCode}`}.`,
    'Run `git status` and `git fsck`, mend what they name, then commit again.',
    { cause: failure },
  );
}
