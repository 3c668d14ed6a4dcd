/** How sure a rule is that what it found is a key. */
export type Confidence = 'medium' | 'high';

/** One line of a file, decoded, with what a rule may ask about where it stands. */
export interface SourceLine {
  text: string;
  /** True where the file is one that credentials are kept in. */
  isCredentialFile: boolean;
}

/** Where a rule found a key, as offsets (UTF-16 code units) of the line's text. */
export interface Match {
  start: number;
  /** Where the secret half begins; what stands before it may be shown. */
  secretStart: number;
  /** Exclusive. */
  end: number;
  confidence: Confidence;
}

/** What one kind of Baseten key looks like: a row of the table in `rules.ts`. */
export interface Rule {
  readonly id: string;
  /** What a report calls such a key. */
  readonly title: string;
  /** What the rule rests on. */
  readonly evidence: string;
  /**
   * Bytes that stand in every line with a match, in any of its encodings less the NUL bytes. All added text is
   * searched for it, so it begins with a literal: V8 finds `\.(?<=[A-Za-z0-9]{8}\.)` in 82 MB in 50 ms, and a
   * pattern that begins with `[A-Za-z0-9]{8}` in 5 s.
   */
  readonly trigger: RegExp;
  /** The keys in one line. */
  find(line: SourceLine): Match[];
}
