import { scanStream } from '../scan/files/scanStream.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './line/words.ts';
import { reportScan } from './scans/reportScan.ts';
import { readScanOptions } from './scans/scanOptions.ts';

/** `--stdin [--path <name>]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('--stdin', positionals);
  const { path } = values;
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) =>
    scanStream({ ...call, stream: io.stdin(), ...(path && { path }) }),
  );
}
