import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Encoding, KeyForm } from './keyForms.ts';
import { StreamSearch } from './streamSearch.ts';

/** A file on the disk that holds the key, in itself or in its name. */
export interface HitFile {
  /** Relative to the folder searched, forward slashes. */
  path: string;
  encoding: Encoding;
}

/** The order in which files are told: a folder has none of its own. */
export function byPath({ path: one }: HitFile, { path: other }: HitFile): number {
  return one < other ? -1 : 1;
}

/** Searches files on the disk, and counts them. */
export class FileSearch {
  files = 0;
  /** Paths of files and folders that could not be read. */
  readonly unreadable: string[] = [];
  readonly #forms: readonly KeyForm[];
  readonly #buffer = Buffer.allocUnsafe(1 << 20);

  constructor(forms: readonly KeyForm[]) {
    this.#forms = forms;
  }

  /**
   * The files below a folder that hold the key, whatever git thinks of them. Links are not followed: what they point
   * to is read as git keeps it.
   *
   * @param isSkipped told the absolute path of each file and folder
   */
  async *below(folder: string, isSkipped: (path: string) => boolean, name = ''): AsyncGenerator<HitFile> {
    const path = join(folder, name);
    const entries = await opendir(path).catch(() => undefined);
    if (!entries) {
      this.unreadable.push(path);
      return;
    }
    for await (const entry of entries) {
      const inside = name === '' ? entry.name : `${name}/${entry.name}`;
      const absolute = join(folder, inside);
      if (isSkipped(absolute)) continue;
      if (entry.isDirectory()) {
        yield* this.below(folder, isSkipped, inside);
        continue;
      }
      // A pipe or a device has no content of its own, and reading it may never end.
      if (!entry.isFile() && !entry.isSymbolicLink()) continue;
      const encoding = this.#search(absolute, inside, entry.isSymbolicLink());
      if (encoding) yield { path: inside, encoding };
    }
  }

  #search(path: string, name: string, isLink: boolean): Encoding | undefined {
    this.files++;
    const inName = this.#searchText(name);
    if (inName) return inName;
    try {
      return isLink ? this.#searchText(readlinkSync(path)) : this.#searchFile(path);
    } catch (error) {
      // It was removed since its folder was read.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.unreadable.push(path);
      return undefined;
    }
  }

  #searchText(text: string): Encoding | undefined {
    return new StreamSearch(this.#forms).push(Buffer.from(text))[0]?.encoding;
  }

  #searchFile(path: string): Encoding | undefined {
    const file = openSync(path, 'r');
    try {
      const search = new StreamSearch(this.#forms);
      for (;;) {
        const read = readSync(file, this.#buffer);
        if (read === 0) return undefined;
        const [hit] = search.push(this.#buffer.subarray(0, read));
        if (hit) return hit.encoding;
      }
    } finally {
      closeSync(file);
    }
  }
}
