import { type ExpectedPatch, expectedPatches } from './expectedPatches.ts';
import { readHunkHeader } from './lines/hunkHeader.ts';
import { HunkLines } from './lines/hunkLines.ts';
import { LONG_LINE } from './lines/longLine.ts';
import { MalformedDiff } from './malformedDiff.ts';
import { type RawEntry, readRawEntry } from './rawEntries.ts';
import type { AddedText, StagedFile } from './stagedFile.ts';

/**
 * Reads the output of `git diff --raw -z --patch --unified=0`, in chunks of any size, and hands over what it adds.
 *
 * The grammar, with `␀` for NUL:
 *
 *     :100644 100644 587be6b… 422c2b7… M␀src/a.ts␀      one entry per staged file
 *     ␀                                                 end of the list
 *     diff --git a/src/a.ts b/src/a.ts                  one patch per entry, in the order of the list
 *     index 587be6b…..422c2b7… 100644
 *     --- a/src/a.ts
 *     +++ b/src/a.ts
 *     @@ -3 +3,2 @@ function                            hunks: first what is removed, then what is added
 *     -removed
 *     +added
 *     +added
 *     \ No newline at end of file                       behind the last line of the old or the new version
 *
 * Lines of a hunk are counted by its header, never guessed by how they begin: the added line `++ x` reads
 * `+++ x`. Every line before the hunks must be the one that the list foretells, so nothing is lost in silence.
 */
export class StagedDiffParser {
  readonly files: StagedFile[] = [];

  readonly #onAdded: (added: AddedText) => void;
  readonly #entries: RawEntry[] = [];
  /** The patches that are still to come. */
  readonly #expected = this.#expectPatches();
  #rest = '';
  #listEnded = false;
  #patch: ExpectedPatch | undefined;
  #headerLinesRead = 0;
  #hunk: HunkLines | undefined;

  /** @param onAdded called for each stretch of added lines, in the order of the diff */
  constructor(onAdded: (added: AddedText) => void) {
    this.#onAdded = onAdded;
  }

  /**
   * @param bytes the next piece of git's output, one character a byte
   * @throws MalformedDiff when it does not follow the grammar
   */
  push(bytes: string): void {
    const length = this.#rest.length + bytes.length;
    if (this.#listEnded && length <= LONG_LINE && !bytes.includes('\n')) {
      // It ends no line. What was there before is not looked at again, so that a long line is read once.
      this.#rest += bytes;
      return;
    }
    const text = this.#rest + bytes;
    this.#rest = text.slice(this.read(text, 0));
    if (this.#rest.length > LONG_LINE) throw new MalformedDiff('it holds a header that does not end');
  }

  /**
   * Reads what `text` holds whole; for a caller that keeps the rest itself. It stops at a NUL in the place of a
   * line: what follows a diff in the output of `git log -z`.
   *
   * @param text output of git, one character a byte
   * @param start offset at which the last call stopped
   * @returns the offset where it stopped
   * @throws MalformedDiff when it does not follow the grammar
   */
  read(text: string, start: number): number {
    const position = this.#listEnded ? start : this.#readList(text, start);
    return this.#listEnded ? this.#readPatches(text, position) : position;
  }

  /**
   * Says that git's output is complete. Only git's exit code can tell that the last hunks of the last patch are
   * missing, or all of the output.
   *
   * @throws MalformedDiff when it ended in the middle, or without the patch of a staged file
   */
  end(): void {
    if (this.#rest !== '') throw new MalformedDiff('it ends in the middle of a line');
    if (this.#entries.length > 0 && !this.#listEnded) {
      throw new MalformedDiff('it ends inside its list of staged files');
    }
    this.#endPatch();
    if (!this.#expected.next().done) throw new MalformedDiff('it lacks the patch of a staged file');
  }

  *#expectPatches(): Generator<ExpectedPatch, undefined> {
    for (const entry of this.#entries) yield* expectedPatches(entry);
    return undefined;
  }

  #readList(text: string, start: number): number {
    let position = start;
    while (position < text.length) {
      if (text[position] === '\0' && this.#entries.length > 0) {
        this.#listEnded = true;
        return position + 1;
      }
      const read = readRawEntry(text, position);
      if (!read) break;
      this.#entries.push(read.entry);
      this.files.push(read.entry.file);
      position = read.end;
    }
    return position;
  }

  /** Reads for as long as `text` holds whole lines, or more of one than LONG_LINE; returns where it stopped. */
  #readPatches(text: string, start: number): number {
    let position = start;
    while (position < text.length) {
      const hunk = this.#hunk;
      const isInHunk = hunk && !hunk.isComplete;
      if (!isInHunk && text.charCodeAt(position) === 0) break;
      const next = isInHunk ? hunk.read(text, position) : this.#readLine(text, position);
      if (next === position) break;
      position = next;
    }
    return position;
  }

  /** Reads a line that no hunk counts. */
  #readLine(text: string, start: number): number {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return start;
    const line = text.slice(start, newline);
    const headerLine = this.#patch?.header[this.#headerLinesRead];
    if (headerLine !== undefined) this.#readHeaderLine(line, headerLine);
    else if (this.#hunk && line.startsWith('\\')) this.#hunk.readNoNewline(line);
    else if (this.#patch?.hasHunks && line.startsWith('@')) this.#beginHunk(line, this.#patch);
    else this.#beginPatch(line);
    return newline + 1;
  }

  #beginPatch(line: string): void {
    this.#endPatch();
    this.#patch = this.#expected.next().value;
    this.#headerLinesRead = 0;
    this.#hunk = undefined;
    this.#readHeaderLine(line, this.#patch?.header[0]);
  }

  #readHeaderLine(line: string, expected: string | undefined): void {
    if (line !== expected) throw new MalformedDiff('its patches are not those of its list of staged files');
    this.#headerLinesRead++;
  }

  #endPatch(): void {
    if (!this.#patch) return;
    const { header, hasHunks } = this.#patch;
    if (this.#headerLinesRead < header.length || (hasHunks && !this.#hunk?.isComplete)) {
      throw new MalformedDiff('it lacks a part of a patch');
    }
  }

  #beginHunk(line: string, patch: ExpectedPatch): void {
    if (this.#hunk?.endsFile) throw new MalformedDiff('it holds a hunk after the end of a file');
    const hunk = readHunkHeader(line, patch, this.#hunk?.hunk);
    this.#hunk = new HunkLines(hunk, (added) => this.#onAdded({ file: patch.file, ...added }));
  }
}
