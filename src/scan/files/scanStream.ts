import type { Configuration } from '../../allow/configuration.ts';
import { NO_CONFIGURATION } from '../../allow/configuration.ts';
import { type Detection, detect } from '../../detect/detect.ts';
import { findInName } from '../../detect/nameFindings.ts';
import { type Surroundings, SurroundingsReader } from '../../detect/surroundings.ts';
import { TextLines } from '../../diff/lines/textLines.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import type { ScanResult } from '../scanResult.ts';
import { settle } from '../settle.ts';

/** Options of `scanStream`. */
export interface ScanStreamOptions {
  /** The text, piece by piece, in whatever encoding it is in. It is read once and not kept. */
  stream: AsyncIterable<Uint8Array>;
  /** The name that the text has, or would have, relative to the top of the repository; `stdin` by default. */
  path?: string;
  /** Where the configuration is looked for; the current directory by default. It need not be in a repository. */
  cwd?: string;
  /** Honour comments such as `baseten-key-guard:allow`; true by default. */
  inlineAllow?: boolean;
  /** Read the configuration from this file, relative to `cwd`, instead of from the working tree. */
  config?: string;
  /** Is told what was read: counts and times, nothing from the text. */
  log?: (line: string) => void;
}

/**
 * Scans a text of any size, as if every line of it were being committed under a name.
 *
 * The configuration is that of the working tree, if `cwd` is in one: the text is no version of a file that git has.
 *
 * @throws CannotScan when not all of it could be scanned
 */
export async function scanStream(options: ScanStreamOptions): Promise<ScanResult> {
  const { path = 'stdin', cwd = process.cwd(), inlineAllow = true } = options;
  const started = performance.now();
  const configuration = await configurationFor(options, cwd);
  const file: StagedFile = { path, blob: '', status: 'A' };
  const detections: Detection[] = [];
  // There is no second look at a stream: what stands around a line is read along with it.
  const reader = new SurroundingsReader([]);
  const lines = new TextLines(file, (added) => {
    for (const detection of detect(added)) {
      detections.push(detection);
      reader.want(detection.gitLine);
    }
  });
  for await (const bytes of readStream(options.stream)) {
    lines.push(bytes);
    reader.push(bytes);
  }
  lines.end();
  const surroundings = reader.end();
  const inNames = findInName(file);
  options.log?.(
    `${lines.lines} lines, ${lines.size} bytes, ${detections.length + inNames.length} candidates`,
  );
  const judgement = await settle(
    { detections, certain: inNames },
    { configuration, isInlineAllowed: inlineAllow },
    async () =>
      ({ gitLine }) =>
        surroundings.get(gitLine) as Surroundings,
  );
  return {
    scan: {
      mode: 'stdin',
      files: configuration.excludes(path) ? 0 : 1,
      addedLines: lines.lines,
      bytes: lines.size,
      durationMs: Math.round(performance.now() - started),
    },
    configurationFile: configuration.file,
    ...judgement,
  };
}

async function* readStream(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  try {
    for await (const piece of stream) {
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
    }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CannotScan(`The text could not be read to its end (${code}).`, 'Check what it comes from.', {
      cause: error,
    });
  }
}

async function configurationFor({ config }: ScanStreamOptions, cwd: string): Promise<Configuration> {
  const { readConfigurationFile, readConfigurationOnDisk } = await import(
    '../../git/blobs/readConfiguration.ts'
  );
  if (config !== undefined) return readConfigurationFile(cwd, config);
  const { findTopLevel } = await import('../../git/files/topLevel.ts');
  const top = await findTopLevel(cwd);
  return top === undefined ? NO_CONFIGURATION : readConfigurationOnDisk(top);
}
