#!/usr/bin/env node
/** The oldest Node that this runs on; package.json's `engines` says the same. */
const OLDEST_NODE = [20, 19] as const;
/** What a shell calls a program that these ended: 128 and the signal's number. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

let hasFailed = false;

/** Whatever goes wrong, a hook must not read it as "no key found": 2, one sentence, no stack. */
function fail(sentence: string): void {
  hasFailed = true;
  process.exitCode = 2;
  process.stderr.write(`baseten-key-guard: ${sentence} (exit 2: nothing was let through)\n`);
}

process.setUncaughtExceptionCaptureCallback((error) => {
  fail(`Something unforeseen went wrong (${error.name}). Please report this.`);
});

// Nothing can be said about it there; without a listener the failure would be one that is reported there again.
process.stderr.on('error', () => undefined);
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // The reader has read enough (`| head -1`): what was found is still found.
  if (code !== 'EPIPE') fail(`The report could not be written (${code ?? 'unknown'}).`);
});

for (const [signal, exitCode] of Object.entries(SIGNALS)) {
  process.once(signal, async () => {
    process.stderr.write(
      `baseten-key-guard: ${signal} stopped the scan. (exit ${exitCode}: nothing was let through)\n`,
    );
    try {
      const { stopRunningGits } = await import('./git/runningGits.ts');
      await stopRunningGits();
    } finally {
      process.exit(exitCode);
    }
  });
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE.join('.')} or later.`);
} else {
  void start();
}

async function start(): Promise<void> {
  let cli: typeof import('./cli.ts');
  try {
    const { forgetKeys } = await import('./git/environment.ts');
    forgetKeys(process.env);
    cli = await import('./cli.ts');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    fail(`A part of it is missing (${code ?? 'unknown'}). Run \`npm install\` again.`);
    return;
  }
  const exitCode = await cli.run(process.argv.slice(2), {
    get cwd() {
      return process.cwd();
    },
    environment: process.env,
    stdoutIsTerminal: () => process.stdout.isTTY === true,
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
  if (!hasFailed) process.exitCode = exitCode;
}
