import { CONFIGURATION_FILES, type Configuration, NO_CONFIGURATION } from '../../allow/configuration.ts';
import type { Finding } from '../../detect/finding.ts';
import { MalformedDiff } from '../../diff/malformedDiff.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import { type FileFilter, resolvePaths } from '../../git/files/resolvePaths.ts';
import { streamStagedDiff } from '../../git/staged/stagedDiff.ts';
import type { ScanResult } from '../scanResult.ts';
import type { StagedReader } from './stagedReader.ts';

/** Options of `scanStaged`. */
export interface ScanStagedOptions {
  /** Anywhere inside the repository; the current directory by default. */
  cwd?: string;
  /** Scan these files and folders only, relative to `cwd` or absolute; all that is staged by default. */
  paths?: readonly string[];
  /** Honour comments such as `baseten-key-guard:allow`; true by default. */
  inlineAllow?: boolean;
  /** Read the configuration from this file, relative to `cwd`, instead of from the index. */
  config?: string;
  /** Is told what was read, for a person who looks for a fault: counts and times, nothing from a file. */
  log?: (line: string) => void;
}

/**
 * Scans the lines that the next commit would add.
 *
 * @throws CannotScan when not everything asked for could be scanned
 */
export async function scanStaged(options: ScanStagedOptions = {}): Promise<ScanResult> {
  const { cwd = process.cwd(), paths = [], inlineAllow = true } = options;
  const started = performance.now();
  const isWanted = await resolvePaths(cwd, paths);
  const { reader, inNames } = await readDiff(cwd, isWanted);
  const { files, detections, addedLines, bytes } = reader;
  options.log?.(
    `${files.length} staged files, ${addedLines} added lines, ${bytes} bytes, ${detections.length + inNames.length} candidates`,
  );
  const hasCandidates = detections.length + inNames.length > 0;
  const configuration = await configurationFor(options, cwd, files, hasCandidates);
  const { settle } = await import('../settle.ts');
  const judgement = await settle(
    { detections, certain: inNames },
    { configuration, isInlineAllowed: inlineAllow },
    async (undecided) => {
      const { readSurroundings } = await import('../../git/blobs/readSurroundings.ts');
      return readSurroundings(cwd, undecided);
    },
  );
  const wanted = files.filter(isWanted);
  const scanned = wanted.filter(({ path }) => !configuration.excludes(path));
  return {
    scan: {
      mode: 'staged',
      files: scanned.length,
      addedLines,
      bytes,
      ...(wanted.length > scanned.length && { excluded: wanted.length - scanned.length }),
      ...(files.length > wanted.length && { elsewhere: files.length - wanted.length }),
      durationMs: Math.round(performance.now() - started),
    },
    configurationFile: configuration.file,
    ...judgement,
  };
}

async function readDiff(
  cwd: string,
  isWanted: FileFilter,
): Promise<{ reader: StagedReader; inNames: Finding[] }> {
  let reader: StagedReader | undefined;
  try {
    await streamStagedDiff(cwd, {
      async load() {
        const { StagedReader } = await import('./stagedReader.ts');
        const loaded = new StagedReader(isWanted);
        reader = loaded;
        return (chunk) => loaded.push(chunk);
      },
    });
    if (!reader) throw new MalformedDiff('nothing read it');
    return { reader, inNames: reader.end() };
  } catch (error) {
    if (!(error instanceof MalformedDiff)) throw error;
    throw new CannotScan(
      `git's diff could not be read: ${error.message}.`,
      'Run `git fsck`; if it finds nothing, report this with the output of `git --version`.',
      { cause: error },
    );
  }
}

/**
 * The configuration, where it can change anything: it turns no clean line into a finding, so a scan without a
 * detection does not wait for it. One that is itself being committed is always read, to refuse it while it is new.
 */
async function configurationFor(
  { config }: ScanStagedOptions,
  cwd: string,
  files: readonly StagedFile[],
  hasCandidates: boolean,
): Promise<Configuration> {
  const isStaged = files.some(({ path, status }) => status !== 'D' && CONFIGURATION_FILES.includes(path));
  if (config === undefined && !isStaged && !hasCandidates) return NO_CONFIGURATION;
  const { readConfigurationFile, readStagedConfiguration } = await import(
    '../../git/blobs/readConfiguration.ts'
  );
  return config === undefined ? readStagedConfiguration(cwd) : readConfigurationFile(cwd, config);
}
