import type { Finding } from '../../detect/finding.ts';
import type { ScanSummary } from '../../scan/scanResult.ts';
import { fold } from '../fold.ts';
import { shellQuote } from '../shellQuote.ts';
import { counted } from './counted.ts';
import { fixText } from './fixSteps.ts';
import type { ModeWords } from './modes.ts';
import { shortId } from './shortId.ts';

type HistoryMode = 'range' | 'history' | 'push' | 'message';

const CLEAN = 'no Baseten API key found.';
/** More commits than this are counted, not listed. */
const LISTED_COMMITS = 6;

/** What a scan of commits that are there already says, whichever they are. */
const COMMITTED = {
  found: ({ scan }) => `found among ${counted(scan.commits ?? 0, 'commit')}${caveats(scan)}.`,
  clean: CLEAN,
  scanned,
  fixHeading: 'What to do',
  fix: fixCommitted,
  readsIndex: false,
  readsCommit: true,
  isPast: true,
} satisfies Partial<ModeWords>;

/** What reports say of scans of commits. */
export const HISTORY_MODES: Record<HistoryMode, ModeWords> = {
  range: { ...COMMITTED, nothing: (scan) => nothingFrom(scan, 'in that range') },
  history: { ...COMMITTED, nothing: (scan) => nothingFrom(scan, 'there') },
  push: {
    found: () => 'in the commits being pushed. The push is stopped.',
    clean: CLEAN,
    nothing: (scan) => nothingFrom(scan, 'that is new'),
    scanned,
    fixHeading: 'Fix what is not pushed yet',
    fix: fixPush,
    readsIndex: false,
    readsCommit: true,
  },
  message: {
    found: () => 'in the commit message. The commit is stopped.',
    clean: CLEAN,
    nothing: () => undefined,
    scanned: ({ addedLines }) => `${counted(addedLines, 'line')} of a message`,
    fixHeading: 'Write the message without the key',
    fix: () => [
      '  git kept the message; this opens it again, and commits:',
      '    git commit --edit --file="$(git rev-parse --git-path COMMIT_EDITMSG)"',
    ],
    readsIndex: true,
  },
};

function scanned(scan: ScanSummary): string {
  const commits = counted(scan.commits ?? 0, 'commit');
  return `${commits}, ${counted(scan.addedLines, 'added line')}${caveats(scan)}`;
}

/** What a reader must know who takes the scan for a whole one. */
function caveats({ partial, shallow }: ScanSummary): string {
  const parts = [
    partial && 'INTERRUPTED: the rest was not scanned',
    shallow && 'this clone is shallow: what is older is not in it, and was not scanned',
  ].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** Nothing found is not yet nothing there. */
function nothingFrom(scan: ScanSummary, where: string): string | undefined {
  if (scan.partial)
    return `INTERRUPTED. No Baseten API key was found so far, in ${counted(scan.commits ?? 0, 'commit')}.`;
  return scan.commits === 0 ? `no commit ${where}, nothing scanned.` : undefined;
}

function fixCommitted(findings: readonly Finding[]): string[] {
  return [
    '  It was committed: whoever has a clone has it, and a new commit does not',
    '  take it back.',
    '  Revoke it first, as below; that alone makes it harmless.',
    ...fixText(findings.filter(({ commit, isInMessage, isInName }) => commit && !isInMessage && !isInName)),
    '  To rewrite the history besides (every clone must be made anew; the key goes',
    '  into a file of yours), see https://github.com/newren/git-filter-repo:',
    '    git filter-repo --replace-text <file>',
  ];
}

function fixPush(findings: readonly Finding[]): string[] {
  const commits = [...new Set(findings.flatMap(({ commit }) => commit ?? []))];
  const shown = commits.slice(0, LISTED_COMMITS).map(shortId);
  const others = commits.length > shown.length ? ' …' : '';
  return [
    ...fixRefNames(findings),
    ...fixTags(findings),
    ...(commits.length === 0 ? [] : fixCommits(shown, others)),
  ];
}

function fixCommits(shown: readonly string[], others: string): string[] {
  return [
    '  where it is only in the newest commit: take it out, then',
    '    git commit --all --amend',
    '  else go back to before it (where that is the first commit of all, to --root):',
    `    git rebase --interactive ${shown[0]}^`,
    ...fold(`there mark ${shown.join(' ')}${others} as "edit"; at each: take the key out, then`, '  '),
    '    git commit --all --amend && git rebase --continue',
    '  A new commit that only removes it does not help: the old one is pushed along.',
  ];
}

/** The name of a ref is in no commit. */
function fixRefNames(findings: readonly Finding[]): string[] {
  if (!findings.some(({ isInName, commit }) => isInName && commit === undefined)) return [];
  return [
    '  push the branch or tag under a name without the key; to rename this branch:',
    '    git branch --move <new name>',
  ];
}

/** What else is in no commit is in a tag. */
function fixTags(findings: readonly Finding[]): string[] {
  const inTags = findings.filter(({ isInName, commit }) => commit === undefined && !isInName);
  const refs = new Set(inTags.map(({ path }) => path));
  const tags = [...refs]
    .filter((ref) => ref.startsWith(TAGS))
    .map((ref) => shellQuote(ref.slice(TAGS.length)));
  if (tags.length === 0) return [];
  return ['  delete the tag, then make it again without the key:', `    git tag --delete ${tags.join(' ')}`];
}

const TAGS = 'refs/tags/';
