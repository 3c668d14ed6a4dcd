import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CannotScan } from '../errors.ts';
import { PRODUCT } from '../product.ts';
import { asidePlace, missesItsName } from './asidePlace.ts';
import { type Change, isThere, readHookFile, refuseTaken } from './hookFiles.ts';
import type { HookLocation } from './hookLocation.ts';
import {
  ASIDE_FOLDER,
  ASIDE_SUFFIX,
  callingHook,
  type Guard,
  newHook,
  readHook,
  replaceBlock,
  wrapHook,
} from './hookScript.ts';
import { isSyntaxValid, shellOf } from './shellHook.ts';

const EXECUTABLE = 0o755;

/** What is to be done to one hook. */
export interface HookPlan {
  path: string;
  /** None, where all is as it should be. */
  changes: Change[];
  /** What becomes of a hook that was there. */
  neighbour: 'none' | 'wrapped' | 'aside';
}

/**
 * What joining one hook takes, given what its file holds now. Nothing is changed.
 *
 * @throws CannotScan when the hook that is there can neither be joined nor moved
 */
export function planJoin(location: HookLocation, guard: Guard): HookPlan {
  const path = join(location.hooksDirectory, guard.hook);
  const found = readHookFile(path);
  const write = (content: string, mode: number): Change[] =>
    found?.content === content && found.mode === mode && !found.isLink
      ? []
      : [{ does: 'write', path, content, mode }];
  if (!found) return { path, changes: write(newHook(guard), EXECUTABLE), neighbour: 'none' };
  const { content, mode } = found;
  const isRun = location.runner === 'husky' || (mode & 0o111) !== 0;
  const hook = found.isLink ? undefined : readHook(content);
  const renaming = hook?.aside === guard.hook + ASIDE_SUFFIX ? giveNameBack(path, guard) : [];
  if (renaming.length > 0) return { path, changes: renaming, neighbour: 'aside' };
  if (hook?.isGuarded && (isRun || hook.original === null)) {
    const neighbour = hook.aside ? 'aside' : hook.original === null ? 'none' : 'wrapped';
    return { path, changes: write(replaceBlock(content, guard), isRun ? mode : EXECUTABLE), neighbour };
  }
  const calling = () => {
    const place = asidePlace(guard.hook, path);
    const aside = join(location.hooksDirectory, place);
    refuseTaken(path, aside);
    return { aside, content: callingHook(guard, place) };
  };
  if (hook?.isGuarded && hook.original !== null) {
    // Its owner switched it off after we had joined it: theirs stays off, ours was asked for again.
    const { aside, content: caller } = calling();
    const restored: Change = { does: 'write', path: aside, content: hook.original, mode };
    return { path, changes: [restored, ...write(caller, EXECUTABLE)], neighbour: 'aside' };
  }
  if (isRun && !found.isLink) {
    const shell = location.runner === 'husky' ? 'sh' : shellOf(content);
    const wrapped = wrapHook(content, guard);
    if (shell && isSyntaxValid(shell, content) && isSyntaxValid(shell, wrapped)) {
      return { path, changes: write(wrapped, mode), neighbour: 'wrapped' };
    }
  }
  if (location.runner === 'husky') {
    throw new CannotScan(
      `NOT INSTALLED: ${path} is a link or no complete shell script, so it was left alone.`,
      `Put this line at its end: \`sh node_modules/${PRODUCT}/hooks/run ${guard.hook} "$@"\``,
    );
  }
  if (found.isLink) refuseCircle(path);
  const { aside: keptAs, content: caller } = calling();
  const replaced: Change = { does: 'replace', path, keptAs, content: caller, mode: EXECUTABLE };
  return { path, changes: [replaced], neighbour: 'aside' };
}

/** What it takes where the first versions have moved a hook that goes by its name; nothing where it does not. */
function giveNameBack(path: string, guard: Guard): Change[] {
  const place = `${ASIDE_FOLDER}/${guard.hook}`;
  const from = path + ASIDE_SUFFIX;
  const keptAs = join(dirname(path), place);
  if (!isThere(from) || isThere(keptAs) || !missesItsName(from)) return [];
  const content = callingHook(guard, place);
  return [
    { does: 'move', from, to: path },
    { does: 'replace', path, keptAs, content, mode: EXECUTABLE },
  ];
}

/** What taking one hook out comes to. */
export interface LeavePlan {
  path: string;
  /** None, where nothing of ours is in it. */
  changes: Change[];
  /** Where the hook that was there should be and is not: somebody has removed it since it was moved aside. */
  lost?: string;
}

/**
 * What taking one hook out takes, given what its file holds now. Nothing is changed.
 *
 * @param path of the hook file
 * @throws CannotScan when our own lines in it were edited
 */
export function planLeave(path: string): LeavePlan {
  const found = readHookFile(path);
  if (!found) {
    // Somebody has removed ours, so nothing stands in the place of the hook that was moved aside for it.
    const [from] = hooksLeftAside(path);
    return { path, changes: from === undefined ? [] : [{ does: 'move', from, to: path }] };
  }
  if (found.isLink) return { path, changes: [] };
  const hook = readHook(found.content);
  if (!hook.isGuarded) return { path, changes: [] };
  const aside = hook.aside && join(dirname(path), hook.aside);
  if (aside && isThere(aside)) return { path, changes: [{ does: 'move', from: aside, to: path }] };
  if (hook.original === null)
    return { path, changes: [{ does: 'remove', path }], ...(aside && { lost: aside }) };
  return { path, changes: [{ does: 'write', path, content: hook.original, mode: found.mode }] };
}

/** Hooks that were moved aside, and that no file of ours calls any more: another program has written it anew, say. */
export function hooksLeftAside(path: string): string[] {
  const hook = basename(path);
  const folder = dirname(path);
  return [join(folder, ASIDE_FOLDER, hook), join(folder, hook + ASIDE_SUFFIX)].filter(isThere);
}

/** A link that leads back to itself, harmless as it is, would call our hook without end. */
function refuseCircle(path: string): void {
  try {
    realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return; // it leads nowhere, and stays so
    throw new CannotScan(
      `NOT INSTALLED: the link ${path} cannot be followed (${code ?? 'unknown'}).`,
      'Remove it, then run this command again.',
      { cause: error },
    );
  }
}
