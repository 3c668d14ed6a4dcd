import { CannotScan } from '../../errors.ts';
import { readConfigurationFile, readConfigurationIn } from '../../git/blobs/readConfiguration.ts';
import { readShallowCommits } from '../../git/commits/commitHistory.ts';
import { resolveRange } from '../../git/commits/commitTips.ts';
import type { ScanResult } from '../scanResult.ts';
import { addRefs } from './addRefs.ts';
import { type ScanCommitsOptions, scanCommits } from './scanCommits.ts';

/** Options of `scanRange`. */
export interface ScanRangeOptions extends ScanCommitsOptions {
  /** In git's notation: `A..B`, `A...B`, `A^!` for one commit, or one revision for all that leads to it. */
  range: string;
}

/**
 * Scans the lines that each commit of a range adds, what merges add themselves included, and the commits' messages.
 *
 * The configuration is that of the commit at the end of the range: as in a staged scan, what counts is what is
 * being committed.
 *
 * @throws CannotScan when not everything asked for could be scanned: a revision that does not exist, a shallow
 * clone that does not have all of the range
 * @see https://git-scm.com/docs/gitrevisions
 */
export async function scanRange(options: ScanRangeOptions): Promise<ScanResult> {
  const { range, cwd = process.cwd(), config } = options;
  const shallowCommits = await readShallowCommits(cwd);
  const ids = await resolveRange(cwd, range);
  const end = ids.find((id) => !id.startsWith('^'));
  if (end === undefined)
    throw new CannotScan(`${JSON.stringify(range)} only says what to leave out.`, 'Name commits.');
  const configuration = await (config === undefined
    ? readConfigurationIn(cwd, end)
    : readConfigurationFile(cwd, config));
  const selection = {
    mode: 'range',
    revisions: { ids, options: [] },
    configuration,
    shallowCommits,
  } as const;
  const result = await scanCommits(selection, options);
  if (result.scan.shallow) {
    throw new CannotScan(
      `This clone is shallow, and ${JSON.stringify(range)} goes back to where it is cut.`,
      'Fetch the rest with `git fetch --unshallow` (in CI: fetch-depth: 0), then try again.',
    );
  }
  return addRefs(cwd, result);
}
