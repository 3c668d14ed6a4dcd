import { NO_CONFIGURATION } from '../../allow/configuration.ts';
import { CannotScan } from '../../errors.ts';
import { readConfigurationFile, readConfigurationIn } from '../../git/blobs/readConfiguration.ts';
import { readShallowCommits } from '../../git/commits/commitHistory.ts';
import { listOtherTips, listRefs, type RefTip, resolveRange } from '../../git/commits/commitTips.ts';
import { hasHead } from '../../git/files/hasHead.ts';
import type { ScanResult } from '../scanResult.ts';
import { addRefs } from './addRefs.ts';
import { type ScanCommitsOptions, scanCommits } from './scanCommits.ts';

/** Options of `scanHistory`. */
export interface ScanHistoryOptions extends ScanCommitsOptions {
  /** Only commits made after this, in git's notation: `2026-01-31`, `3 months ago`. */
  since?: string;
  /** Only what can be reached from these branches, tags or other revisions; everything by default. */
  branches?: readonly string[];
}

/**
 * Scans the lines that every commit adds which can be reached from a ref: branches, remote-tracking branches, tags,
 * notes and stashes, and the HEADs of all working trees; and the names of the refs. What only a reflog remembers is left out, stashes apart.
 *
 * The configuration is that of HEAD. In a shallow clone what is there is scanned, and the result says `shallow`.
 *
 * @throws CannotScan when not everything asked for could be scanned
 */
export async function scanHistory(options: ScanHistoryOptions = {}): Promise<ScanResult> {
  const { cwd = process.cwd(), config, since, branches = [] } = options;
  const shallowCommits = await readShallowCommits(cwd);
  const { ids, objects, refNames } = await (branches.length === 0
    ? everything(cwd)
    : resolveAll(cwd, branches));
  const configuration = await (config !== undefined
    ? readConfigurationFile(cwd, config)
    : (await hasHead(cwd))
      ? readConfigurationIn(cwd, 'HEAD')
      : NO_CONFIGURATION);
  const revisions = { ids, options: since === undefined ? [] : [`--since-as-filter=${readDate(since)}`] };
  const selection = { mode: 'history', revisions, objects, refNames, configuration, shallowCommits } as const;
  return addRefs(cwd, await scanCommits(selection, options));
}

/** Where a history begins: at commits, and at what else refs stand at. */
interface Tips {
  ids: string[];
  objects: RefTip[];
  refNames: string[];
}

async function everything(cwd: string): Promise<Tips> {
  const refs = await listRefs(cwd);
  const ids = await listOtherTips(cwd, refs);
  return { ids, objects: refs.filter(({ type }) => type !== 'commit'), refNames: refs.map(({ ref }) => ref) };
}

async function resolveAll(cwd: string, branches: readonly string[]): Promise<Tips> {
  const ids: string[] = [];
  for (const branch of branches) ids.push(...(await resolveRange(cwd, branch)));
  return { ids, objects: [], refNames: [] };
}

/** A day, with a time of day or without; or so long ago. git takes anything else for now, and finds no commit. */
const DATE =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?$|^\d+[ .](?:second|minute|hour|day|week|month|year)s?[ .]ago$/;

/** @throws CannotScan for a date that git might take for another one */
function readDate(since: string): string {
  if (DATE.test(since)) return since;
  throw new CannotScan(
    `${JSON.stringify(since)} is no date that is understood.`,
    'Write it as 2026-01-31, 2026-01-31T12:00:00Z or "3 months ago".',
  );
}
