import { scanStream } from '../scan/scanStream.ts';
import type { Call, Io } from './command.ts';
import { reportScan } from './reportScan.ts';
import { readScanOptions } from './scanOptions.ts';
import { refuseWords } from './words.ts';

/** `--stdin [--path <name>]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('--stdin', positionals);
  const { path } = values;
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) =>
    scanStream({ ...call, stream: io.stdin(), ...(path && { path }) }),
  );
}
