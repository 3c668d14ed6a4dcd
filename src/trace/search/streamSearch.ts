import type { Encoding, KeyForm } from './keyForms.ts';

/** Where a form of the key ends. */
export interface Hit {
  encoding: Encoding;
  /** Offset of its last byte, from the beginning of the stream. */
  last: number;
}

/** Looks for a key in a stream of bytes, in the space of one chunk; a key may lie across any number of chunks. */
export class StreamSearch {
  readonly #forms: readonly KeyForm[];
  readonly #kept: number;
  #tail: Buffer = Buffer.alloc(0);
  #read = 0;

  constructor(forms: readonly KeyForm[]) {
    this.#forms = forms;
    this.#kept = Math.max(...forms.map(({ bytes }) => bytes.length)) - 1;
  }

  /** The keys that end in this chunk, in the order of the stream. */
  push(chunk: Buffer): Hit[] {
    const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : chunk;
    const start = this.#read - this.#tail.length;
    const hits: Hit[] = [];
    for (const { encoding, bytes: form } of this.#forms) {
      for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + 1)) {
        const last = start + at + form.length - 1;
        // One that ended before was told before.
        if (last >= this.#read) hits.push({ encoding, last });
      }
    }
    this.#read += chunk.length;
    // A copy: the reader may use the memory of the chunk again.
    this.#tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.#kept)));
    return hits.sort((one, other) => one.last - other.last);
  }
}
