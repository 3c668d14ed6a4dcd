import { CannotScan } from '../errors.ts';
import { oneOf } from './commandLine.ts';
import type { OptionValues } from './options.ts';

/** How a scan is to be done and reported: the options that every scan takes, understood. */
export interface ScanOptions {
  format: Format;
  isQuiet: boolean;
  isVerbose: boolean;
  inlineAllow: boolean;
  config?: string;
  /** The file that the report goes to, instead of stdout. */
  output?: string;
}

export type Format = (typeof FORMATS)[number];

const FORMATS = ['text', 'json'] as const;

/** @throws CannotScan for a format that does not exist, and for contradictions */
export async function readScanOptions(values: OptionValues): Promise<ScanOptions> {
  if (values.quiet && values.verbose) {
    throw new CannotScan('--quiet and --verbose contradict each other.', 'Leave one of them out.');
  }
  if (values.output === '') throw new CannotScan('--output needs the name of a file.', 'Name one.');
  return {
    format: await oneOf(FORMATS, values.format ?? 'text', 'report format'),
    isQuiet: values.quiet ?? false,
    isVerbose: values.verbose ?? false,
    inlineAllow: !values['no-inline-allow'],
    ...(values.config !== undefined && { config: values.config }),
    ...(values.output !== undefined && { output: values.output }),
  };
}
