import type { Finding } from '../detect/finding.ts';
import type { Judgement } from '../detect/judge.ts';
import type { RuleId } from '../rules/rule.ts';

/** What a scan read. */
export interface ScanSummary {
  mode: 'staged' | 'tree' | 'stdin' | 'range' | 'history' | 'push' | 'message';
  /** Files that were scanned for added lines. */
  files: number;
  addedLines: number;
  /** Bytes of the added lines, line ends included. */
  bytes: number;
  /**
   * Files that the configuration excludes, where there are any; of a scan of what is staged, or of the working tree.
   * The former reads the configuration only where something looks like a key.
   */
  excluded?: number;
  /** Staged files that are not at the paths that were named, where there are any. */
  elsewhere?: number;
  /** Tracked files that are not on the disk, and so were not scanned; of a scan of the working tree. */
  missing?: number;
  /** Submodules, which are repositories of their own and were not scanned; of a scan of the working tree. */
  submodules?: number;
  /** Commits that were read; of a scan of commits. */
  commits?: number;
  /** Present where the scan was interrupted: what is reported is what was found until then. */
  partial?: true;
  /** Present where a part of the history is not in this clone, and so was not scanned. */
  shallow?: true;
  durationMs: number;
}

/** What a scan read and found; findings are sorted by path, line and column. */
export interface ScanResult extends Judgement {
  scan: ScanSummary;
  /** The file in which a finding can be allowed. */
  configurationFile: string;
  /** The findings key by key; of a scan of commits. */
  groups?: FindingGroup[];
}

/** The findings of one key: however many commits hold it, it is to be revoked once. */
export interface FindingGroup {
  fingerprint: string;
  ruleId: RuleId;
  redacted: string;
  keyPrefix: string | null;
  /** How many findings, in how many commits. */
  findings: number;
  commits: number;
  /** Where it was added for the first time, and for the last. */
  first: Finding;
  last: Finding;
  /** Names of the refs from which the first commit can be reached; absent where nobody asked git. */
  refs?: string[];
}
