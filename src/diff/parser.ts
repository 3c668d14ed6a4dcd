import { MalformedDiff } from './malformedDiff.ts';
import { type RawEntry, readRawEntry } from './rawEntries.ts';
import type { AddedText, StagedFile } from './stagedFile.ts';
import { utf16Length } from './utf16Length.ts';

/** A line longer than this is handed over in parts, so that a file without line ends needs no more memory. */
export const LONG_LINE = 1 << 20;
/** Bytes that two parts of a long line share; every match and its neighbourhood fits in. */
const OVERLAP = 1 << 13;
/** How much of the overlap a match keeps to its left, to see what stands before it. */
const LEFT_CONTEXT = 1 << 12;

/** Lines that stand between `diff --git` and the first hunk, or alone where there is none. */
const EXTENDED_HEADER =
  /^(?:old mode|new mode|deleted file mode|new file mode|similarity index|dissimilarity index|rename from|rename to|index|---|\+\+\+) /;
/** `@@ -3,0 +4,2 @@ function`: counts default to 1. */
const HUNK_HEADER = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** How a line of a hunk begins, as character codes. */
const Line = {
  Context: 32, // ' '
  Added: 43, // '+'
  Removed: 45, // '-'
  NoNewline: 92, // '\ No newline at end of file'
} as const;

/**
 * Reads the output of `git diff --raw -z --patch`, in chunks of any size, and hands over what it adds.
 *
 * The grammar, with `␀` for NUL:
 *
 *     :100644 100644 587be6b… 422c2b7… M␀src/a.ts␀      one entry per staged file
 *     ␀                                                 end of the list
 *     diff --git a/src/a.ts b/src/a.ts                  one patch per entry, in the order of the list
 *     index 587be6b…..422c2b7… 100644
 *     --- a/src/a.ts
 *     +++ b/src/a.ts
 *     @@ -3 +3,2 @@ function
 *     -removed
 *     +added
 *     +added
 *
 * Lines of a hunk are counted by its header, never guessed by how they begin: the added line `++ x` reads
 * `+++ x`. Every patch must begin with the header that the list foretells, so nothing is lost in silence.
 */
export class StagedDiffParser {
  readonly files: StagedFile[] = [];

  readonly #onAdded: (added: AddedText) => void;
  readonly #entries: RawEntry[] = [];
  #rest = '';
  #listEnded = false;
  #nextEntry = 0;
  #patchesLeft = 0;
  #inHeader = false;
  #removedLeft = 0;
  #addedLeft = 0;
  #lineNumber = 0;
  #sawHunkLine = false;
  /** Set while inside a line that is longer than LONG_LINE. */
  #longLine: { kind: number; unitsBefore: number; first: boolean } | undefined;

  /** @param onAdded called for each stretch of added lines, in the order of the diff */
  constructor(onAdded: (added: AddedText) => void) {
    this.#onAdded = onAdded;
  }

  /**
   * @param bytes the next piece of git's output, one character a byte
   * @throws MalformedDiff when it does not follow the grammar
   */
  push(bytes: string): void {
    const text = this.#rest === '' ? bytes : this.#rest + bytes;
    let position = this.#listEnded ? 0 : this.#readList(text);
    if (this.#listEnded) position = this.#readPatches(text, position);
    this.#rest = position === 0 ? text : text.slice(position);
  }

  /**
   * Says that git's output is complete.
   *
   * @throws MalformedDiff when it ended in the middle, or without the patch of a staged file
   */
  end(): void {
    if (this.#rest !== '' || this.#longLine) throw new MalformedDiff('it ends in the middle of a line');
    if (this.#entries.length > 0 && !this.#listEnded) {
      throw new MalformedDiff('it ends inside its list of staged files');
    }
    if (this.#removedLeft > 0 || this.#addedLeft > 0)
      throw new MalformedDiff('it ends in the middle of a hunk');
    if (this.#patchesLeft > 0 || this.#nextEntry < this.#entries.length) {
      throw new MalformedDiff('it lacks the patch of a staged file');
    }
  }

  #readList(text: string): number {
    let position = 0;
    while (position < text.length) {
      if (text[position] === '\0' && this.#entries.length > 0) {
        this.#listEnded = true;
        return position + 1;
      }
      const read = readRawEntry(text, position);
      if (!read) return position;
      this.#entries.push(read.entry);
      this.files.push(read.entry.file);
      position = read.end;
    }
    return position;
  }

  #readPatches(text: string, start: number): number {
    let position = start;
    while (position < text.length) {
      const next =
        this.#removedLeft > 0 || this.#addedLeft > 0 || this.#longLine
          ? this.#readHunkLines(text, position)
          : this.#readHeaderLine(text, position);
      if (next === position) break;
      position = next;
    }
    return position;
  }

  #readHeaderLine(text: string, start: number): number {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return start;
    const line = text.slice(start, newline);
    if (line.startsWith('@@ ') && this.#currentFile) this.#beginHunk(line);
    else if (line.startsWith('diff --git ')) this.#beginPatch(line);
    else if (this.#sawHunkLine && line.charCodeAt(0) === Line.NoNewline) this.#sawHunkLine = false;
    else if (!this.#inHeader || !EXTENDED_HEADER.test(line)) {
      throw new MalformedDiff('it holds a line that belongs to no patch');
    }
    return newline + 1;
  }

  get #currentFile(): StagedFile | undefined {
    return this.#entries[this.#nextEntry - 1]?.file;
  }

  #beginPatch(header: string): void {
    if (this.#patchesLeft > 0) this.#patchesLeft--;
    else {
      this.#patchesLeft = (this.#entries[this.#nextEntry]?.patches ?? 1) - 1;
      this.#nextEntry++;
    }
    if (this.#entries[this.#nextEntry - 1]?.patchHeader !== header) {
      throw new MalformedDiff('its patches are not those of its list of staged files');
    }
    this.#inHeader = true;
    this.#sawHunkLine = false;
  }

  #beginHunk(header: string): void {
    const match = HUNK_HEADER.exec(header);
    if (!match) throw new MalformedDiff('it holds a hunk header of an unknown form');
    this.#removedLeft = Number(match[1] ?? 1);
    this.#lineNumber = Number(match[2]);
    this.#addedLeft = Number(match[3] ?? 1);
    this.#inHeader = false;
    this.#sawHunkLine = false;
  }

  /** Reads lines of the current hunk for as long as `text` holds whole ones; returns where it stopped. */
  #readHunkLines(text: string, start: number): number {
    if (this.#longLine) return this.#readLongLine(text, start);
    const kind = text.charCodeAt(start);
    if (kind === Line.Added && this.#addedLeft > 0) return this.#readAddedLines(text, start);
    const newline = text.indexOf('\n', start);
    if (newline < 0) return this.#isLong(text, start) ? this.#readLongLine(text, start) : start;
    if (kind === Line.Removed && this.#removedLeft > 0) this.#removedLeft--;
    else if (kind === Line.Context && this.#removedLeft > 0 && this.#addedLeft > 0) {
      this.#removedLeft--;
      this.#addedLeft--;
      this.#lineNumber++;
    } else if (kind !== Line.NoNewline || !this.#sawHunkLine) {
      throw new MalformedDiff('a hunk does not hold the lines that its header counts');
    }
    this.#sawHunkLine = kind !== Line.NoNewline;
    return newline + 1;
  }

  #readAddedLines(text: string, start: number): number {
    let position = start;
    const firstLine = this.#lineNumber;
    while (this.#addedLeft > 0 && text.charCodeAt(position) === Line.Added) {
      const newline = text.indexOf('\n', position);
      if (newline < 0) break;
      position = newline + 1;
      this.#addedLeft--;
      this.#lineNumber++;
    }
    const lines = this.#lineNumber - firstLine;
    if (lines === 0) return this.#isLong(text, start) ? this.#readLongLine(text, start) : start;
    this.#sawHunkLine = true;
    this.#handOver({ firstLine, bytes: text.slice(start, position), lines, size: position - start - lines });
    return position;
  }

  #isLong(text: string, start: number): boolean {
    return text.length - start > LONG_LINE;
  }

  /** Reads a part of a line that does not fit in LONG_LINE, and forgets all of it but the overlap. */
  #readLongLine(text: string, start: number): number {
    this.#longLine ??= { kind: this.#longLineKind(text, start), unitsBefore: 0, first: true };
    const line = this.#longLine;
    const newline = text.indexOf('\n', start);
    const isLast = newline >= 0;
    if (!isLast && !this.#isLong(text, start)) return start;
    const end = isLast ? newline + 1 : text.length;
    const next = isLast ? end : end - OVERLAP;
    if (line.kind === Line.Added) {
      const bytes = text.slice(start, end);
      const contentStart = line.first ? start + 1 : start;
      this.#handOver({
        firstLine: this.#lineNumber,
        lines: isLast ? 1 : 0,
        size: next - contentStart,
        // Every part stands behind a `+`, as every line does.
        bytes: line.first ? bytes : `+${bytes}`,
        part: {
          unitsBefore: line.unitsBefore,
          ownedFrom: line.first ? 0 : LEFT_CONTEXT + 1,
          ownedTo: isLast ? Number.POSITIVE_INFINITY : next - start + LEFT_CONTEXT + (line.first ? 0 : 1),
        },
      });
      line.unitsBefore += utf16Length(text.slice(contentStart, next));
    }
    line.first = false;
    if (isLast) this.#endLongLine(line.kind);
    return next;
  }

  #longLineKind(text: string, start: number): number {
    const kind = text.charCodeAt(start);
    if (kind === Line.Added && this.#addedLeft > 0) return kind;
    if (kind === Line.Removed && this.#removedLeft > 0) return kind;
    if (kind === Line.Context && this.#removedLeft > 0 && this.#addedLeft > 0) return kind;
    throw new MalformedDiff('a hunk does not hold the lines that its header counts');
  }

  #endLongLine(kind: number): void {
    if (kind !== Line.Added) this.#removedLeft--;
    if (kind !== Line.Removed) {
      this.#addedLeft--;
      this.#lineNumber++;
    }
    this.#longLine = undefined;
    this.#sawHunkLine = true;
  }

  #handOver(added: Omit<AddedText, 'file'>): void {
    const file = this.#currentFile;
    if (!file) throw new MalformedDiff('it adds lines to no file');
    this.#onAdded({ file, ...added });
  }
}
