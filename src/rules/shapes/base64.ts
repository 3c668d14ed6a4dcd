import type { Literal } from '../literalSearch.ts';
import { MARK, MARKS } from './formats.ts';

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
const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24}[A-Za-z0-9+/_-]*/g;
/** A decoded text that is not what somebody wrote is noise, in which only the exact prefixes mean anything. */
const UNWRITTEN = /[^\t\n\r\x20-\x7e]/;

/** So many random characters are in no file by chance: one of 64^6 places. */
const RARE = 6;
const BYTES = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
/** A character of Base64 shares at most the lower half of the byte before it: one byte for each half is enough. */
const PREVIOUS = BYTES.slice(0, 16);

/**
 * Of the characters that every encoding of `text` inside a longer text holds, literals for each of the three places
 * in a group of three bytes where it can begin: the characters that are its own. Where those are so few that chance
 * makes them, the next one is added, in each way in which it can turn out, and if that is not enough the one before,
 * which it shares: that makes more beginnings to look for, and grep is the slower the more there are.
 *
 * @param following the characters that may stand behind `text`; any if it is left out
 */
export function base64Forms(text: string, following: readonly string[] = BYTES): string[] {
  return [0, 1, 2].flatMap((before) => {
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + text.length) * 8) / 6);
    const encode = (previous: string, next: string) =>
      Buffer.from(previous.repeat(before) + text + next, 'latin1').toString('base64');
    if (last - first >= RARE) return [encode('\0', '\0').slice(first, last)];
    const isEnough = before === 0 || last + 1 - first >= RARE;
    const from = isEnough ? first : first - 1;
    const nexts = onePerCharacter(following);
    const forms = (isEnough ? ['\0'] : PREVIOUS).flatMap((previous) =>
      nexts.map((next) => encode(previous, next).slice(from, last + 1)),
    );
    return [...new Set(forms)];
  });
}

/** Of characters of one byte, one for each upper six bits: of the byte behind it one character holds no more. */
function onePerCharacter(characters: readonly string[]): string[] {
  return [...new Map(characters.map((character) => [character.charCodeAt(0) >> 2, character])).values()];
}

/** What stands behind a mark in each format that has one. */
const LETTERS_AND_DIGITS = BYTES.filter((byte) => /[A-Za-z0-9]/.test(byte));

/**
 * How the Base64 of an older key ends, which is that of two letters or digits and of no third byte: what each of the
 * three characters before its `=` may be. Of 3.3 million lines of code 2,072 hold that, 78 with two more before it.
 */
const LAST_GROUP = '[M-OQ-WYZa-e][0-3D-HT-Xj-nz][048AEIMQUYcgkosw]';

/**
 * Bytes of which every line with an encoded key holds one: the beginnings of the exact formats, Baseten's name, a
 * Secret for a container registry, in which a key is encoded twice, and an older key encoded alone: its 41 bytes
 * become 55 characters, of which the twelfth is the `u` of the dot, and `=`.
 */
export const BASE64_TRIGGERS: readonly (Literal | RegExp)[] = [
  ...MARKS.flatMap((mark) => base64Forms(mark, LETTERS_AND_DIGITS)).map(ownCase),
  ...['baseten', 'BASETEN', 'Api-Key '].flatMap((text) => base64Forms(text)).map(ownCase),
  { text: 'dockerconfigjson' },
  { text: 'dockercfg' },
  new RegExp(
    `=(?<=[A-Za-z0-9+/_-]{2}${LAST_GROUP}=)(?<=(?:(?<=(?:^|\\n)\\+)|(?<![A-Za-z0-9+/_-]))[A-Za-z0-9+/_-]{11}u[A-Za-z0-9+/_-]{43}=)`,
    'g',
  ),
];

function ownCase(text: string): Literal {
  return { text };
}

/** In each run that decodes to a mark: the characters that are the mark's own, in either alphabet. */
const ENCODED_MARK = new RegExp(
  MARKS.flatMap((mark) => [0, 1, 2].map((before) => ownCharacters(mark, before)))
    .join('|')
    .replaceAll('+', '[+-]')
    .replaceAll('/', '[/_]'),
);

/** What of a text's Base64 depends on nothing but the text, where `before` bytes of a group stand before it. */
function ownCharacters(text: string, before: number): string {
  const encoded = Buffer.from('\0'.repeat(before) + text, 'latin1').toString('base64');
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6));
}

/** Base64 of Base64 is common (`auth` in `.dockerconfigjson` of a Secret), more of it is not. */
const DEEPEST = 2;

/** The texts that stand in a line as Base64, in either alphabet, also where they begin inside a run of it. */
export function decodedTexts(line: string, depth = 1): DecodedText[] {
  const texts: DecodedText[] = [];
  for (const { 0: run, index } of line.matchAll(RUN)) {
    // Most runs hold none, and a line may hold 250,000 of them; what was written is read from its beginning only.
    const mayHoldMark = ENCODED_MARK.test(run);
    // A part of a long line may begin inside of a group of four.
    const mayBeCut = index === 0;
    for (let skipped = 0; skipped < (mayHoldMark || mayBeCut ? 4 : 1); skipped++) {
      const text = Buffer.from(run.slice(skipped), 'base64').toString('latin1');
      const isWritten = (skipped === 0 || mayBeCut) && !UNWRITTEN.test(text);
      if (!isWritten && !(mayHoldMark && MARK.test(text))) continue;
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
