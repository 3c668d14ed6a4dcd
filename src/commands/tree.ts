import { scanTree } from '../scan/scanTree.ts';
import type { Call, Io } from './command.ts';
import { reportScan } from './reportScan.ts';
import { readScanOptions } from './scanOptions.ts';

/** `--tree [path…]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) => scanTree({ ...call, paths: positionals }));
}
