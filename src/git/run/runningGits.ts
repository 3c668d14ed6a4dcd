import type { ChildProcess } from 'node:child_process';
import diagnosticsChannel from 'node:diagnostics_channel';
import { CannotScan } from '../../errors.ts';

/** Variable that sets how long, in seconds, git may say nothing. Too short a time stops a commit; none lets one pass. */
export const PATIENCE_VARIABLE = 'BASETEN_KEY_GUARD_GIT_TIMEOUT';
/** Comparing a large tree for renames, or fetching from a promisor remote, git is silent for a while. */
const PATIENCE_SECONDS = 300;
/** A day, for one who debugs git. */
const LONGEST_PATIENCE = 86_400;
/** The wait is cut into so many ticks: a machine that slept, or was busy itself, has missed ticks, not git. */
const TICKS = 20;
/** After so long a git that was asked to end is ended. */
const GRACE_MS = 1_000;

const running = new Set<ChildProcess>();

let newest: ChildProcess | undefined;
// simple-git hands out the streams of the git that it starts, and not the process.
// See https://nodejs.org/api/diagnostics_channel.html#event-child_process
diagnosticsChannel.subscribe('child_process', (message) => {
  newest = (message as { process: ChildProcess }).process;
});

/** A git that runs. */
export interface RunningGit {
  /** Why it was stopped; absent where nobody stopped it. */
  readonly isStalled: boolean;
  /** To be called when it has said something. */
  heard(): void;
}

let onStart: ((command: readonly string[]) => void) | undefined;

/** Has every command line of git told to a listener: it holds no name of a file, and no key. */
export function listenToGit(listener: ((command: readonly string[]) => void) | undefined): void {
  onStart = listener;
}

/**
 * Watches the git that was started last, until it ends. One that says nothing for long is killed, with a signal
 * that a stopped process obeys too.
 *
 * @param stdout of that git
 */
export function watchGit(stdout: unknown, environment: NodeJS.ProcessEnv = process.env): RunningGit {
  const child = newest;
  newest = undefined;
  if (child === undefined || child.stdout !== stdout) throw new Error('git was started by someone else');
  onStart?.(child.spawnargs);
  running.add(child);
  let silentTicks = 0;
  let isStalled = false;
  const timer = setInterval(
    () => {
      if (++silentTicks < TICKS) return;
      isStalled = true;
      child.kill('SIGKILL');
      // Whoever else holds the other ends of its pipes must not hold us.
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
    (patience(environment) * 1_000) / TICKS,
  );
  const forget = () => {
    clearInterval(timer);
    running.delete(child);
  };
  child.once('exit', forget);
  child.once('error', forget);
  return {
    get isStalled() {
      return isStalled;
    },
    heard() {
      silentTicks = 0;
    },
  };
}

/**
 * How long git may say nothing, in seconds.
 *
 * @throws CannotScan where the variable holds no such time: whoever set it counts on it
 */
export function patience({ [PATIENCE_VARIABLE]: given }: NodeJS.ProcessEnv): number {
  if (given === undefined || given === '') return PATIENCE_SECONDS;
  const seconds = Number(given);
  if (seconds > 0 && seconds <= LONGEST_PATIENCE) return seconds;
  throw new CannotScan(
    `${PATIENCE_VARIABLE} is no number of seconds above 0 and up to ${LONGEST_PATIENCE}.`,
    `Set it to one, as ${PATIENCE_VARIABLE}=${PATIENCE_SECONDS}, or take it out of the environment.`,
  );
}

/** Ends every git that runs, and waits for the end. */
export async function stopRunningGits(): Promise<void> {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once('exit', () => resolve());
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
        }),
    ),
  );
}
