/**
 * Where a line of git's stands for whoever opens the file. git ends a line at the byte 0x0A. An editor ends one at a
 * lone carriage return too, and in UTF-16 only where that byte is a character of its own.
 */
export interface ReaderPosition {
  /** Number, 1-based, of the line in which git's line begins, for a file in one byte a character or UTF-8. */
  line: number;
  /** The same for a file in UTF-16. */
  wideLine: number;
  /** Bytes from the beginning of that line to that of git's; -1 where git's begins with half of a line end. */
  wideBytes: number;
}

/** Follows a file byte by byte and keeps where in it a reader would be. */
export class ReaderPositions {
  #carriageReturns = 0;
  #gitLines = 0;
  #lineBytes = 0;
  #lastByte = '';
  #returnsInLine = 0;
  #offset = 0;
  #wideLineEnds = 0;
  #wideLineStart = 0;
  #isBigEndian = false;
  /** The first two bytes of the file, as far as they have come. */
  #mark = '';
  /** Whether the line before ended in what may be the first byte of a little-endian line end. */
  #mayEndLine = false;
  /** Whether the line before ended in one byte a character: a file in UTF-8 to which UTF-16 was appended. */
  #mayEndNarrowLine = false;
  #hasMark = false;
  #holdsNul = false;

  /** Where the line that is being read began. */
  get current(): ReaderPosition {
    return {
      line: this.#gitLines + this.#carriageReturns + 1,
      wideLine: this.#wideLineEnds + 1,
      wideBytes: this.#offset - this.#wideLineStart,
    };
  }

  /** @param bytes the next piece of the current line */
  extendLine(bytes: string): void {
    if (bytes === '') return;
    if (this.#offset === 0 && this.#mark.length < 2) this.#readMark(bytes);
    if (this.#lineBytes === 0) this.#beginLine(bytes);
    this.#holdsNul ||= bytes.includes('\0');
    if (bytes.includes('\r')) this.#returnsInLine += bytes.split('\r').length - 1;
    this.#lineBytes += bytes.length;
    this.#lastByte = bytes.at(-1) ?? '';
  }

  /** The byte 0x0A. */
  endLine(): void {
    if (this.#lineBytes === 0) this.#beginLine('');
    const end = this.#offset + this.#lineBytes;
    this.#carriageReturns += this.#returnsInLine - (this.#lastByte === '\r' ? 1 : 0);
    if (this.#isBigEndian && end % 2 === 1 && this.#lastByte === '\0') {
      this.#wideLineEnds++;
      this.#wideLineStart = end + 1;
    }
    this.#mayEndLine = !this.#isBigEndian && end % 2 === 0;
    this.#mayEndNarrowLine = !this.#hasMark && !this.#holdsNul;
    this.#gitLines++;
    this.#offset = end + 1;
    this.#lineBytes = 0;
    this.#lastByte = '';
    this.#returnsInLine = 0;
  }

  #readMark(bytes: string): void {
    this.#mark = (this.#mark + bytes).slice(0, 2);
    this.#hasMark = this.#mark === '\xfe\xff' || this.#mark === '\xff\xfe';
    this.#isBigEndian = this.#mark === '\xfe\xff' || this.#mark.startsWith('\0');
    if (this.#hasMark) this.#wideLineStart = 2;
  }

  #beginLine(bytes: string): void {
    if (this.#mayEndLine && bytes[0] === '\0') {
      this.#wideLineEnds++;
      this.#wideLineStart = this.#offset + 1;
    } else if (this.#mayEndNarrowLine) {
      this.#wideLineEnds++;
      this.#wideLineStart = this.#offset;
    }
    this.#mayEndLine = false;
    this.#mayEndNarrowLine = false;
  }
}
