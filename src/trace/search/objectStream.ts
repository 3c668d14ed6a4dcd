import { CannotScan } from '../../errors.ts';
import type { Encoding, KeyForm } from './keyForms.ts';
import { type Hit, StreamSearch } from './streamSearch.ts';

/** An object of the repository that holds the key. */
export interface HitObject {
  id: string;
  type: 'blob' | 'commit' | 'tag' | 'tree';
  encoding: Encoding;
}

interface OpenObject {
  id: string;
  type: HitObject['type'];
  end: number;
}

/**
 * Looks for a key in `git cat-file --batch-all-objects --batch`: for each object `<id> <type> <size>` LF, its bytes,
 * LF. The stream is searched as a whole, not object by object: no form of a key holds an LF, so none begins in one
 * object and ends in another, and a million small objects cost no more than one large one.
 */
export class ObjectStream {
  readonly hits = new Map<string, HitObject>();
  /** Every commit that is stored, reachable or not. */
  readonly commits = new Set<string>();
  objects = 0;
  readonly #search: StreamSearch;
  #read = 0;
  #header = '';
  #object: OpenObject | undefined;

  constructor(forms: readonly KeyForm[]) {
    this.#search = new StreamSearch(forms);
  }

  push(chunk: Buffer): void {
    const hits = this.#search.push(chunk);
    const start = this.#read;
    this.#read += chunk.length;
    let at = 0;
    while (at < chunk.length) {
      at = this.#object
        ? this.#readObject(this.#object, start, hits)
        : this.#readHeader(chunk, at, start, hits);
    }
  }

  /** @throws CannotScan where the stream ends in the middle of an object */
  end(): void {
    if (this.#object || this.#header !== '') throw unreadable();
  }

  /** Takes as much of the object as was read, and tells where in the chunk what follows begins. */
  #readObject({ id, type, end }: OpenObject, start: number, hits: Hit[]): number {
    while (hits[0] && hits[0].last < end) {
      const { encoding } = hits.shift() as Hit;
      if (!this.hits.has(id)) this.hits.set(id, { id, type, encoding });
    }
    if (this.#read <= end) return this.#read - start;
    this.#object = undefined;
    return end + 1 - start; // past the line end behind the object
  }

  #readHeader(chunk: Buffer, at: number, start: number, hits: Hit[]): number {
    const lineEnd = chunk.indexOf('\n', at);
    this.#header += chunk.toString('latin1', at, lineEnd < 0 ? undefined : lineEnd);
    if (lineEnd < 0) return chunk.length;
    const [, id = '', type, size] = /^([0-9a-f]+) (blob|commit|tag|tree) (\d+)$/.exec(this.#header) ?? [];
    if (type === undefined) throw unreadable();
    this.#header = '';
    // A key of hexadecimal digits may be a piece of an id.
    while (hits[0] && hits[0].last <= start + lineEnd) hits.shift();
    this.#object = { id, type: type as HitObject['type'], end: start + lineEnd + 1 + Number(size) };
    this.objects++;
    if (type === 'commit') this.commits.add(id);
    return lineEnd + 1;
  }
}

function unreadable(): CannotScan {
  return new CannotScan(
    'git answered something else than its objects, so not all of them were searched.',
    'Run `git fsck`, mend what it names, then try again.',
  );
}
