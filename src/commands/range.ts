import { scanRange } from '../scan/scanRange.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './commandLine.ts';
import { runLongScan } from './longScan.ts';
import { reportScan } from './reportScan.ts';
import { readScanOptions } from './scanOptions.ts';

/** `--range <A..B>` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('--range', positionals);
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) =>
    runLongScan(options, io, (long) => scanRange({ ...call, ...long, range: values.range ?? '' })),
  );
}
