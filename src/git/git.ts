import { existsSync } from 'node:fs';
import type { SimpleGit } from 'simple-git';
import { GitError, simpleGit } from 'simple-git';
import { CannotScan } from '../errors.ts';
import { variablesToKeep } from './environment.ts';
import { silenceDebug } from './silenceDebug.ts';

silenceDebug();

/** A git process that did not exit with 0. `exitCode` is null when a signal ended it, below 0 when it never ran. */
export class GitFailed extends GitError {
  // simple-git wraps every error that is not one of its own.
  override name = 'GitFailed';
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(exitCode: number | null, stderr: string) {
    super(undefined, `git exited with ${exitCode ?? 'a signal'}`);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/** What one call of git gets beside its arguments. */
export interface GitOptions {
  /** Stops a running git. */
  abort?: AbortSignal;
  /** For git's stdin. */
  input?: string;
}

/**
 * simple-git, configured once: every call to git in this program goes through here.
 *
 * @param directory where git runs
 * @throws CannotScan when the directory does not exist
 */
export function openGit(directory: string, { abort, input }: GitOptions = {}): SimpleGit {
  if (!existsSync(directory)) {
    throw new CannotScan(
      `The directory ${JSON.stringify(directory)} does not exist.`,
      'Run this inside a git repository.',
    );
  }
  return simpleGit({
    baseDir: directory,
    allowEnvironment: variablesToKeep(process.env),
    // git's output is complete when its streams close; the default also waits 50 ms after the exit.
    completion: { onClose: true, onExit: false },
    // By default a git that is killed, or that exits 1 and says nothing, counts as a success.
    errors: (error, { exitCode, stdErr }) =>
      exitCode === 0 ? error : new GitFailed(exitCode, Buffer.concat(stdErr).toString('utf8')),
    ...(abort && { abort }),
    ...(input !== undefined && { input: () => input }),
  });
}

/**
 * Runs git and hands over its stdout chunk by chunk, without keeping any of it.
 *
 * simple-git collects the whole output in memory; its listener is taken off the stream, so that a diff of any
 * size passes through in the space of one chunk.
 *
 * @throws GitFailed when git does not exit with 0
 * @throws whatever `onChunk` throws; git is stopped then
 */
export async function streamGit(
  directory: string,
  args: readonly string[],
  onChunk: (chunk: Buffer) => void,
  { input }: Pick<GitOptions, 'input'> = {},
): Promise<void> {
  const abort = new AbortController();
  let failure: unknown;
  const options = { abort: abort.signal, ...(input !== undefined && { input }) };
  const git = openGit(directory, options).outputHandler((_command, stdout) => {
    stdout.removeAllListeners('data');
    stdout.on('data', (chunk: Buffer) => {
      if (abort.signal.aborted) return;
      try {
        onChunk(chunk);
      } catch (error) {
        failure = error;
        abort.abort();
      }
    });
  });
  try {
    await git.raw([...args]);
  } catch (error) {
    // An error of the reader comes first: it is what stopped git.
    throw failure ?? error;
  }
  if (failure !== undefined) throw failure;
}
