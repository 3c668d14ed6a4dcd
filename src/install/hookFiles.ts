import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { CannotScan } from '../errors.ts';

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
  /** What is at `path` is there under the name `keptAs` as well, before something else takes its place. */
  | { does: 'replace'; path: string; keptAs: string; content: string; mode: number }
  | { does: 'write'; path: string; content: string; mode: number }
  | { does: 'remove'; path: string };

/** @throws CannotScan where what is there cannot be read, as a folder */
export function readHookFile(path: string): ExistingHook | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    const isLink = stat.isSymbolicLink();
    return { content: isLink ? '' : readFileSync(path, 'latin1'), mode: stat.mode & 0o7777, isLink };
  } catch (error) {
    throw failure(error, `The hook ${path} could not be read`);
  }
}

/** Whether there is anything of this name, a link to nothing included. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false; // its folder is a file
    throw error;
  }
}

/** @throws CannotScan where it cannot be done; the hook that is there stays as it is then */
export function carryOut(change: Change): void {
  try {
    if (change.does === 'move') move(change.from, change.to);
    else if (change.does === 'remove') rmSync(change.path);
    else if (change.does === 'write') writeWhole(change.path, change.content, change.mode);
    else replace(change);
  } catch (error) {
    if (error instanceof CannotScan) throw error;
    const path = change.does === 'move' ? change.to : change.path;
    throw failure(error, `The hook ${path} could not be changed`);
  }
}

/**
 * Writes a hook where another is, which stays there until the new one is whole. Its second name is never one that is
 * taken: an installation at the same time may have given it to the same hook.
 */
function replace({ path, keptAs, content, mode }: Change & { does: 'replace' }): void {
  refuseTaken(path, keptAs);
  mkdirSync(dirname(keptAs), { recursive: true });
  // Of a link, a link; link(2) of some systems would follow it.
  if (lstatSync(path).isSymbolicLink()) symlinkSync(linkIn(dirname(keptAs), path), keptAs);
  else giveName(path, keptAs);
  try {
    writeWhole(path, content, mode);
  } catch (error) {
    rmSync(keptAs);
    if (dirname(keptAs) !== dirname(path)) removeIfEmpty(dirname(keptAs));
    throw error;
  }
}

/** Where a link leads, as one in another folder says it: the same, or the one below. */
function linkIn(folder: string, path: string): string {
  const target = readlinkSync(path);
  return isAbsolute(target) || folder === dirname(path) ? target : UP + target;
}

const UP = '../';

/** Puts back what `replace` kept. */
function move(from: string, to: string): void {
  moveFile(from, to);
  if (dirname(from) !== dirname(to)) removeIfEmpty(dirname(from));
}

function moveFile(from: string, to: string): void {
  const target = lstatSync(from).isSymbolicLink() ? readlinkSync(from) : '';
  if (dirname(from) === dirname(to) || !target.startsWith(UP)) {
    renameSync(from, to);
    return;
  }
  const link = temporaryFor(to);
  symlinkSync(target.slice(UP.length), link);
  renameSync(link, to);
  rmSync(from);
}

/** Takes a folder away that we made, unless somebody has put something into it. */
function removeIfEmpty(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() && readdirSync(folder).length === 0)
    rmdirSync(folder);
}

function temporaryFor(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Where a file system knows no second names, a copy will do. */
function giveName(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(path, name, constants.COPYFILE_EXCL);
  }
}

/** @throws CannotScan where a hook cannot be kept beside the new one: its place, or that of its folder, is taken */
export function refuseTaken(path: string, keptAs: string): void {
  const folder = dirname(keptAs);
  const isFolderTaken = isThere(folder) && !statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (!isFolderTaken && !isThere(keptAs)) return;
  const taken = relative(dirname(path), isFolderTaken ? folder : keptAs);
  throw new CannotScan(
    `NOT INSTALLED: the hook that is there must be moved, and ${taken} is in the way.`,
    `Look at both, beside ${path}, remove the one that is not needed, then run this command again.`,
  );
}

/** Writes a file at once or not at all: a half-written hook would stop every commit. */
function writeWhole(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryFor(path);
  try {
    writeFileSync(temporary, content, { encoding: 'latin1', mode });
    chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function failure(error: unknown, sentence: string): CannotScan {
  const { code } = error as NodeJS.ErrnoException;
  return new CannotScan(
    `${sentence} (${code ?? 'unknown'}).`,
    'See what is there, and whether its folder may be written and has room; then run this command again.',
    { cause: error },
  );
}
