import { type Detection, detect } from '../../detect/detect.ts';
import type { Finding } from '../../detect/finding.ts';
import { findInName } from '../../detect/nameFindings.ts';
import { StagedDiffParser } from '../../diff/parser.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';
import type { FileFilter } from '../../git/files/resolvePaths.ts';

/** Reads a staged diff, piece by piece, and searches what it adds. */
export class StagedReader {
  readonly detections: Detection[] = [];
  addedLines = 0;
  /** Bytes of the added lines. */
  bytes = 0;

  readonly #isWanted: FileFilter;
  readonly #parser = new StagedDiffParser((added) => {
    if (!this.#isWanted(added.file)) return;
    this.addedLines += added.lines;
    this.bytes += added.size;
    // Not `push(...)`: a minified file may hold more findings than a call takes arguments.
    for (const detection of detect(added)) this.detections.push(detection);
  });

  /** @param isWanted which files are searched; all of the diff is read */
  constructor(isWanted: FileFilter) {
    this.#isWanted = isWanted;
  }

  /** All files that are staged, as far as the diff was read. */
  get files(): readonly StagedFile[] {
    return this.#parser.files;
  }

  /**
   * @param chunk the next piece of the diff
   * @throws MalformedDiff when it does not follow the grammar
   */
  push(chunk: Buffer): void {
    this.#parser.push(chunk.toString('latin1'));
  }

  /**
   * Says that the diff is complete.
   *
   * @returns the keys in the names of the files
   * @throws MalformedDiff when it is not
   */
  end(): Finding[] {
    this.#parser.end();
    return this.files.filter(this.#isWanted).flatMap(findInName);
  }
}
