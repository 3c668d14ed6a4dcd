import type { AddedText } from '../stagedFile.ts';
import { utf16Length } from './utf16Length.ts';

/** A line longer than this is handed over in parts, so that a file without line ends needs no more memory. */
export const LONG_LINE = 1 << 20;
/** Bytes that two parts of a long line share; every match and its neighbourhood fits in. */
const OVERLAP = 1 << 13;
/** How much of the overlap a match keeps to its left, to see what stands before it. */
const LEFT_CONTEXT = 1 << 12;

/** Cuts a line that is too long to be held whole into parts that overlap. */
export class LongLine {
  #unitsBefore = 0;
  #isFirst = true;

  /**
   * Cuts off the next part.
   *
   * @param text holds the line from `start` on, in the first part with the `+` before it
   * @param newline offset of the line's end in `text`, below 0 where the line goes on
   * @returns the part, and the offset at which the next one begins
   */
  cut(
    text: string,
    start: number,
    newline: number,
  ): { part: Pick<AddedText, 'bytes' | 'lines' | 'size' | 'part'>; next: number } {
    const isFirst = this.#isFirst;
    const isLast = newline >= 0;
    const contentStart = isFirst ? start + 1 : start;
    const end = isLast ? newline + 1 : characterStart(text, text.length - 1);
    const next = isLast ? end : characterStart(text, end - OVERLAP);
    const part = {
      // Every part stands behind a `+`, as every line does.
      bytes: `+${text.slice(contentStart, end)}`,
      lines: isLast ? 1 : 0,
      size: next - contentStart,
      part: {
        unitsBefore: this.#unitsBefore,
        ownedFrom: isFirst ? 0 : 1 + LEFT_CONTEXT,
        ownedTo: isLast ? Number.POSITIVE_INFINITY : 1 + next - contentStart + LEFT_CONTEXT,
      },
    };
    this.#unitsBefore += utf16Length(text.slice(contentStart, next));
    this.#isFirst = false;
    return { part, next };
  }
}

/** Where the UTF-8 character begins that a byte belongs to; the byte itself where there is none. */
function characterStart(text: string, at: number): number {
  for (let position = at; position > at - 4; position--) {
    if ((text.charCodeAt(position) & 0xc0) !== 0x80) return position;
  }
  return at;
}
