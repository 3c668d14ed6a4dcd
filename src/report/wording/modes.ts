import type { Finding } from '../../detect/finding.ts';
import type { ScanResult, ScanSummary } from '../../scan/scanResult.ts';
import { counted } from './counted.ts';
import { fixStaged, fixText, fixTree, type Where } from './fixSteps.ts';
import { HISTORY_MODES } from './historyModes.ts';

/** What reports say of one mode of scanning, where the modes differ. */
export interface ModeWords {
  /** Behind `2 Baseten API keys`. */
  found(result: ScanResult): string;
  /** Where nothing was found. */
  clean: string;
  /** What to say in place of that where nothing was scanned; undefined where something was. */
  nothing(scan: ScanSummary): string | undefined;
  /** What was scanned, and what of it was not. */
  scanned(scan: ScanSummary): string;
  fixHeading: string;
  fix(findings: readonly Finding[], where: Where): string[];
  /** Whether what allows a finding counts only once it is staged. */
  readsIndex: boolean;
  /** Whether it counts only once it is committed. */
  readsCommit?: true;
  /** Whether the lines stand in commits that stay: a comment on one of them comes too late. */
  isPast?: true;
}

/** To add a mode, add an entry. */
export const MODES: Record<ScanSummary['mode'], ModeWords> = {
  ...HISTORY_MODES,
  staged: {
    found: () => 'staged. The commit is stopped.',
    clean: 'no Baseten API key staged.',
    nothing: (scan) => (scan.files === 0 ? nothingStaged(scan) : undefined),
    scanned: (scan) =>
      `${counted(scan.files, 'staged file')}, ${counted(scan.addedLines, 'added line')}${notScanned(scan)}`,
    fixHeading: 'Fix this commit',
    fix: fixStaged,
    readsIndex: true,
  },
  tree: {
    found: ({ findings }) => `found in ${counted(new Set(findings.map(({ path }) => path)).size, 'file')}.`,
    clean: 'no Baseten API key found.',
    nothing: (scan) =>
      scan.files === 0 ? `no tracked file here, nothing scanned.${notScanned(scan)}` : undefined,
    scanned: (scan) =>
      `${counted(scan.files, 'tracked file')}, ${counted(scan.addedLines, 'line')}${notScanned(scan)}`,
    fixHeading: 'Fix these files',
    fix: fixTree,
    readsIndex: false,
  },
  stdin: {
    found: () => 'found in the text on standard input.',
    clean: 'no Baseten API key found.',
    nothing: ({ files, addedLines }) =>
      files === 0
        ? 'the configuration excludes that name, nothing scanned.'
        : addedLines === 0
          ? 'nothing on standard input, nothing scanned.'
          : undefined,
    scanned: ({ addedLines }) => counted(addedLines, 'line'),
    fixHeading: 'Fix this text',
    fix: fixText,
    readsIndex: false,
  },
};

/** An empty index is one thing; files in it that nobody looked at are another. */
function nothingStaged({ excluded, elsewhere }: ScanSummary): string {
  if (excluded) return `the configuration excludes ${counted(excluded, 'staged file')}, nothing scanned.`;
  return elsewhere
    ? 'nothing staged at the paths that were named, nothing scanned.'
    : 'nothing staged, nothing scanned.';
}

function notScanned({ excluded = 0, missing = 0, submodules = 0 }: ScanSummary): string {
  const parts = [
    excluded > 0 && `${counted(excluded, 'file')} that the configuration excludes`,
    missing > 0 && `${counted(missing, 'file')} not on the disk`,
    submodules > 0 && counted(submodules, 'submodule'),
  ].filter(Boolean);
  return parts.length === 0 ? '' : ` (not scanned: ${parts.join(', ')})`;
}
