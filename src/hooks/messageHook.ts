import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotScan } from '../errors.ts';
import { configured } from '../git/commits/commitRemotes.ts';
import { scanMessage } from '../scan/commits/scanMessage.ts';
import type { ScanCall } from '../scan/scanCall.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import { committedMessage, readMessageCleanup } from './commitMessage.ts';

/**
 * Scans the message of the commit that is being made.
 *
 * @param path of its file, as `commit-msg` is given it
 * @throws CannotScan when it cannot be read
 */
export async function scanCommitMessage(call: ScanCall, [path]: readonly string[]): Promise<ScanResult> {
  if (path === undefined) {
    throw new CannotScan(
      '`hook commit-msg` takes the file of the message.',
      'Call it with the "$@" of the hook.',
    );
  }
  const file = readMessage(call.cwd, path);
  const settings = await configured(call.cwd, '^(core\\.comment(char|string)|commit\\.cleanup)$');
  const message = committedMessage(file, readMessageCleanup(settings, file));
  return scanMessage(call.cwd, message, call.config);
}

function readMessage(cwd: string, path: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'latin1');
  } catch (error) {
    throw new CannotScan(`The message ${JSON.stringify(path)} could not be read.`, 'Check its name.', {
      cause: error,
    });
  }
}
