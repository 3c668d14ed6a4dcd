#!/usr/bin/env node
/** The oldest Node that this runs on; package.json's `engines` says the same. */
const OLDEST_NODE = [20, 19] as const;

/** Whatever goes wrong, a hook must not read it as "no key found": 2, one sentence, no stack. */
function fail(sentence: string): void {
  process.stderr.write(`baseten-key-guard: ${sentence} (exit 2: nothing was let through)\n`);
  process.exitCode = 2;
}

process.setUncaughtExceptionCaptureCallback((error) => {
  fail(`Something unforeseen went wrong (${error.name}). Please report this.`);
});

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
  process.exitCode = await cli.run(process.argv.slice(2), {
    get cwd() {
      return process.cwd();
    },
    environment: process.env,
    stdoutIsTerminal: () => process.stdout.isTTY === true,
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
}
