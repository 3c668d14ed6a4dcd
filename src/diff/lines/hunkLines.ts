import { MalformedDiff } from '../malformedDiff.ts';
import type { AddedText } from '../stagedFile.ts';
import type { Hunk } from './hunkHeader.ts';
import { LONG_LINE, LongLine } from './longLine.ts';

/** How a line of a hunk begins, as character codes. */
const Line = { Added: 43 /* + */, Removed: 45 /* - */, NoNewline: 92 /* \ */ } as const;
/** Stands behind the last line of a version that has no line end there. git does not translate it. */
const NO_NEWLINE = '\\ No newline at end of file';

/** Reads the lines of one hunk: first those it removes, then those it adds, each as many as its header says. */
export class HunkLines {
  readonly hunk: Hunk;
  /** Set when one version ends here, so that no hunk can follow. */
  endsFile = false;

  readonly #onAdded: (added: Omit<AddedText, 'file'>) => void;
  #removedLeft: number;
  #addedLeft: number;
  /** Whether the line before was the last that the hunk removes, or the last that it adds. */
  #atEndOfRange = false;
  /** The line that was handed over last, where the next one is right below it. */
  #lineBefore: string | undefined;
  /** Set while inside a line that is longer than LONG_LINE. */
  #longLine: LongLine | undefined;

  constructor(hunk: Hunk, onAdded: (added: Omit<AddedText, 'file'>) => void) {
    this.hunk = hunk;
    this.#onAdded = onAdded;
    this.#removedLeft = hunk.removed.count;
    this.#addedLeft = hunk.added.count;
  }

  /** Whether all lines that the header counts were read. */
  get isComplete(): boolean {
    return this.#removedLeft + this.#addedLeft === 0;
  }

  /** Reads what `text` holds whole of the hunk's next lines; returns the offset where it stopped. */
  read(text: string, start: number): number {
    const kind = this.#removedLeft > 0 ? Line.Removed : Line.Added;
    if (this.#longLine) return this.#readLongLine(text, start, kind);
    if (text.charCodeAt(start) === kind) return this.#readLines(text, start, kind);
    const newline = text.indexOf('\n', start);
    if (newline >= 0) this.readNoNewline(text.slice(start, newline));
    else if (text.charCodeAt(start) !== Line.NoNewline) throw miscounted();
    return newline < 0 ? start : newline + 1;
  }

  /** @throws MalformedDiff when the line is not NO_NEWLINE, or may not stand there */
  readNoNewline(line: string): void {
    if (line !== NO_NEWLINE || !this.#atEndOfRange) throw miscounted();
    this.#atEndOfRange = false;
    this.endsFile = true;
  }

  #readLines(text: string, start: number, kind: number): number {
    const left = kind === Line.Removed ? this.#removedLeft : this.#addedLeft;
    const firstLine = this.#nextAddedLine;
    let position = start;
    let lines = 0;
    while (lines < left && text.charCodeAt(position) === kind) {
      const newline = text.indexOf('\n', position);
      if (newline < 0) break;
      position = newline + 1;
      lines++;
    }
    if (lines === 0) return this.#readLongLine(text, start, kind);
    this.#count(kind, lines);
    if (kind === Line.Added) {
      const before = this.#lineBefore;
      this.#lineBefore = text.slice(text.lastIndexOf('\n', position - 2) + 2, position - 1);
      this.#onAdded({
        firstLine,
        bytes: text.slice(start, position),
        lines,
        size: position - start - lines,
        ...(before !== undefined && { before }),
      });
    }
    return position;
  }

  /** Reads a part of a line that does not fit in LONG_LINE; what follows it begins with what parts share. */
  #readLongLine(text: string, start: number, kind: number): number {
    const newline = text.indexOf('\n', start);
    if (newline < 0 && text.length - start <= LONG_LINE) return start;
    this.#longLine ??= new LongLine();
    this.#lineBefore = undefined;
    const { part, next } = this.#longLine.cut(text, start, newline);
    if (kind === Line.Added) this.#onAdded({ firstLine: this.#nextAddedLine, ...part });
    if (newline >= 0) {
      this.#longLine = undefined;
      this.#count(kind, 1);
    }
    return next;
  }

  get #nextAddedLine(): number {
    const { first, count } = this.hunk.added;
    return first + count - this.#addedLeft;
  }

  #count(kind: number, lines: number): void {
    if (kind === Line.Removed) this.#removedLeft -= lines;
    else this.#addedLeft -= lines;
    this.#atEndOfRange = (kind === Line.Removed ? this.#removedLeft : this.#addedLeft) === 0;
  }
}

function miscounted(): MalformedDiff {
  return new MalformedDiff('a hunk does not hold the lines that its header counts');
}
