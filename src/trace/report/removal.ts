import type { Place } from '../place.ts';

/** How a key is taken out of one kind of place. */
interface Removal {
  isFor(place: Place): boolean;
  advice: string;
  /** To be pasted, each on a line that nothing breaks. */
  commands?: readonly string[];
}

const isReached = (place: Place, ...reaches: string[]) => 'reach' in place && reaches.includes(place.reach);

/** In the order in which it is to be done: git keeps what a later step has not let go of. */
const REMOVALS: readonly Removal[] = [
  {
    isFor: (place) => place.kind === 'index' || (place.kind === 'file' && place.state === 'tracked'),
    advice: 'Take it out of the file and stage that; or take the file out of git:',
    commands: ['git rm --cached -- <file>'],
  },
  {
    isFor: (place) => place.kind === 'file' && place.state === 'untracked',
    advice: 'Name the file in .gitignore: the next `git add .` stages it',
  },
  {
    isFor: (place) => place.kind !== 'tag' && isReached(place, 'ref'),
    advice: 'Rewrite the commits that added it, the last one or others:',
    commands: ['git commit --amend', 'git rebase --interactive <first>^  # or --root'],
  },
  {
    isFor: (place) => place.kind === 'tag',
    advice: 'Remove the tag or ref:',
    commands: ['git tag --delete <tag>'],
  },
  {
    isFor: (place) => isReached(place, 'stash'),
    advice: 'Drop the stash:',
    commands: ['git stash list', 'git stash drop <stash>'],
  },
  {
    isFor: (place) => place.kind === 'object' || isReached(place, 'ref', 'stash', 'reflog', 'unreachable'),
    advice: 'Then let git forget what was:',
    commands: ['git reflog expire --expire=now --all && git gc --prune=now'],
  },
  { isFor: ({ kind }) => kind === 'git', advice: "Take it out of git's file, or remove that" },
  {
    isFor: ({ kind }) => kind === 'setting',
    advice: 'Take it out of the setting; a credential helper keeps it instead:',
    commands: ['git config --unset <name>'],
  },
];

/**
 * How a key that never left this machine is taken out of the places where it stands, in order.
 *
 * @returns lines, less the margin of the section that they stand in
 */
export function removalLines(places: readonly Place[]): string[] {
  return REMOVALS.filter(({ isFor }) => places.some(isFor)).flatMap(({ advice, commands = [] }) => [
    advice,
    ...commands.map((command) => `  ${command}`),
  ]);
}
