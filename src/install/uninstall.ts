import { join } from 'node:path';
import { PRODUCT } from '../product.ts';
import { carryOut, removeIfEmpty } from './hookFiles.ts';
import { HOOK_NAMES, locateHooks, obstacleTo, shownPath } from './hookLocation.ts';
import { ASIDE_FOLDER } from './hookScript.ts';
import { planLeave } from './joinHook.ts';
import { forget } from './record.ts';

/**
 * Puts the hooks of a repository back as they were before `install`.
 *
 * @param directory anywhere inside the working tree
 * @returns what was done, in one line for each hook
 * @throws CannotScan outside a working tree, and where our own lines in a hook were edited; nothing is changed then
 */
export async function uninstall(directory: string): Promise<string> {
  const location = await locateHooks(directory);
  // Where git has been told of another folder since, the hooks in its own are still ours to take out.
  const folders = new Set([join(location.commonDirectory, 'hooks')]);
  if (!obstacleTo(location)) folders.add(location.hooksDirectory);
  const paths = [...folders].flatMap((folder) => HOOK_NAMES.map((hook) => join(folder, hook)));
  const plans = paths.map((path) => ({ path, changes: planLeave(path) }));
  for (const change of plans.flatMap(({ changes }) => changes)) carryOut(change);
  for (const folder of folders) removeIfEmpty(join(folder, ASIDE_FOLDER));
  forget(location);
  const left = plans.filter(({ changes }) => changes.length > 0);
  if (left.length === 0) return `${PRODUCT} is not installed here; nothing was changed.`;
  return left
    .map(({ path }) => `${PRODUCT} is uninstalled: ${shownPath(location, path)} is as it was.`)
    .join('\n');
}
