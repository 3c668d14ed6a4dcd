import { scanHistory } from '../scan/commits/scanHistory.ts';
import { refuseKey } from './ask/refuseKey.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './line/words.ts';
import { runLongScan } from './scans/longScan.ts';
import { reportScan } from './scans/reportScan.ts';
import { readScanOptions } from './scans/scanOptions.ts';

/** `--history [--since <date>] [--branch <name>]…` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('--history', positionals);
  const options = await readScanOptions(values);
  const { since, branch: branches } = values;
  refuseKey(since ?? '', 'The date of --since', 'Give a date.');
  for (const branch of branches ?? []) {
    refuseKey(branch, 'The branch of --branch', 'Leave it out, to scan all branches, or rename the branch.');
  }
  return reportScan(options, io, (call) =>
    runLongScan(options, io, (long) =>
      scanHistory({ ...call, ...long, ...(since !== undefined && { since }), ...(branches && { branches }) }),
    ),
  );
}
