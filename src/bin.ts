#!/usr/bin/env node
import { fstatSync, writeFileSync } from 'node:fs';
import { EXIT } from './exitCodes.ts';
import { PRODUCT } from './product.ts';

/** The oldest Node that this runs on; package.json's `engines` says the same. */
const OLDEST_NODE = [20, 19] as const;
/** What a shell calls a program that these ended: 128 and the signal's number. */
const SIGNALS = { SIGHUP: 129, SIGINT: EXIT.INTERRUPTED, SIGTERM: 143 } as const;

/** The scan of a small commit is over by then; that of a large one has not filled its heap. */
const SMALL_SCAN_MS = 25;

let hasFailed = false;
let isOver = false;
let hasSpoken = false;

// With NODE_DEBUG=stream node writes to stderr, in hexadecimal, pieces of all that it reads: of the diff too.
const pastTheMute = process.env.NODE_DEBUG ? process.stderr.write.bind(process.stderr) : undefined;
if (pastTheMute) process.stderr.write = () => true;

/**
 * Whatever goes wrong, a hook must not read it as "no key found": 2, two short lines as `cli.ts` writes them, no stack.
 */
function fail(message: string, hint: string): void {
  hasFailed = true;
  process.exitCode = EXIT.FAILED;
  say(`${PRODUCT}: ${message}\n${hint} (exit 2: nothing was let through)\n`);
}

/** Says something on stderr. */
function say(text: string): boolean {
  const stderr = stream('stderr');
  return pastTheMute ? pastTheMute(text) : stderr.write(text);
}

/** A stream, opened when there is something to say: opening both takes as long as git, and most commits hear nothing. */
function stream(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  hasSpoken = true;
  const opened = process[name];
  if (opened.listenerCount('error') === 0) opened.on('error', ON_LOST[name]);
  return opened;
}

const ON_LOST = {
  // Nothing can be said about it there; without a listener the failure would be one that is reported there again.
  stderr: () => undefined,
  stdout({ code }: NodeJS.ErrnoException) {
    // The reader has read enough (`| head -1`): what was found is still found.
    if (code !== 'EPIPE') failToWrite(code);
  },
};

// Whoever ends it before its end (code that NODE_OPTIONS loads, an event that never comes) has not scanned.
process.on('exit', () => {
  if (!isOver && !hasFailed) fail('It ended before the scan did.', 'Try again without NODE_OPTIONS.');
});

process.setUncaughtExceptionCaptureCallback(failUnforeseen);
// With `--unhandled-rejections=none` in NODE_OPTIONS node would say nothing of one, and exit with 0.
process.on('unhandledRejection', failUnforeseen);

function failToWrite(code = 'unknown'): void {
  fail(`The report could not be written (${code}).`, 'Make room for it, or write it to another place.');
}

function failUnforeseen(error: unknown): void {
  // Whatever is thrown may hold a key, but for a class of Node's or the language's own.
  const name = error instanceof Error && /^[A-Z]\w{2,40}$/.test(error.name) ? error.name : 'unknown';
  fail(`Something unforeseen went wrong (${name}).`, 'Please report this.');
}

// NODE_OPTIONS may ask for reports, files that hold the command line and the environment, and what a key is in.
Object.assign(process.report ?? {}, {
  reportOnFatalError: false,
  reportOnSignal: false,
  reportOnUncaughtException: false,
});

for (const [signal, exitCode] of Object.entries(SIGNALS)) {
  process.once(signal, async () => {
    const { interrupt } = await import('./interruption.ts');
    if (signal === 'SIGINT' && interrupt()) return;
    say(`${PRODUCT}: ${signal} stopped the scan. (exit ${exitCode}: nothing was let through)\n`);
    try {
      const { stopRunningGits } = await import('./git/run/runningGits.ts');
      await stopRunningGits();
    } finally {
      isOver = true;
      process.exit(exitCode);
    }
  });
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`Node ${process.versions.node} is too old.`, `Install Node ${OLDEST_NODE.join('.')} or later.`);
} else {
  void start();
}

/** Prints on stdout, all of it: into a file Node's stream writes what there is room for, and drops the rest. */
function print(text: string): void {
  try {
    if (fstatSync(1).isFile()) writeFileSync(1, text);
    else stream('stdout').write(text);
  } catch (error) {
    failToWrite((error as NodeJS.ErrnoException).code);
  }
}

/**
 * What a scan makes of a chunk is of no use after it, so V8 is told to keep little. The space for new objects stays at
 * 1 MiB, where it would grow to 16: it is emptied as fast. And what outlived it is looked through when the heap is a
 * quarter full. Peak memory in MiB with neither, the first and both: 20,000 files 92, 66, 65; 8 MiB of names 100, 69,
 * 67, of Base64 105 to 125, 81 to 92, 75; 48 MB of Base64 60, 53, 53. Processor time: 0.98 to 1.04 times, and 1.23 for
 * 254,200 findings. `--max-semi-space-size` would do the first, but only on node's command line.
 */
function keepHeapSmall(): void {
  const v8 = process.getBuiltinModule('node:v8');
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  v8.setFlagsFromString('--incremental-marking-soft-trigger=25');
  v8.setFlagsFromString('--incremental-marking-hard-trigger=25');
}

async function start(): Promise<void> {
  let cli: typeof import('./cli.ts');
  try {
    const { forgetKeys } = await import('./git/run/environment.ts');
    forgetKeys(process.env);
    cli = await import('./cli.ts');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    fail(`A part of it is missing (${code ?? 'unknown'}).`, 'Run `npm install` again.');
    return;
  }
  // Not at once: with other flags node compiles its own modules anew, 2 ms for those of a small commit.
  setTimeout(keepHeapSmall, SMALL_SCAN_MS).unref();
  const exitCode = await cli.run(process.argv.slice(2), {
    get cwd() {
      return process.cwd();
    },
    environment: process.env,
    stdoutIsTerminal: () => process.stdout.isTTY === true,
    stderrIsTerminal: () => process.stderr.isTTY === true,
    stdinIsTerminal: () => process.stdin.isTTY === true,
    async *stdin() {
      const { standardInput } = await import('./commands/ask/standardInput.ts');
      yield* standardInput();
    },
    async hiddenLine(prompt) {
      const { hiddenLine } = await import('./commands/ask/hiddenLine.ts');
      return hiddenLine(process.stdin, () => say(prompt));
    },
    stdout: print,
    stderr: say,
  });
  isOver = true;
  if (!hasFailed) process.exitCode = exitCode;
  // Nothing is on its way to anybody, so nothing can be cut off.
  if (!hasSpoken) process.exit();
}
