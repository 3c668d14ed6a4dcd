import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { SimpleGit } from 'simple-git';
import { GitError, simpleGit } from 'simple-git';
import { CannotScan } from '../../errors.ts';
import { variablesToKeep, withVariables } from './environment.ts';
import { PERMISSIONS } from './permissions.ts';
import { PATIENCE_VARIABLE, patience, type RunningGit, watchGit } from './runningGits.ts';
import { silenceDebug } from './silenceDebug.ts';

silenceDebug();

/**
 * A git process that did not exit with 0. `exitCode` is null when a signal ended it, below 0 when it never ran;
 * `isStalled` tells that the signal was ours, for it had said nothing for long.
 */
export class GitFailed extends GitError {
  // simple-git wraps every error that is not one of its own.
  override name = 'GitFailed';
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly isStalled: boolean;

  constructor(exitCode: number | null, stderr: string, isStalled = false) {
    super(undefined, `git exited with ${exitCode ?? 'a signal'}`);
    this.exitCode = exitCode;
    this.stderr = stderr;
    this.isStalled = isStalled;
  }
}

/** What one call of git gets beside its arguments. */
export interface GitOptions {
  /** Stops a running git. */
  abort?: AbortSignal;
  /** For git's stdin. */
  input?: string;
  /** Variables that are to say something else than in this process. */
  variables?: Readonly<Record<string, string>>;
  /** Takes git's stdout itself. What it is given must be told whenever git says something. */
  onStdout?: (stdout: Readable, git: RunningGit) => void;
}

/**
 * simple-git, configured once: every call to git in this program goes through here.
 *
 * @param directory where git runs
 * @throws CannotScan when the directory does not exist, or the time that git is given is none
 */
export function openGit(
  directory: string,
  { abort, input, variables, onStdout }: GitOptions = {},
): SimpleGit {
  if (!existsSync(directory)) {
    throw new CannotScan(
      `The directory ${JSON.stringify(directory)} does not exist.`,
      'Run this inside a git repository.',
    );
  }
  patience(process.env);
  let running: RunningGit | undefined;
  const git = simpleGit({
    // With `NODE_DEBUG=child_process` node prints the folder, and its name may hold a key.
    baseDir: directory === process.cwd() ? '.' : directory,
    allowEnvironment: variablesToKeep(process.env),
    unsafe: PERMISSIONS,
    // git's output is complete when its streams close; the default also waits 50 ms after the exit.
    completion: { onClose: true, onExit: false },
    // By default a git that is killed, or that exits 1 and says nothing, counts as a success.
    errors: (error, { exitCode, stdErr }) =>
      exitCode === 0
        ? error
        : new GitFailed(exitCode, Buffer.concat(stdErr).toString('utf8'), running?.isStalled),
    ...(abort && { abort }),
    ...(input !== undefined && { input: () => input }),
  }).outputHandler((_command, stdout, stderr) => {
    const git = watchGit(stdout);
    running = git;
    stderr.on('data', git.heard);
    // Where git says nothing at all, simple-git waits 50 ms for more. Behind the end nothing comes.
    stdout.once('end', () => stderr.emit('data', Buffer.alloc(0)));
    if (onStdout) onStdout(stdout as Readable, git);
    else stdout.on('data', git.heard);
  });
  return variables && Object.keys(variables).length > 0
    ? git.env(withVariables(process.env, variables))
    : git;
}

/** Takes what git prints, piece by piece. */
export type Sink = (chunk: Buffer) => void;

/** A sink that is loaded while git works. What git prints in the meantime waits for it. */
export interface LateSink {
  load(): Promise<Sink>;
}

/**
 * Runs git and hands over its stdout chunk by chunk, without keeping any of it.
 *
 * simple-git collects the whole output in memory; its listener is taken off the stream, so that a diff of any
 * size passes through in the space of one chunk.
 *
 * @throws GitFailed when git does not exit with 0
 * @throws CannotScan when git said nothing for long and was stopped
 * @throws whatever the sink throws, or its loading; git is stopped then
 */
export async function streamGit(
  directory: string,
  args: readonly string[],
  sink: Sink | LateSink,
  { input, variables, abort: stop }: Omit<GitOptions, 'onStdout'> = {},
): Promise<void> {
  const failed = new AbortController();
  const abort = stop ? AbortSignal.any([stop, failed.signal]) : failed.signal;
  let failure: unknown;
  const fail = (error: unknown) => {
    failure = error;
    failed.abort();
  };
  let arrival: Promise<void> | undefined;
  const git = openGit(directory, {
    abort,
    ...(input !== undefined && { input }),
    ...(variables && { variables }),
    onStdout(stdout, running) {
      stdout.removeAllListeners('data');
      const early: Buffer[] = [];
      let take: Sink = (chunk) => {
        early.push(chunk);
        stdout.pause();
      };
      const handOver = (chunk: Buffer) => {
        if (abort.aborted) return;
        running.heard();
        try {
          take(chunk);
        } catch (error) {
          fail(error);
        }
      };
      stdout.on('data', handOver);
      const open = async () => {
        take = typeof sink === 'function' ? sink : await sink.load();
        early.forEach(handOver);
        stdout.resume();
      };
      arrival = open().catch(fail);
    },
  });
  try {
    await git.raw([...args]);
    // A git that prints little may have ended before.
    await arrival;
  } catch (error) {
    if (error instanceof GitFailed && error.isStalled) throw stalled(error);
    // An error of the reader comes first: it is what stopped git.
    throw failure ?? error;
  }
  if (failure !== undefined) throw failure;
}

/** Says that git was stopped for its silence. */
export function stalled(cause: GitFailed): CannotScan {
  return new CannotScan(
    `git said nothing for ${patience(process.env)} seconds and was stopped.`,
    `Commit again; on a slow machine or network give it longer with ${PATIENCE_VARIABLE}=<seconds>.`,
    { cause },
  );
}
