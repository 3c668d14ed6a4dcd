/** A commit, as far as a report names it. */
export interface Commit {
  id: string;
  author: string;
  /** When it was written, in ISO 8601. */
  date: string;
  /** When it was committed, in seconds since 1970: what commits are sorted by. */
  time: number;
}

/** Takes each file that a commit adds or changes; a merge's are those that differ from all of its parents. */
export type ChangeSink = (commit: Commit, blob: string, path: string) => void;

/** The fields of a commit, each ended by `%x01`; the first byte tells a commit from a change. */
export const LOG_FORMAT = 'tformat:%x01%H%x01%ct%x01%aI%x01%an%x01';

/**
 * Reads `git log -z --raw -c --no-abbrev` with `LOG_FORMAT`. Between NUL bytes there stands either a commit,
 *
 *     \x01 5f3c… \x01 1790000000 \x01 2026-10-01T15:00:00+02:00 \x01 Ada \x01
 *
 * or a change (of a merge with a colon, a mode and an id for each parent), followed by its path:
 *
 *     LF :100644 100644 <old id> <new id> M
 *     ::100644 100644 100644 <id> <other id> <new id> MM
 */
export class LogStream {
  readonly #onCommit: (commit: Commit) => void;
  readonly #onChange: ChangeSink;
  #rest = '';
  #commit: Commit | undefined;
  #blob: string | undefined;

  constructor(onCommit: (commit: Commit) => void, onChange: ChangeSink) {
    this.#onCommit = onCommit;
    this.#onChange = onChange;
  }

  push(chunk: Buffer): void {
    const words = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = words.pop() ?? '';
    for (const word of words) this.#read(word);
  }

  #read(word: string): void {
    if (this.#blob !== undefined) {
      if (this.#commit) this.#onChange(this.#commit, this.#blob, word);
      this.#blob = undefined;
    } else if (word.startsWith('\x01')) {
      const [, id = '', time, date = '', author = ''] = word.split('\x01');
      this.#commit = { id, time: Number(time), date, author: Buffer.from(author, 'latin1').toString('utf8') };
      this.#onCommit(this.#commit);
    } else if (/^\n?:/.test(word)) {
      // The last of the ids, before the letters of the status.
      this.#blob = word.split(' ').at(-2);
    }
  }
}
