import { join } from 'node:path';
import { PRODUCT } from '../product.ts';
import { foldPhrases } from '../report/fold.ts';
import { carryOut, isThere } from './hookFiles.ts';
import { HOOK_NAMES, locateHooks, obstacleTo, shownPath } from './hookLocation.ts';
import { hooksLeftAside, type LeavePlan, planLeave } from './joinHook.ts';
import { forget, recordDirectory } from './record.ts';

/**
 * Puts the hooks of a repository back as they were before `install`.
 *
 * @param directory anywhere inside the working tree
 * @returns what was done, in a sentence for each hook, and what is left for the person to do
 * @throws CannotScan outside a working tree, and where our own lines in a hook were edited; nothing is changed then
 */
export async function uninstall(directory: string): Promise<string> {
  const location = await locateHooks(directory);
  // Where git has been told of another folder since, the hooks in its own are still ours to take out.
  const folders = new Set([join(location.commonDirectory, 'hooks')]);
  if (!obstacleTo(location)) folders.add(location.hooksDirectory);
  const paths = [...folders].flatMap((folder) => HOOK_NAMES.map((hook) => join(folder, hook)));
  const plans = paths.map(planLeave);
  for (const change of plans.flatMap(({ changes }) => changes)) carryOut(change);
  const record = isThere(recordDirectory(location)) ? recordDirectory(location) : undefined;
  forget(location);
  const shown = (path: string) => shownPath(location, path);
  const left = plans.filter(({ changes }) => changes.length > 0);
  return [
    ...(left.length > 0
      ? left.map((plan) => whatIsThere(plan, shown))
      : [whatWasThere(record && shown(record))]),
    ...paths.flatMap((path) => hooksLeftAside(path).map((aside) => leftAside(shown(aside), shown(path)))),
  ]
    .flatMap((sentences) => foldPhrases(sentences))
    .join('\n');
}

function whatIsThere({ path, lost }: LeavePlan, shown: (path: string) => string): string[] {
  if (lost === undefined) return [`${PRODUCT} is uninstalled:`, `${shown(path)} is as it was.`];
  return [
    `${PRODUCT} is taken out of ${shown(path)}.`,
    'The hook that was moved aside for it is gone:',
    shown(lost),
  ];
}

/** @param record what was left of an installation */
function whatWasThere(record: string | undefined): string[] {
  return record === undefined
    ? [`${PRODUCT} is not installed here; nothing was changed.`]
    : [`${PRODUCT} was in no hook here;`, `${record} is removed.`];
}

function leftAside(aside: string, path: string): string[] {
  return [
    'A hook that was there before was moved aside, and nothing calls it:',
    `it is ${aside}.`,
    `Put it back as ${path}, or remove it.`,
  ];
}
