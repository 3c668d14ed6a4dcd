import type { Place } from '../place.ts';

/** How a key is taken out of one kind of place. */
interface Removal {
  isFor(place: Place): boolean;
  advice: string;
}

const isReached = (place: Place, ...reaches: string[]) => 'reach' in place && reaches.includes(place.reach);

/** In the order in which it is to be done: git keeps what a later step has not let go of. */
const REMOVALS: readonly Removal[] = [
  {
    isFor: (place) => place.kind === 'index' || (place.kind === 'file' && place.state === 'tracked'),
    advice: 'Take it out of the file and stage that; or take the file out: git rm --cached -- <file>',
  },
  {
    isFor: (place) => place.kind === 'file' && place.state === 'untracked',
    advice: 'Name the file in .gitignore: the next `git add .` stages it',
  },
  {
    isFor: (place) => place.kind !== 'tag' && isReached(place, 'ref'),
    advice:
      'Rewrite the commits that added it: git commit --amend for the last, git rebase -i <first>^ for others',
  },
  { isFor: (place) => place.kind === 'tag', advice: 'Remove the tag or ref: git tag -d <tag>' },
  {
    isFor: (place) => isReached(place, 'stash'),
    advice: 'Drop the stash: git stash list, git stash drop <stash>',
  },
  {
    isFor: (place) => place.kind === 'object' || isReached(place, 'ref', 'stash', 'reflog', 'unreachable'),
    advice: 'Then let git forget what was: git reflog expire --expire=now --all && git gc --prune=now',
  },
  { isFor: ({ kind }) => kind === 'git', advice: "Take it out of git's file, or remove that" },
  {
    isFor: ({ kind }) => kind === 'setting',
    advice: 'Take it out of the setting: git config --unset <name>; a credential helper keeps it instead',
  },
];

/** How a key that never left this machine is taken out of the places where it stands, in order. */
export function removalSteps(places: readonly Place[]): string[] {
  return REMOVALS.filter(({ isFor }) => places.some(isFor)).map(({ advice }) => advice);
}
