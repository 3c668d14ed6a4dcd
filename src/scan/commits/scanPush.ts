import { CONFIGURATION_FILE } from '../../allow/configuration.ts';
import { CannotScan } from '../../errors.ts';
import { readConfigurationFile, readConfigurationIn } from '../../git/blobs/readConfiguration.ts';
import { readShallowCommits } from '../../git/commits/commitHistory.ts';
import { describeObjects } from '../../git/commits/commitTips.ts';
import type { ScanResult } from '../scanResult.ts';
import { groupByKey } from './groupByKey.ts';
import { isNone, type RefUpdate } from './refUpdates.ts';
import { type ScanCommitsOptions, scanCommits } from './scanCommits.ts';

/** Options of `scanPush`. */
export interface ScanPushOptions extends ScanCommitsOptions {
  updates: readonly RefUpdate[];
  /** Options of `git log` that leave out what the other side has: `--not`, `--remotes=origin`. */
  known: readonly string[];
}

/**
 * Scans what a push gives to the other side that it does not have yet: each commit, a key that is added in one and
 * taken out in the next included, each annotated tag, files and trees that a tag stands at, and the names of new refs.
 *
 * Each ref is scanned with the configuration that it brings along, and every commit once.
 *
 * @throws CannotScan when not everything could be scanned
 */
export async function scanPush(options: ScanPushOptions): Promise<ScanResult> {
  const { updates, known, config, cwd = process.cwd() } = options;
  const shallowCommits = await readShallowCommits(cwd);
  const oldIds = [...new Set(updates.map(({ oldId }) => oldId))].filter((id) => !isNone(id));
  // After a forced push on the other side, what stands there may never have been here.
  const there = (await describeObjects(cwd, oldIds)).filter(
    ({ type }) => type === 'commit' || type === 'tag',
  );
  const excluded = there.map(({ id }) => `^${id}`);
  const pushed = updates.filter(({ newId }) => !isNone(newId));
  const types = await describeObjects(
    cwd,
    pushed.map(({ newId }) => newId),
  );
  const results: ScanResult[] = [];
  for (const [index, { newId, oldId, ref }] of pushed.entries()) {
    const type = types[index]?.type ?? 'missing';
    if (type === 'missing')
      throw new CannotScan(`${ref} is to stand at an object that is not here.`, 'Run `git fsck`.');
    const configuration = await (config === undefined
      ? readConfigurationIn(cwd, newId)
      : readConfigurationFile(cwd, config));
    const selection = {
      mode: 'push',
      revisions: { ids: [newId, ...excluded], options: known },
      objects: type === 'commit' ? [] : [{ id: newId, type, ref }],
      refNames: isNone(oldId) ? [ref] : [],
      configuration,
      shallowCommits,
    } as const;
    results.push(await scanCommits(selection, options));
    if (type === 'commit' || type === 'tag') excluded.push(`^${newId}`);
  }
  return join(results);
}

function join(results: readonly ScanResult[]): ScanResult {
  const sum = (of: (result: ScanResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  const findings = results.flatMap((result) => result.findings);
  const isPartial = results.some(({ scan }) => scan.partial);
  return {
    scan: {
      mode: 'push',
      commits: sum(({ scan }) => scan.commits ?? 0),
      files: sum(({ scan }) => scan.files),
      addedLines: sum(({ scan }) => scan.addedLines),
      bytes: sum(({ scan }) => scan.bytes),
      ...(isPartial && { partial: true as const }),
      durationMs: sum(({ scan }) => scan.durationMs),
    },
    configurationFile:
      (results.find((result) => result.findings.length > 0) ?? results[0])?.configurationFile ??
      CONFIGURATION_FILE,
    findings,
    suppressed: results.flatMap((result) => result.suppressed),
    groups: groupByKey(findings),
  };
}
