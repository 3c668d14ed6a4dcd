import { scanTree } from '../scan/files/scanTree.ts';
import type { Call, Io } from './command.ts';
import { reportScan } from './scans/reportScan.ts';
import { readScanOptions } from './scans/scanOptions.ts';

/** `--tree [path…]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  const options = await readScanOptions(values);
  return reportScan(options, io, (call) => scanTree({ ...call, paths: positionals }));
}
