import { scanRange } from '../scan/commits/scanRange.ts';
import { refuseKey } from './ask/refuseKey.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './line/words.ts';
import { runLongScan } from './scans/longScan.ts';
import { reportScan } from './scans/reportScan.ts';
import { readScanOptions } from './scans/scanOptions.ts';

/** `--range <A..B>` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('--range', positionals);
  refuseKey(
    values.range ?? '',
    'The range',
    'Name its commits by their ids: `git rev-parse <name>` tells them.',
  );
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) =>
    runLongScan(options, io, (long) => scanRange({ ...call, ...long, range: values.range ?? '' })),
  );
}
