import { getSystemErrorName } from 'node:util';
import { CannotScan } from '../../errors.ts';
import { GitFailed, openGit, stalled } from './git.ts';

/** The oldest git whose options are enough: `rev-parse --path-format` came with it. README.md says the same. */
const OLDEST_GIT = '2.31';

/** Why git has not come to an answer at all; undefined where it ended by itself. */
export function whyNoAnswer(failure: GitFailed): CannotScan | undefined {
  const { exitCode, isStalled } = failure;
  if (isStalled) return stalled(failure);
  const because = (message: string, hint: string) => new CannotScan(message, hint, { cause: failure });
  if (exitCode === null) return because('git was stopped before it had answered.', 'Try again.');
  if (exitCode >= 0) return undefined;
  const code = getSystemErrorName(exitCode);
  return code === 'ENOENT'
    ? because(
        'git could not be started: it was not found on the PATH.',
        'Install git, or add its folder to the PATH.',
      )
    : because(`git could not be started (${code}).`, 'See whether `git --version` works, and mend that.');
}

/** Why git does not read a repository: for whose it is, if that is what it says on stderr. */
export function whyForeign(said: string, cause: GitFailed): CannotScan | undefined {
  const exception = /git config --global --add safe\.directory .*/.exec(said)?.[0];
  return exception === undefined
    ? undefined
    : new CannotScan(
        'This repository belongs to another user, and git does not read such a one.',
        `If you trust it: \`${exception}\``,
        { cause },
      );
}

/**
 * Why git cannot work in a folder at all; undefined where it can, and something else failed. Asked only after a
 * failure, so that a scan is one git process.
 */
export async function whyNoRepository(failure: unknown, directory: string): Promise<CannotScan | undefined> {
  if (!(failure instanceof GitFailed)) throw failure;
  const reason = whyNoAnswer(failure);
  if (reason) return reason;
  try {
    await openGit(directory).raw(['rev-parse', '--git-dir']);
    return undefined;
  } catch (error) {
    const said = error instanceof GitFailed ? error.stderr : '';
    return (
      whyForeign(said, failure) ??
      new CannotScan(
        fatalLine(said) ?? 'This is not a git repository.',
        'Run this inside the repository that is meant; if you did, mend what git names.',
        { cause: failure },
      )
    );
  }
}

/**
 * Why git cannot work in a folder at all, and otherwise what the caller says of its question.
 *
 * @param message for where git works there, and this failed
 * @param hint what to do then
 */
export async function whyGitFailed(
  failure: unknown,
  directory: string,
  message: string,
  hint: string,
): Promise<CannotScan> {
  return (await whyNoRepository(failure, directory)) ?? new CannotScan(message, hint, { cause: failure });
}

/** What git exits with where it does not know an option. */
export const WRONG_USAGE = 129;

/** Says that git did not know an option, and which version it is. */
export async function tooOld(directory: string, cause?: GitFailed): Promise<CannotScan> {
  const version = await openGit(directory).raw(['--version']);
  return new CannotScan(
    `${version.trim()} does not know an option that is needed here.`,
    `Install git ${OLDEST_GIT} or later.`,
    cause && { cause },
  );
}

/** What git died of; the last line where none begins with `fatal:`, as in another language. */
export function fatalLine(text: string): string | undefined {
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
