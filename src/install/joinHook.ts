import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotScan } from '../errors.ts';
import { PRODUCT } from '../product.ts';
import { asidePlace } from './asidePlace.ts';
import { type Change, isThere, readHookFile, refuseTaken } from './hookFiles.ts';
import type { HookLocation } from './hookLocation.ts';
import { callingHook, type Guard, newHook, readHook, replaceBlock, wrapHook } from './hookScript.ts';
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

/**
 * What taking one hook out takes, given what its file holds now. Nothing is changed.
 *
 * @param path of the hook file
 * @throws CannotScan when our own lines in it were edited
 */
export function planLeave(path: string): Change[] {
  const found = readHookFile(path);
  if (!found || found.isLink) return [];
  const hook = readHook(found.content);
  if (!hook.isGuarded) return [];
  const aside = hook.aside && join(dirname(path), hook.aside);
  if (aside && isThere(aside)) return [{ does: 'move', from: aside, to: path }];
  if (hook.original === null) return [{ does: 'remove', path }];
  return [{ does: 'write', path, content: hook.original, mode: found.mode }];
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
