import { EXIT } from '../exitCodes.ts';
import { listenToGit } from '../git/runningGits.ts';
import { version } from '../packageRoot.ts';
import { printable } from '../report/printable.ts';
import { redactKeys } from '../rules/redact.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import type { Io } from './command.ts';
import type { Format, ScanOptions } from './scanOptions.ts';

/** What a scan is told of the call, whatever it scans. */
export interface ScanCall {
  cwd: string;
  inlineAllow: boolean;
  config?: string;
  /** Is told what was read, where `--verbose` asks for it. */
  log?: (line: string) => void;
}

/**
 * Scans, and reports as the options say.
 *
 * @returns the exit code
 */
export async function reportScan(
  options: ScanOptions,
  io: Io,
  scan: (call: ScanCall) => Promise<ScanResult>,
): Promise<number> {
  const started = performance.now();
  const log = (line: string) => io.stderr(`baseten-key-guard: ${printable(redactKeys(line))}\n`);
  const { format, output, isQuiet, isVerbose, ...rest } = options;
  if (isVerbose) listenToGit((words) => log(words.join(' ')));
  const result = await scan({ cwd: io.cwd, ...rest, ...(isVerbose && { log }) });
  const exitCode = result.findings.length > 0 ? EXIT.FOUND : EXIT.CLEAN;
  if (output !== undefined) {
    const { writeReport } = await import('../report/writeReport.ts');
    writeReport(io.cwd, output, await write(result, format, { ...io, stdoutIsTerminal: () => false }));
  } else if (format === 'json' || !isQuiet || exitCode !== EXIT.CLEAN) {
    io.stdout(await write(result, format, io));
  }
  if (isVerbose) log(`exit ${exitCode} after ${Math.round(performance.now() - started)} ms`);
  return exitCode;
}

async function write(result: ScanResult, format: Format, io: Io): Promise<string> {
  if (format === 'json') {
    const { jsonReport } = await import('../report/json.ts');
    return jsonReport(result, version());
  }
  const [{ textReport }, { paintFor }, { hasHead }] = await Promise.all([
    import('../report/text.ts'),
    import('../report/paint.ts'),
    import('../git/hasHead.ts'),
  ]);
  const paint = paintFor(io.environment, io.stdoutIsTerminal());
  return textReport(result, { paint, hasHead: result.findings.length === 0 || (await hasHead(io.cwd)) });
}
