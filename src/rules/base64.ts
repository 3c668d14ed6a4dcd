import { MARKS } from './formats.ts';
import type { Literal } from './literalSearch.ts';

/**
 * Base64 in a line: Kubernetes Secrets, Basic headers, `.dockerconfigjson`, embedded configuration. The text is
 * looked for with the encoded forms of what a key begins with, and only then decoded.
 */

/** A stretch of a line that decodes to text, and the way back from an offset of that text. */
export interface DecodedText {
  text: string;
  /** Where a range of `text` stands, encoded, in the line. */
  encodedRange(start: number, end: number): { start: number; end: number };
}

/** Shorter runs cannot hold a key: 22 characters of F1 are 30 of Base64. */
const RUN = /[A-Za-z0-9+/_-]{24}[A-Za-z0-9+/_-]*/g;
/** A decoded text that is not what somebody wrote is noise, in which only the exact prefixes mean anything. */
const UNWRITTEN = /[^\t\n\r\x20-\x7e]/;
const MARK = new RegExp(MARKS.join('|'));

/**
 * The characters that every encoding of `text` inside a longer text holds: one literal for each of the three
 * places in a group of three bytes where it can begin, without the characters that its neighbours share.
 */
export function base64Forms(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + text, 'latin1')
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + text.length) * 8) / 6);
    return encoded.slice(first, last);
  });
}

/**
 * Bytes of which every line with an encoded key holds one: the beginnings of the exact formats, Baseten's name, a
 * Secret for a container registry, in which a key is encoded twice, and an older key encoded alone: its 41 bytes
 * become 55 characters, of which the twelfth is the `u` of the dot, and `=`.
 */
export const BASE64_TRIGGERS: readonly (Literal | RegExp)[] = [
  ...[...MARKS, 'baseten', 'BASETEN', 'Api-Key '].flatMap(base64Forms).map((text) => ({ text })),
  { text: 'dockerconfigjson' },
  { text: 'dockercfg' },
  /=(?<=[A-Za-z0-9+/_-]{8}=)(?<=(?:(?<=(?:^|\n)\+)|(?<![A-Za-z0-9+/_-]))[A-Za-z0-9+/_-]{11}u[A-Za-z0-9+/_-]{43}=)/g,
];

/** Base64 of Base64 is common (`auth` in `.dockerconfigjson` of a Secret), more of it is not. */
const DEEPEST = 2;

/** The texts that stand in a line as Base64, in either alphabet, also where they begin inside a run of it. */
export function decodedTexts(line: string, depth = 1): DecodedText[] {
  const texts: DecodedText[] = [];
  for (const { 0: run, index } of line.matchAll(RUN)) {
    for (let skipped = 0; skipped < 4; skipped++) {
      const text = Buffer.from(run.slice(skipped), 'base64').toString('latin1');
      const isWritten = skipped === 0 && !UNWRITTEN.test(text);
      if (!isWritten && !MARK.test(text)) continue;
      const from = index + skipped;
      const encodedRange = (start: number, end: number) => ({
        start: from + Math.floor((start * 8) / 6),
        end: from + Math.ceil((end * 8) / 6),
      });
      texts.push({ text, encodedRange });
      if (!isWritten || depth === DEEPEST) continue;
      for (const inner of decodedTexts(text, depth + 1)) {
        texts.push({
          text: inner.text,
          encodedRange: (start, end) => {
            const range = inner.encodedRange(start, end);
            return encodedRange(range.start, range.end);
          },
        });
      }
    }
  }
  return texts;
}

/** What a literal says, where it is the Base64 of something that was written; undefined otherwise. */
export function writtenText(literal: string): string | undefined {
  if (literal.length % 4 === 1 || !/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(literal)) return undefined;
  const text = Buffer.from(literal, 'base64').toString('latin1');
  return UNWRITTEN.test(text) ? undefined : text;
}
