import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, HELP, parseCommandLine } from './commandLine.ts';
import { CannotScan } from './errors.ts';
import { listenToGit } from './git/runningGits.ts';
import { packageRoot } from './packageRoot.ts';
import { printable } from './report/printable.ts';
import { redactKeys } from './rules/redact.ts';
import type { ScanResult } from './scan.ts';

/** The exit codes of the program, for scripts that call it. */
export const EXIT = {
  /** Everything asked for was scanned, and nothing was found. */
  CLEAN: 0,
  /** At least one finding blocks. */
  FOUND: 1,
  /** The scan could not be done, or the call was wrong. */
  FAILED: 2,
} as const;

/** What the program reads from and writes to. */
export interface Io {
  cwd: string;
  environment: NodeJS.ProcessEnv;
  stdoutIsTerminal(): boolean;
  stdout(text: string): void;
  stderr(text: string): void;
}

/**
 * Runs one call of the program.
 *
 * @param args without node and the script
 * @returns the exit code
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runCommand(await parseCommandLine(args), io);
  } catch (error) {
    io.stderr(failureMessage(error));
    return EXIT.FAILED;
  }
}

async function runCommand(command: Command, io: Io): Promise<number> {
  switch (command.name) {
    case 'help':
      io.stdout(HELP);
      return EXIT.CLEAN;
    case 'version':
      io.stdout(`${version()}\n`);
      return EXIT.CLEAN;
    case 'scan-staged':
      return runScanStaged(command, io);
    case 'allow': {
      const { allowFinding } = await import('./allow/allowFinding.ts');
      io.stdout(`${await allowFinding(io.cwd, command)}\n`);
      return EXIT.CLEAN;
    }
    case 'install':
    case 'uninstall': {
      const { install, uninstall } = await import('./install/install.ts');
      const done = command.name === 'install' ? await install(io.cwd) : await uninstall(io.cwd);
      io.stdout(`${done}\n`);
      return EXIT.CLEAN;
    }
  }
}

type ScanCommand = Extract<Command, { name: 'scan-staged' }>;

async function runScanStaged({ output, isVerbose, ...command }: ScanCommand, io: Io): Promise<number> {
  const started = performance.now();
  const log = (line: string) => io.stderr(`baseten-key-guard: ${printable(redactKeys(line))}\n`);
  if (isVerbose) listenToGit((words) => log(words.join(' ')));
  const { format, isQuiet, ...options } = command;
  const { scanStaged } = await import('./scan.ts');
  const result = await scanStaged({ cwd: io.cwd, ...options, ...(isVerbose && { log }) });
  const exitCode = result.findings.length > 0 ? EXIT.FOUND : EXIT.CLEAN;
  if (output !== undefined) {
    const { writeReport } = await import('./report/writeReport.ts');
    writeReport(io.cwd, output, await report(result, format, { ...io, stdoutIsTerminal: () => false }));
  } else if (format === 'json' || !isQuiet || exitCode !== EXIT.CLEAN) {
    io.stdout(await report(result, format, io));
  }
  if (isVerbose) log(`exit ${exitCode} after ${Math.round(performance.now() - started)} ms`);
  return exitCode;
}

async function report(result: ScanResult, format: ScanCommand['format'], io: Io): Promise<string> {
  if (format === 'json') {
    const { jsonReport } = await import('./report/json.ts');
    return jsonReport(result, version());
  }
  const [{ textReport }, { paintFor }, { hasHead }] = await Promise.all([
    import('./report/text.ts'),
    import('./report/paint.ts'),
    import('./git/hasHead.ts'),
  ]);
  const paint = paintFor(io.environment, io.stdoutIsTerminal());
  return textReport(result, { paint, hasHead: result.findings.length === 0 || (await hasHead(io.cwd)) });
}

/** One line that says what went wrong and one that says what to do; no stack, which would quote who knows what. */
function failureMessage(error: unknown): string {
  const [message, hint] =
    error instanceof CannotScan
      ? [error.message, error.hint]
      : isModuleMissing(error)
        ? ['A part of it is missing.', 'Run `npm install` again.']
        : isLostFolder(error)
          ? ['The current folder does not exist any more.', 'Change to one that does, then try again.']
          : [
              `Something unforeseen went wrong: ${error instanceof Error ? error.message : String(error)}`,
              'Please report this, with the output of `baseten-key-guard --version`.',
            ];
  const sentence = printable(redactKeys(message));
  return `baseten-key-guard: ${sentence}\n${printable(hint)} (exit 2: nothing was let through)\n`;
}

function isModuleMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

/** `process.cwd()` in a folder that was removed. */
function isLostFolder(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && syscall === 'uv_cwd';
}

function version(): string {
  const manifest = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
