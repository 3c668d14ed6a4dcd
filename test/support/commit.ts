import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, ScratchRepository, Variables } from './scratchRepository.ts';

/** What a real `git commit` did. */
export interface Commit extends Outcome {
  /** How the pre-commit hook exited; undefined where git ran none. */
  hook: number | undefined;
  /** What the report lists, each as `path:line`. */
  places: string[];
  /** Whether HEAD is another commit than before. */
  isCommitted: boolean;
}

/** How to call `git commit`, beside its arguments. */
export interface CommitOptions {
  /** Where the message comes from; `-m test` by default. */
  message?: string[];
  /** What stands between `git` and `commit`. */
  gitArguments?: string[];
  variables?: Variables;
  /** Relative to the working tree. */
  cwd?: string;
  input?: string;
}

/**
 * Runs `git commit` and tells what the hook said. That a hook ran at all, and its own exit code, is read from git's
 * trace: `git commit` exits 1 whatever the hook exits with, and a hook that never ran looks like a clean commit.
 */
export function commit(
  repository: ScratchRepository,
  args: string[] = [],
  { message = ['-m', 'test'], gitArguments = [], variables = {}, cwd = '.', input = '' }: CommitOptions = {},
): Commit {
  const trace = join(repository.home, 'trace');
  rmSync(trace, { force: true });
  const before = head(repository, variables);
  const outcome = repository.run('git', [...gitArguments, 'commit', ...message, ...args], {
    variables: { GIT_TRACE2_EVENT: trace, ...variables },
    cwd,
    input,
  });
  return {
    ...outcome,
    hook: existsSync(trace) ? hookExit(readFileSync(trace, 'utf8')) : undefined,
    places: listedPlaces(outcome.output),
    isCommitted: head(repository, variables) !== before,
  };
}

/** What `commit` gives for a commit that went through, with the hook run. */
export const PASSED = { status: 0, hook: 0, places: [], isCommitted: true };

/** What `commit` gives for a commit that was stopped for keys at these places, each `path:line`. */
export function stoppedAt(...places: string[]) {
  return { status: 1, hook: 1, places, isCommitted: false };
}

/** What `commit` gives where nothing could be scanned. */
export const FAILED = { status: 1, hook: 2, places: [], isCommitted: false };

function head(repository: ScratchRepository, variables: Variables): string {
  return repository.tryGit(['rev-parse', '--verify', '--quiet', 'HEAD'], variables).stdout;
}

interface TraceEvent {
  event: string;
  sid: string;
  child_id?: number;
  hook_name?: string;
  code?: number;
}

/** git's trace holds one JSON object a line; the hook's own git processes, whose `sid` is longer, stand in it too. */
function hookExit(trace: string): number | undefined {
  const events = trace
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent);
  const start = events.find(({ event, hook_name }) => event === 'child_start' && hook_name === 'pre-commit');
  return events.find(
    ({ event, sid, child_id }) => event === 'child_exit' && sid === start?.sid && child_id === start.child_id,
  )?.code;
}

/** `  path:line:column  what it is  redacted`, in two lines where one has no room for it. */
function listedPlaces(output: string): string[] {
  const plain = output.replace(/\x1b\[\d*m/g, '');
  return [...plain.matchAll(/^ {2}(.*:\d+):\d+(?: {2}|\n {4}).*\*{8}$/gm)].map(([, place = '']) => place);
}
