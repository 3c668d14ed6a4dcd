import type { Judgement } from '../detect/judge.ts';

/** What a scan read. */
export interface ScanSummary {
  mode: 'staged' | 'tree' | 'stdin';
  /** Files that were scanned for added lines. */
  files: number;
  addedLines: number;
  /** Bytes of the added lines, line ends included. */
  bytes: number;
  /** Tracked files that are not on the disk, and so were not scanned; of a scan of the working tree. */
  missing?: number;
  /** Submodules, which are repositories of their own and were not scanned; of a scan of the working tree. */
  submodules?: number;
  durationMs: number;
}

/** What a scan read and found; findings are sorted by path, line and column. */
export interface ScanResult extends Judgement {
  scan: ScanSummary;
  /** The file in which a finding can be allowed. */
  configurationFile: string;
}
