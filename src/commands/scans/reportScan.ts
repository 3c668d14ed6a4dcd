import { EXIT } from '../../exitCodes.ts';
import { listenToGit } from '../../git/run/runningGits.ts';
import { PRODUCT } from '../../product.ts';
import { printable } from '../../report/printable.ts';
import { redactKeys } from '../../rules/redact.ts';
import type { ScanCall } from '../../scan/scanCall.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import type { Io } from '../command.ts';
import { formatReport } from './formatReport.ts';
import type { FileReport, ScanOptions } from './scanOptions.ts';

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
  const log = (line: string) => io.stderr(`${PRODUCT}: ${printable(redactKeys(line))}\n`);
  const { format, output, reports = [], isQuiet, isVerbose, ...rest } = options;
  if (isVerbose) listenToGit((words) => log(words.join(' ')));
  const result = await scan({ cwd: io.cwd, ...rest, ...(isVerbose && { log }) });
  const exitCode = result.scan.partial
    ? EXIT.INTERRUPTED
    : result.findings.length > 0
      ? EXIT.FOUND
      : EXIT.CLEAN;
  if (output === undefined && (isForMachine(format) || !isQuiet || exitCode !== EXIT.CLEAN)) {
    io.stdout(await formatReport(result, format, io));
  }
  const files = [...(output === undefined ? [] : [{ format, file: output }]), ...reports];
  if (files.length > 0) await writeReports(result, files, io);
  if (format === 'github' && io.environment.GITHUB_STEP_SUMMARY) {
    await appendSummary(result, io.environment.GITHUB_STEP_SUMMARY);
  }
  if (isVerbose) log(`exit ${exitCode} after ${Math.round(performance.now() - started)} ms`);
  return exitCode;
}

/** Whether a report in this format is read by a program, which waits for one of a clean scan too. */
function isForMachine(format: FileReport['format']): boolean {
  return format !== 'text' && format !== 'github';
}

async function writeReports(result: ScanResult, files: readonly FileReport[], io: Io): Promise<void> {
  const { writeReport } = await import('../../report/output/writeReport.ts');
  for (const { format, file } of files) {
    writeReport(io.cwd, file, await formatReport(result, format, { ...io, stdoutIsTerminal: () => false }));
  }
}

async function appendSummary(result: ScanResult, file: string): Promise<void> {
  const [{ jobSummary }, { appendReport }] = await Promise.all([
    import('../../report/documents/jobSummary.ts'),
    import('../../report/output/appendReport.ts'),
  ]);
  appendReport(file, jobSummary(result));
}
