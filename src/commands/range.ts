import { scanRange } from '../scan/scanRange.ts';
import type { Call, Io } from './command.ts';
import { runLongScan } from './longScan.ts';
import { refuseKey } from './refuseKey.ts';
import { reportScan } from './reportScan.ts';
import { readScanOptions } from './scanOptions.ts';
import { refuseWords } from './words.ts';

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
