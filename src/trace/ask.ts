import { CannotScan } from '../errors.ts';
import { GitFailed, streamGit } from '../git/run/git.ts';
import { whyForeign, whyNoAnswer } from '../git/run/gitFailure.ts';

/**
 * What every question of `trace` begins with. Each protocol is named: a setting of its own would outdo the general
 * one.
 */
const QUIETLY: readonly string[] = [
  '--no-replace-objects', // a replace ref shows another object than the one that was pushed
  '-c',
  'core.fsmonitor=false',
  // In a partial clone git fetches what it lacks, without a word; where a key is, is asked without the network.
  ...['', 'file.', 'git.', 'http.', 'https.', 'ssh.'].flatMap((name) => [
    '-c',
    `protocol.${name}allow=never`,
  ]),
];

/**
 * Asks git, and takes its answer chunk by chunk. No question holds a key: names and ids go in by stdin.
 *
 * @throws CannotScan when git fails
 */
export async function ask(
  directory: string,
  args: readonly string[],
  onChunk: (chunk: Buffer) => void,
  input?: string,
): Promise<void> {
  try {
    await streamGit(directory, [...QUIETLY, ...args], onChunk, input === undefined ? {} : { input });
  } catch (error) {
    if (error instanceof GitFailed) throw explain(error, args[0] ?? '');
    throw error;
  }
}

/** Git's whole answer to a question whose answer is short. */
export async function answer(directory: string, args: readonly string[], input?: string): Promise<string> {
  const chunks: Buffer[] = [];
  await ask(directory, args, (chunk) => chunks.push(chunk), input);
  return Buffer.concat(chunks).toString('utf8');
}

/** Git's answer, cut where it has NUL bytes. */
export async function words(directory: string, args: readonly string[], input?: string): Promise<string[]> {
  return (await answer(directory, args, input)).split('\0').filter(Boolean);
}

/** Git's answer, line by line. */
export async function lines(directory: string, args: readonly string[], input?: string): Promise<string[]> {
  return (await answer(directory, args, input)).split('\n').filter(Boolean);
}

function explain(failure: GitFailed, command: string): CannotScan {
  const reason = whyNoAnswer(failure) ?? whyForeign(failure.stderr, failure);
  if (reason) return reason;
  const because = (message: string, hint: string) => new CannotScan(message, hint, { cause: failure });
  if (/not a git repository/i.test(failure.stderr)) {
    return because('This is not a git repository.', 'Run this inside the repository to be searched.');
  }
  // Not in git's own words: they may name a file that is named like the key.
  return because(
    `\`git ${command}\` failed, so not everything was searched.`,
    'Run `git fsck`, mend what it names, then try again. A partial clone must be fetched whole first.',
  );
}
