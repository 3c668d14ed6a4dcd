import type { AddedText, StagedFile } from '../stagedFile.ts';
import { LONG_LINE, LongLine } from './longLine.ts';

/**
 * Hands over a text, read in pieces of any size, as if a diff added every line of it.
 *
 * It keeps one line at most. The last line of a stretch begins the next one too: what a name is given may stand on
 * the line below it.
 */
export class TextLines {
  /** Lines handed over; the last one counts where no line end follows it too. */
  lines = 0;
  /** Bytes taken. */
  size = 0;

  readonly #file: StagedFile;
  readonly #onAdded: (added: AddedText) => void;
  #rest = '';
  /** How many bytes at the beginning of `#rest` are a line that was handed over already. */
  #repeated = 0;
  /** Set while inside a line that is longer than LONG_LINE. */
  #longLine: LongLine | undefined;

  /** @param onAdded called for each stretch of lines, in their order */
  constructor(file: StagedFile, onAdded: (added: AddedText) => void) {
    this.#file = file;
    this.#onAdded = onAdded;
  }

  /** @param bytes the next piece of the text, one character a byte */
  push(bytes: string): void {
    this.size += bytes.length;
    this.#rest += bytes;
    if (this.#longLine) this.#readLongLine(this.#longLine);
    // Only a piece with a line end ends a line: what was there before is not looked at again.
    if (!this.#longLine && bytes.includes('\n')) this.#readLines();
    if (!this.#longLine && this.#rest.length - this.#repeated > LONG_LINE) this.#beginLongLine();
  }

  /** Says that the text is complete. */
  end(): void {
    if (this.#rest.length === this.#repeated) return;
    this.#rest += '\n';
    if (this.#longLine) this.#readLongLine(this.#longLine);
    else this.#readLines();
  }

  #readLines(): void {
    const end = this.#rest.lastIndexOf('\n') + 1;
    const lines = count('\n', this.#rest, this.#repeated);
    this.#onAdded({
      file: this.#file,
      firstLine: this.lines + (this.#repeated > 0 ? 0 : 1),
      bytes: `+${this.#rest.slice(0, end - 1).replaceAll('\n', '\n+')}\n`,
      lines,
      size: end - this.#repeated,
    });
    this.lines += lines;
    const lastLine = end < 2 ? 0 : this.#rest.lastIndexOf('\n', end - 2) + 1;
    this.#rest = this.#rest.slice(lastLine);
    this.#repeated = end - lastLine;
  }

  #beginLongLine(): void {
    // Its first part stands behind a `+`, as in a diff.
    this.#rest = `+${this.#rest.slice(this.#repeated)}`;
    this.#repeated = 0;
    this.#longLine = new LongLine();
    this.#readLongLine(this.#longLine);
  }

  #readLongLine(longLine: LongLine): void {
    const newline = this.#rest.indexOf('\n');
    if (newline < 0 && this.#rest.length <= LONG_LINE) return;
    const { part, next } = longLine.cut(this.#rest, 0, newline);
    this.#onAdded({ file: this.#file, firstLine: this.lines + 1, ...part });
    this.#rest = this.#rest.slice(next);
    if (newline < 0) return;
    this.lines++;
    this.#longLine = undefined;
  }
}

function count(character: string, text: string, from: number): number {
  let found = 0;
  for (let at = text.indexOf(character, from); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}
