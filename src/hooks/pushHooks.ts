import { remotesOf } from '../git/commits/commitRemotes.ts';
import { readPushedRefs, readReceivedRefs } from '../scan/commits/refUpdates.ts';
import { scanPush } from '../scan/commits/scanPush.ts';
import type { ScanCall } from '../scan/scanCall.ts';
import type { ScanResult } from '../scan/scanResult.ts';

/**
 * Scans what `pre-push` is about to give to a remote: what the remote does not have, as far as the last fetch or push
 * tells.
 *
 * @param args the name of the remote, or its address where it has no name, and the address
 * @param input what git writes to the hook's stdin
 */
export async function scanPushed(
  call: ScanCall,
  [remote = '', address = '']: readonly string[],
  input: string,
): Promise<ScanResult> {
  const remotes = await remotesOf(call.cwd, remote, address);
  const known = remotes.length === 0 ? [] : ['--not', ...remotes.map((name) => `--remotes=${name}`)];
  return scanPush({ ...call, updates: readPushedRefs(input), known });
}

/**
 * Scans what `pre-receive` is about to accept: what no ref of this repository leads to yet.
 *
 * @param input what git writes to the hook's stdin
 */
export async function scanReceived(call: ScanCall, input: string): Promise<ScanResult> {
  return scanPush({ ...call, updates: readReceivedRefs(input), known: ['--not', '--all'] });
}
