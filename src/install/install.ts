import { basename, join } from 'node:path';
import { PRODUCT } from '../product.ts';
import { fold, foldEntry } from '../report/fold.ts';
import { type HookStatus, status } from '../status/status.ts';
import { carryOut, readHookFile } from './hookFiles.ts';
import {
  foreignFolder,
  type HookLocation,
  type HookName,
  isInside,
  locateHooks,
  obstacleTo,
  shownPath,
} from './hookLocation.ts';
import { readHook } from './hookScript.ts';
import { type HookPlan, planJoin } from './joinHook.ts';
import { findOwner } from './managers/findOwner.ts';
import { pasteText } from './managers/pasteText.ts';
import { guardFor, record, recordDirectory } from './record.ts';

/** What is to be installed, and whether it is. */
export interface InstallOptions {
  /** Also scan what is pushed, for what no other hook sees. */
  prePush?: boolean;
  /** Change nothing; tell what would be done. */
  dryRun?: boolean;
}

/** What an installation came to. */
export interface Installation {
  /** Whether a key would be stopped now; with `dryRun`, whether it could be installed. */
  isInstalled: boolean;
  /** What was done, or is to be done by hand, in a few lines. */
  text: string;
}

/**
 * Makes every commit and merge of a repository scan what is staged. A hook that was there keeps running, first; a
 * second call changes nothing. Where another program owns the hooks nothing is changed, and the text says what to
 * put into its configuration.
 *
 * @param directory anywhere inside the working tree
 * @throws CannotScan when the hooks could not be installed; nothing is changed then
 */
export async function install(
  directory: string,
  { prePush = false, dryRun = false }: InstallOptions = {},
): Promise<Installation> {
  const location = await locateHooks(directory);
  const obstacle = obstacleTo(location) ?? foreignFolder(location);
  if (obstacle) throw obstacle;
  const hooks = hooksToInstall(location, prePush);
  const owner = findOwner(location);
  if (owner) {
    const { hooks: tried, sentence } = await status(directory);
    const isRunBy = ({ verdict, by }: HookStatus) => verdict === 'stops' && by === owner.name;
    if (tried.filter(({ hook }) => hooks.includes(hook)).every(isRunBy)) {
      return {
        isInstalled: true,
        text: [`${owner.name} runs ${PRODUCT} already.`, ...fold(sentence)].join('\n'),
      };
    }
    return { isInstalled: false, text: pasteText(owner, location.top, hooks) };
  }
  const plans = hooks.map((hook) => planJoin(location, guardFor(hook, directory, location.top)));
  if (dryRun) {
    return {
      isInstalled: true,
      text: `Nothing was changed. This would be written:\n${forecast(plans, location)}`,
    };
  }
  record(location, directory);
  const changes = plans.flatMap((plan) => plan.changes);
  changes.forEach(carryOut);
  const { wouldStop, sentence } = await status(directory);
  const what = changes.length === 0 ? 'is installed already' : wouldStop ? 'is installed' : 'was written';
  return {
    isInstalled: wouldStop,
    text: [
      `${PRODUCT} ${what}.`,
      ...told(plans, location),
      ...fold(sentence),
      ...fold(forOthers(location)),
    ].join('\n'),
  };
}

/** A push is scanned where that was asked for, now or before. */
function hooksToInstall(location: HookLocation, prePush: boolean): HookName[] {
  const found = readHookFile(join(location.hooksDirectory, 'pre-push'));
  const isGuarded = found !== undefined && readHook(found.content).isGuarded;
  return ['pre-commit', 'pre-merge-commit', ...(prePush || isGuarded ? (['pre-push'] as const) : [])];
}

/** What was written where. */
function told(plans: readonly HookPlan[], location: HookLocation): string[] {
  return [
    ...plans.flatMap(({ path, changes, neighbour }) =>
      foldEntry(
        shownPath(location, path),
        `${changes.length === 0 ? 'as it was' : 'written'}${NEIGHBOURS[neighbour]}`,
      ),
    ),
    ...foldEntry(
      shownPath(location, recordDirectory(location)),
      'where to find this package, on this machine',
    ),
  ];
}

/** What it takes for everyone else who works on the repository to have the hooks. */
function forOthers({ commonDirectory, hooksDirectory, runner }: HookLocation): string {
  if (isInside(commonDirectory, hooksDirectory))
    return 'In every other clone, run `install` once: git does not hand these files on.';
  const isHusky = runner === 'husky' || basename(hooksDirectory) === '.husky';
  return isHusky
    ? 'Commit the hooks: everyone for whom husky is set up has them then.'
    : 'Commit the hooks; every other clone has to set core.hooksPath for itself.';
}

/** What would be written, whole. */
function forecast(plans: readonly HookPlan[], location: HookLocation): string {
  const contents = plans
    .flatMap(({ changes }) => changes)
    .flatMap((change) => {
      if (change.does === 'move' || change.does === 'remove') return [];
      const path = shownPath(location, change.path);
      return [
        ...(change.does === 'replace' ? [`\n${path} moved to\n${shownPath(location, change.keptAs)}`] : []),
        `\n${path}\n\n${Buffer.from(change.content, 'latin1').toString('utf8').replace(/^/gm, '    ')}`,
      ];
    });
  return [...told(plans, location), ...contents].join('\n');
}

const NEIGHBOURS: Record<HookPlan['neighbour'], string> = {
  none: '',
  wrapped: '; the hook that was there runs first, unchanged',
  aside: '; the hook that was there stands beside it, and runs first',
};
