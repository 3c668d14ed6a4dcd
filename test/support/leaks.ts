import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { digits } from './keys.ts';

/** The forms in which a key can reach a stream, a file or a process, beside its own. */
const DISGUISES: ((run: string) => string[])[] = [
  (run) => [run, [...run].reverse().join('')],
  (run) => [Buffer.from(run).toString('hex'), Buffer.from(run).toString('hex').toUpperCase()],
  (run) => [[...run].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')],
  (run) => [[...run].join('\0')],
];
/** Of Base64 only the letters within a run are its own. */
const BASE64_RUN = 8;

/**
 * Letters and digits for a secret: a digit, a capital and a small letter in turn. No five of them stand side by side
 * in a word, a number, an object's name or a fingerprint, so what is found is a leak and no chance.
 */
export function unmistakable(length: number): string {
  const drawn = (first: string) => String.fromCharCode(first.charCodeAt(0) + Math.floor(Math.random() * 26));
  return Array.from({ length }, (_, at) => [digits(1), drawn('A'), drawn('a')][at % 3]).join('');
}

/**
 * The first trace of a secret that some bytes hold: five characters of it in a row, as they are, backwards, in
 * hexadecimal, percent-encoded or in UTF-16, or eight in Base64; undefined where there is none.
 *
 * @param secret the half that nobody may see
 */
export function traceOf(secret: string, bytes: string | Uint8Array): string | undefined {
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  for (const run of runs(secret, 5)) {
    const found = DISGUISES.flatMap((disguise) => disguise(run)).find((form) => text.includes(form));
    if (found !== undefined) return found;
  }
  for (const run of runs(secret, BASE64_RUN)) {
    const found = base64Of(run).find((form) => text.includes(form) || text.includes(urlSafe(form)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function runs(secret: string, length: number): string[] {
  return Array.from({ length: Math.max(0, secret.length - length + 1) }, (_, at) =>
    secret.slice(at, at + length),
  );
}

function base64Of(run: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + run).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + run.length) * 8) / 6));
  });
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

/** What stands under some folders, to tell afterwards what was written there. */
export class Snapshot {
  readonly #roots: readonly string[];
  readonly #before: Map<string, string>;

  constructor(...roots: string[]) {
    this.#roots = roots;
    this.#before = this.#read();
  }

  /** The files that are new or not as they were, each with its name in front; git's own store is left out. */
  written(): Buffer[] {
    const files: Buffer[] = [];
    for (const [path, content] of this.#read()) {
      if (this.#before.get(path) === content) continue;
      files.push(Buffer.concat([Buffer.from(`${path}\n`), Buffer.from(content, 'latin1')]));
    }
    return files;
  }

  #read(): Map<string, string> {
    const contents = new Map<string, string>();
    for (const root of this.#roots) {
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!lstatSync(path).isFile() || /(?:^|\/)\.git\/(?:objects|index|logs)/.test(relative(root, path)))
          continue;
        contents.set(path, readFileSync(path, 'latin1'));
      }
    }
    return contents;
  }
}
