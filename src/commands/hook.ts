import { CannotScan } from '../errors.ts';
import { PRODUCT } from '../product.ts';
import type { ScanCall } from '../scan/scanCall.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import type { Call, Io } from './command.ts';
import { oneOf } from './line/words.ts';
import { reportScan } from './scans/reportScan.ts';
import { readScanOptions } from './scans/scanOptions.ts';

/** Scans what a git hook is about. @param args what git hands to the hook */
type HookScan = (call: ScanCall, args: readonly string[], io: Io) => Promise<ScanResult>;

/** The git hooks that the program can be. Each loads its own files: a commit does not wait for those of a push. */
const HOOKS = {
  'pre-commit': scanCommit,
  'pre-merge-commit': scanCommit,
  async 'commit-msg'(call, args) {
    const { scanCommitMessage } = await import('../hooks/messageHook.ts');
    return scanCommitMessage(call, args);
  },
  async 'pre-push'(call, args, io) {
    const { scanPushed } = await import('../hooks/pushHooks.ts');
    return scanPushed(call, args, await readText(io));
  },
  async 'pre-receive'(call, _args, io) {
    const { scanReceived } = await import('../hooks/pushHooks.ts');
    return scanReceived(call, await readText(io));
  },
} satisfies Record<string, HookScan>;

type HookName = keyof typeof HOOKS;

/** `hook <git-hook-name> [args…]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  const [given, ...args] = positionals;
  if (given === undefined) {
    throw new CannotScan('`hook` takes the name of a git hook.', `As in: ${PRODUCT} hook pre-push "$@"`);
  }
  const name = await oneOf(Object.keys(HOOKS) as HookName[], given, 'hook that this program can be:');
  const options = await readScanOptions(values);
  const scan: HookScan = HOOKS[name];
  // A hook that has nothing to say says nothing.
  return reportScan({ ...options, isQuiet: !options.isVerbose }, io, (call) => scan(call, args, io));
}

async function scanCommit(call: ScanCall): Promise<ScanResult> {
  const { scanStaged } = await import('../scan/staged/scanStaged.ts');
  return scanStaged(call);
}

async function readText(io: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of io.stdin()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
