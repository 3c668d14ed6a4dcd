import { CannotScan } from '../../errors.ts';
import { GitFailed, streamGit } from '../run/git.ts';

/** Takes the bytes of one object, in pieces. */
export type BlobSink = (bytes: Buffer) => void;

/**
 * Reads objects in one git process, each piece by piece.
 *
 * @param names object ids, or `:<path>` for what is staged under a path
 * @param sinkOf called for each object before its first piece; not for one that git does not have
 * @returns the names that git does not have
 * @throws CannotScan when git fails, or answers something else than was asked
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export async function streamBlobs(
  directory: string,
  names: readonly string[],
  sinkOf: (name: string) => BlobSink,
): Promise<string[]> {
  if (names.length === 0) return [];
  const reader = new BatchReader(names, sinkOf);
  try {
    await streamGit(
      directory,
      ['--no-replace-objects', 'cat-file', '--batch'],
      (chunk) => reader.push(chunk),
      {
        input: names.map((name) => `${name}\n`).join(''),
      },
    );
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw unreadable(error);
  }
  if (!reader.isComplete) throw unreadable();
  return reader.missing;
}

/**
 * Reads `git cat-file --batch`: for each object, in the order asked for, `<id> <type> <size>` LF, its bytes, LF;
 * for one that git does not have, `<name> missing` LF.
 */
class BatchReader {
  readonly missing: string[] = [];
  readonly #names: readonly string[];
  readonly #sinkOf: (name: string) => BlobSink;
  #next = 0;
  #header = '';
  #sink: BlobSink | undefined;
  #left = 0;

  constructor(names: readonly string[], sinkOf: (name: string) => BlobSink) {
    this.#names = names;
    this.#sinkOf = sinkOf;
  }

  get isComplete(): boolean {
    return this.#next === this.#names.length && !this.#sink && this.#header === '';
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#sink ? this.#readBytes(rest, this.#sink) : this.#readHeader(rest);
  }

  #readBytes(chunk: Buffer, sink: BlobSink): Buffer {
    const piece = chunk.subarray(0, this.#left);
    if (piece.length > 0) sink(piece);
    this.#left -= piece.length;
    const rest = chunk.subarray(piece.length);
    if (this.#left > 0 || rest.length === 0) return rest;
    this.#sink = undefined; // the line end after the object
    return rest.subarray(1);
  }

  #readHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf('\n');
    this.#header += chunk.toString('latin1', 0, end < 0 ? undefined : end);
    if (end < 0) return chunk.subarray(chunk.length);
    const name = this.#names[this.#next++];
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(this.#header)?.[1];
    if (name === undefined || (size === undefined && !this.#header.endsWith(' missing'))) throw unreadable();
    if (size === undefined) this.missing.push(name);
    else {
      this.#left = Number(size);
      this.#sink = this.#sinkOf(name);
    }
    this.#header = '';
    return chunk.subarray(end + 1);
  }
}

function unreadable(cause?: GitFailed): CannotScan {
  return new CannotScan(
    'git could not read a file, so what stands around a finding is unknown.',
    'Run `git fsck`, mend what it names, then try again.',
    cause && { cause },
  );
}
