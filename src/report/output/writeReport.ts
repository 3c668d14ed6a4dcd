import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { CannotScan } from '../../errors.ts';

/**
 * Writes a report to a file, whole or not at all: who reads it while it is being written sees the old one.
 *
 * @param directory what a relative path is relative to
 * @throws CannotScan when it could not be written
 */
export function writeReport(directory: string, path: string, report: string): void {
  try {
    const target = followLinks(resolve(directory, path));
    const isPlainFile = statSync(target, { throwIfNoEntry: false })?.isFile() ?? true;
    if (isPlainFile) writeWhole(target, report);
    // A device or a pipe is written to, not replaced.
    else writeFileSync(target, report);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotScan(
      `The report could not be written to ${JSON.stringify(path)}: ${REASONS[code ?? ''] ?? code}.`,
      'Name a file in a folder that exists and that you may write to, with room on its disk.',
      { cause: error },
    );
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'you may not write there',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'it would be larger than a file may be here',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'its folder is a file',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
};

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // not there yet
  }
}

function writeWhole(target: string, report: string): void {
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  const file = openSync(temporary, 'wx');
  try {
    try {
      writeFileSync(file, report);
      // Some disks say only here that they are full.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
