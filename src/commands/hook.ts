import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotScan } from '../errors.ts';
import { configured, remotesOf } from '../git/commitRemotes.ts';
import { committedMessage, readMessageCleanup } from '../hooks/commitMessage.ts';
import { readPushedRefs, readReceivedRefs } from '../hooks/refUpdates.ts';
import { scanMessage } from '../scan/scanMessage.ts';
import { scanPush } from '../scan/scanPush.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import { scanStaged } from '../scan/scanStaged.ts';
import type { Call, Io } from './command.ts';
import { oneOf } from './commandLine.ts';
import { reportScan, type ScanCall } from './reportScan.ts';
import { readScanOptions } from './scanOptions.ts';

/** Scans what a git hook is about. @param args what git hands to the hook */
type HookScan = (call: ScanCall, args: readonly string[], io: Io) => Promise<ScanResult>;

/** The git hooks that the program can be; each scans what it is called for. */
const HOOKS = {
  'pre-commit': (call) => scanStaged(call),
  'pre-merge-commit': (call) => scanStaged(call),
  'commit-msg': scanCommitMessage,
  'pre-push': scanPushed,
  'pre-receive': scanReceived,
} satisfies Record<string, HookScan>;

type HookName = keyof typeof HOOKS;

/** `hook <git-hook-name> [args…]` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  const [given, ...args] = positionals;
  if (given === undefined) {
    throw new CannotScan(
      '`hook` takes the name of a git hook.',
      'Usage: baseten-key-guard hook pre-push "$@"',
    );
  }
  const name = await oneOf(Object.keys(HOOKS) as HookName[], given, 'hook that this program can be:');
  const options = await readScanOptions(values);
  const scan: HookScan = HOOKS[name];
  // A hook that has nothing to say says nothing.
  return reportScan({ ...options, isQuiet: !options.isVerbose }, io, (call) => scan(call, args, io));
}

/** `pre-push <remote> <address>`: what the remote does not have, as far as the last fetch or push tells. */
async function scanPushed(call: ScanCall, args: readonly string[], io: Io): Promise<ScanResult> {
  const [remote = '', address = ''] = args;
  const updates = readPushedRefs(await readText(io));
  const remotes = await remotesOf(call.cwd, remote, address);
  const known = remotes.length === 0 ? [] : ['--not', ...remotes.map((name) => `--remotes=${name}`)];
  return scanPush({ ...call, updates, known });
}

/** `pre-receive`: what no ref of this repository leads to yet. */
async function scanReceived(call: ScanCall, _args: readonly string[], io: Io): Promise<ScanResult> {
  const updates = readReceivedRefs(await readText(io));
  return scanPush({ ...call, updates, known: ['--not', '--all'] });
}

/** `commit-msg <file>` */
async function scanCommitMessage(call: ScanCall, [path]: readonly string[]): Promise<ScanResult> {
  if (path === undefined) {
    throw new CannotScan(
      '`hook commit-msg` takes the file of the message.',
      'Run it as a git hook: … commit-msg "$1"',
    );
  }
  const file = readMessage(resolve(call.cwd, path));
  const settings = await configured(call.cwd, '^(core\\.comment(char|string)|commit\\.cleanup)$');
  const message = committedMessage(file, readMessageCleanup(settings, file));
  return scanMessage(call.cwd, message, call.config);
}

function readMessage(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    throw new CannotScan(`The message ${JSON.stringify(path)} could not be read.`, 'Check its name.', {
      cause: error,
    });
  }
}

async function readText(io: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of io.stdin()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
