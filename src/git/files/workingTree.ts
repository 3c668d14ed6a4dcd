import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { CannotScan } from '../../errors.ts';
import type { TrackedFile } from './trackedFiles.ts';

/** So many bytes of a file are held at a time. */
const PIECE = 1 << 20;

/** Reads tracked files as they are on the disk. */
export class WorkingTree {
  readonly #top: string;
  readonly #buffer = Buffer.allocUnsafe(PIECE);
  /** Whether a folder is one, and not behind a symbolic link. */
  readonly #folders = new Map<string, boolean>();

  /** @param top the top folder */
  constructor(top: string) {
    this.#top = top;
  }

  /**
   * The bytes of a file in pieces, one character a byte; of a symbolic link its target, which is what git keeps.
   *
   * @returns undefined where the file is not on the disk
   * @throws CannotScan when it is there and cannot be read
   */
  open({ name, path }: TrackedFile): Iterable<string> | undefined {
    const file = this.#locate(name);
    try {
      // What stands behind a link is another file; git takes this one for deleted.
      if (!this.#isInPlace(parentOf(name.toString('latin1')))) return undefined;
      const status = lstatSync(file);
      if (status.isDirectory()) return undefined;
      if (status.isSymbolicLink()) return [readlinkSync(file, 'latin1')];
      if (!status.isFile()) throw unreadable(path, 'is neither a file nor a link');
      return this.#pieces(file, path);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw explain(error, path);
    }
  }

  *#pieces(file: Buffer, path: string): Generator<string> {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      if (!fstatSync(descriptor).isFile()) throw unreadable(path, 'changed while it was being scanned');
      for (let length = this.#read(descriptor); length > 0; length = this.#read(descriptor)) {
        yield this.#buffer.toString('latin1', 0, length);
      }
    } catch (error) {
      throw explain(error, path);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #read(descriptor: number): number {
    return readSync(descriptor, this.#buffer, 0, PIECE, null);
  }

  /** @param folder relative to the top, one character a byte; empty for the top itself */
  #isInPlace(folder: string): boolean {
    if (folder === '') return true;
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const isInPlace =
      this.#isInPlace(parentOf(folder)) &&
      lstatSync(this.#locate(Buffer.from(folder, 'latin1'))).isDirectory();
    this.#folders.set(folder, isInPlace);
    return isInPlace;
  }

  #locate(name: Buffer): Buffer {
    return Buffer.concat([Buffer.from(`${this.#top}/`), name]);
  }
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function explain(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : unreadable(path, `could not be read (${code})`, error);
}

function unreadable(path: string, what: string, cause?: unknown): CannotScan {
  return new CannotScan(
    `${JSON.stringify(path)} ${what}.`,
    'Make it a file that you may read, or name it under "exclude" in the configuration; then scan again.',
    { cause },
  );
}
