import type { Io } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { parseCommandLine } from './commands/line/commandLine.ts';
import { CannotScan } from './errors.ts';
import { EXIT } from './exitCodes.ts';
import { version } from './packageRoot.ts';
import { PRODUCT } from './product.ts';
import { fold } from './report/fold.ts';
import { printable } from './report/printable.ts';
import { redactSecrets } from './rules/redact.ts';

/**
 * Runs one call of the program.
 *
 * @param args without node and the script
 * @returns the exit code
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    const exitCode = await runCall(args, io);
    const isProofWanted = io.environment.BASETEN_KEY_GUARD_PROOF === '1';
    return exitCode === EXIT.CLEAN && isProofWanted ? EXIT.PROVEN_CLEAN : exitCode;
  } catch (error) {
    const lines = failureLines(error, isGate(args[0]));
    // A person reads lines that a terminal has room for; a program looks for whole sentences.
    io.stderr(`${(io.stderrIsTerminal() ? lines.flatMap((line) => fold(line)) : lines).join('\n')}\n`);
    return EXIT.FAILED;
  }
}

async function runCall(args: readonly string[], io: Io): Promise<number> {
  const call = await parseCommandLine(args);
  if (call.name === 'help') {
    const { helpText } = await import('./commands/line/help.ts');
    io.stdout(helpText());
    return EXIT.CLEAN;
  }
  if (call.name === 'version') {
    io.stdout(`${version()}\n`);
    return EXIT.CLEAN;
  }
  const command = await COMMANDS[call.name].load();
  return command.run(call, io);
}

/** One line that says what went wrong and one that says what to do; no stack, which would quote who knows what. */
function failureLines(error: unknown, gate: boolean): string[] {
  const [message, hint] =
    error instanceof CannotScan
      ? [error.message, error.hint]
      : isModuleMissing(error)
        ? ['A part of it is missing.', 'Run `npm install` again.']
        : isLostFolder(error)
          ? [
              'The current folder was removed, or its path is too long.',
              'Change to one that is there, then try again.',
            ]
          : [
              `Something unforeseen went wrong: ${error instanceof Error ? error.message : String(error)}`,
              `Please report this, with the output of \`${PRODUCT} --version\`.`,
            ];
  const sentence = printable(redactSecrets(message));
  return [`${PRODUCT}: ${sentence}`, `${printable(hint)} (exit 2${gate ? ': nothing was let through' : ''})`];
}

/** Whether something waits for the call's exit code, as a commit does: not for that of `install`, `trace` and the like. */
function isGate(firstWord = ''): boolean {
  return firstWord === 'hook' || !(firstWord in COMMANDS) || firstWord.startsWith('--');
}

function isModuleMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

/** `process.cwd()` in a folder that was removed (ENOENT), or whose path is too long to be told (ERANGE). */
function isLostFolder(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'uv_cwd';
}
