import { expect, test } from 'vitest';
import { COLUMNS } from '../../src/report/fold.ts';
import type { Place } from '../../src/trace/place.ts';
import { removalLines } from '../../src/trace/report/removal.ts';

test('what takes a key out fits a terminal, and each command is a line of its own', () => {
  const everywhere = [
    { kind: 'index' },
    { kind: 'file', state: 'untracked' },
    { kind: 'tag', reach: 'ref' },
    { kind: 'history', reach: 'ref' },
    { kind: 'history', reach: 'stash' },
    { kind: 'git' },
    { kind: 'setting' },
  ] as Place[];
  const lines = removalLines(everywhere);
  expect(lines.filter((line) => line.startsWith('  '))).toEqual([
    '  git rm --cached -- <file>',
    '  git commit --amend',
    '  git rebase --interactive <first>^  # or --root',
    '  git tag --delete <tag>',
    '  git stash list',
    '  git stash drop <stash>',
    '  git reflog expire --expire=now --all && git gc --prune=now',
    '  git config --unset <name>',
  ]);
  // The section that they stand in has a margin of two.
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(COLUMNS - 2);
});
