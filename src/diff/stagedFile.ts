/** One entry of `git diff --cached --raw`: a file whose staged version differs from HEAD's. */
export interface StagedFile {
  /** Repository-relative, forward slashes, the name's bytes decoded as UTF-8. */
  path: string;
  /** Object id of the staged version; all zeros where the file is deleted. */
  blob: string;
  /** `A`dded, `D`eleted, `M`odified, `R`enamed, `T`ype changed. */
  status: string;
}

/** A stretch of lines that the diff adds to one file. */
export interface AddedText {
  file: StagedFile;
  /** The 1-based number, in the staged version, of the first line in `bytes`. */
  firstLine: number;
  /**
   * The lines as bytes, one character (U+0000 to U+00FF) a byte: each behind the `+` that git puts there, each
   * but a part of a long line ended by `\n`.
   */
  bytes: string;
  /** Line ends in `bytes`, to be counted. */
  lines: number;
  /** Bytes of the file in `bytes` that no other part counts. */
  size: number;
  /** The added line right above, without its line end, where it was handed over before: it may name what follows. */
  before?: string;
  /** Set where `bytes` is one part of a line too long to be held whole. */
  part?: LinePart;
}

/** Which matches belong to this part of a long line: parts overlap, so that a key is whole in one of them. */
export interface LinePart {
  /** UTF-16 code units of the line that stand before this part. */
  unitsBefore: number;
  /** In bytes, the `+` included. Matches that start before this offset of `bytes` belong to the part before. */
  ownedFrom: number;
  /** Matches that start at this offset of `bytes` or later belong to the part after. */
  ownedTo: number;
}
