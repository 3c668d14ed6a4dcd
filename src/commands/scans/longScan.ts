import { onInterrupt } from '../../interruption.ts';
import type { CommitProgress } from '../../scan/commits/scanCommits.ts';
import type { Io } from '../command.ts';
import type { ScanOptions } from './scanOptions.ts';

/** What a scan that takes long is told, beside the rest. */
export interface LongScan {
  /** Ctrl-C ends the scan, not the program. */
  signal: AbortSignal;
  onProgress?: (progress: CommitProgress) => void;
}

/** Commits between two looks at the clock. */
const STEP = 64;

/**
 * Runs a scan that takes long: with a bar on stderr where that is a terminal, and such that Ctrl-C leaves a report of
 * what was found until then.
 */
export async function runLongScan<T>(
  { isQuiet, isVerbose }: ScanOptions,
  io: Io,
  scan: (call: LongScan) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  onInterrupt(() => controller.abort());
  const call = { signal: controller.signal };
  if (isQuiet || isVerbose || !io.stderrIsTerminal()) return scan(call);
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {value} of {total} commits  {rate}/s  {eta_formatted} left',
    // All of it in 80 columns.
    barsize: 24,
    clearOnComplete: true,
    fps: 10,
  });
  const started = performance.now();
  let isShown = false;
  const onProgress = ({ commits, total = 0 }: CommitProgress) => {
    if (!isShown) bar.start(total, 0, { rate: 0 });
    isShown = true;
    if (commits % STEP !== 0 && commits !== total) return;
    bar.update(commits, { rate: Math.round((commits * 1000) / (performance.now() - started)) });
  };
  try {
    return await scan({ ...call, onProgress });
  } finally {
    bar.stop();
  }
}
