import { CannotScan } from '../../errors.ts';
import type { OptionValues } from '../line/options.ts';
import { oneOf } from '../line/words.ts';

/** How a scan is to be done and reported: the options that every scan takes, understood. */
export interface ScanOptions {
  format: Format;
  isQuiet: boolean;
  isVerbose: boolean;
  inlineAllow: boolean;
  config?: string;
  /** The file that the report goes to, instead of stdout. */
  output?: string;
  /** More reports, each into a file. */
  reports?: readonly FileReport[];
}

/** A report into a file. */
export interface FileReport {
  format: Format;
  file: string;
}

/** How a scan can be reported. */
export const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab'] as const;

export type Format = (typeof FORMATS)[number];

/** @throws CannotScan for a format that does not exist, and for contradictions */
export async function readScanOptions(values: OptionValues): Promise<ScanOptions> {
  if (values.quiet && values.verbose) {
    throw new CannotScan('--quiet and --verbose contradict each other.', 'Leave one of them out.');
  }
  if (values.output === '') throw new CannotScan('--output needs the name of a file.', 'Name one.');
  return {
    format: await readFormat(values.format ?? 'text'),
    isQuiet: values.quiet ?? false,
    isVerbose: values.verbose ?? false,
    inlineAllow: !values['no-inline-allow'],
    ...(values.config !== undefined && { config: values.config }),
    ...(values.output !== undefined && { output: values.output }),
    ...(values.report && { reports: await Promise.all(values.report.map(readFileReport)) }),
  };
}

function readFormat(given: string): Promise<Format> {
  return oneOf(FORMATS, given, 'report format');
}

/** `sarif:report.sarif` */
async function readFileReport(given: string): Promise<FileReport> {
  const [, format, file] = /^([^:]*):(.+)$/s.exec(given) ?? [];
  if (format === undefined || file === undefined) {
    throw new CannotScan(
      '--report needs a format, a colon and the name of a file.',
      'As in --report sarif:report.sarif',
    );
  }
  return { format: await readFormat(format), file };
}
