import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A hook file on the disk. */
export interface ExistingHook {
  /** One character a byte; empty for a link. */
  content: string;
  mode: number;
  isLink: boolean;
}

/** One thing that is to be done to a file; done in order, they install or take out a hook. */
export type Change =
  | { does: 'move'; from: string; to: string }
  | { does: 'write'; path: string; content: string; mode: number }
  | { does: 'remove'; path: string };

export function readHookFile(path: string): ExistingHook | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const isLink = stat.isSymbolicLink();
  return { content: isLink ? '' : readFileSync(path, 'latin1'), mode: stat.mode & 0o777, isLink };
}

/** Whether there is anything of this name, a link to nothing included. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function carryOut(change: Change): void {
  if (change.does === 'move') renameSync(change.from, change.to);
  else if (change.does === 'remove') rmSync(change.path);
  else writeWhole(change.path, change.content, change.mode);
}

/** Writes a file at once or not at all: a half-written hook would stop every commit. */
function writeWhole(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, content, { encoding: 'latin1', mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}
