import { MalformedDiff } from './diff/malformedDiff.ts';
import { StagedDiffParser } from './diff/parser.ts';
import { CannotScan } from './errors.ts';
import type { Finding } from './finding.ts';
import { resolvePaths } from './git/resolvePaths.ts';
import { streamStagedDiff } from './git/stagedDiff.ts';
import { type SuppressedFinding, scanAddedText } from './scanAddedText.ts';

/** What a scan read. */
export interface ScanSummary {
  mode: 'staged';
  /** Files whose lines were scanned, or would have been, had they added any. */
  files: number;
  addedLines: number;
  /** Bytes of the added lines, line ends included. */
  bytes: number;
  durationMs: number;
}

/** What a scan read and found; findings are sorted by path, line and column. */
export interface ScanResult {
  scan: ScanSummary;
  findings: Finding[];
  suppressed: SuppressedFinding[];
}

/** Options of `scanStaged`. */
export interface ScanStagedOptions {
  /** Anywhere inside the repository; the current directory by default. */
  cwd?: string;
  /** Scan these files and folders only, relative to `cwd` or absolute; all that is staged by default. */
  paths?: readonly string[];
}

/**
 * Scans the lines that the next commit would add.
 *
 * @throws CannotScan when not everything asked for could be scanned
 */
export async function scanStaged({
  cwd = process.cwd(),
  paths = [],
}: ScanStagedOptions = {}): Promise<ScanResult> {
  const started = performance.now();
  const isWanted = await resolvePaths(cwd, paths);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  let addedLines = 0;
  let bytes = 0;
  const parser = new StagedDiffParser((added) => {
    if (!isWanted(added.file)) return;
    addedLines += added.lines;
    bytes += added.size;
    const found = scanAddedText(added);
    findings.push(...found.findings);
    suppressed.push(...found.suppressed);
  });
  try {
    await streamStagedDiff(cwd, (chunk) => parser.push(chunk.toString('latin1')));
    parser.end();
  } catch (error) {
    throw error instanceof MalformedDiff ? misread(error) : error;
  }
  return {
    scan: {
      mode: 'staged',
      files: parser.files.filter(isWanted).length,
      addedLines,
      bytes,
      durationMs: Math.round(performance.now() - started),
    },
    findings: findings.sort(byPlace),
    suppressed: suppressed.sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function misread(error: MalformedDiff): CannotScan {
  return new CannotScan(
    `git's diff could not be read: ${error.message}.`,
    'Run `git fsck`; if it finds nothing, report this with the output of `git --version`.',
    { cause: error },
  );
}
