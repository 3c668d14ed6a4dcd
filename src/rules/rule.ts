import type { Literal } from './literalSearch.ts';

/** How sure a rule is that what it found is a key. */
export type Confidence = 'medium' | 'high';

/** One line of a file, decoded, with what a rule may ask about the file that it stands in. */
export interface SourceLine {
  text: string;
  file: FileTraits;
}

/** What a file's name says about its lines. */
export interface FileTraits {
  path: string;
  /** Credentials are kept in files of this name. */
  readonly holdsCredentials: boolean;
  /** A folder or file name of the path speaks of Baseten or Truss. */
  readonly speaksOfBaseten: boolean;
  /** Baseten's own tools keep their keys in files of this name: a `.trussrc`. */
  readonly isBasetens: boolean;
  /** A literal needs no quotes in it: dotenv, shell, YAML and the like, not a programming language. */
  readonly hasBareLiterals: boolean;
}

/**
 * What has to stand around a line for a match on it to count, where the line itself does not say enough:
 * `near`, something within five lines or a name of the whole file speaks of Baseten; `enclosing`, the section, a
 * parent or an entry of the same block does; `paired`, the entry's other half names a Baseten key.
 */
export type ContextNeed = 'near' | 'enclosing' | 'paired';

/** Where a rule found a key, as offsets (UTF-16 code units) of the line's text. */
export interface Match {
  start: number;
  /** Where the secret half begins; what stands before it may be shown. */
  secretStart: number;
  /** Exclusive. */
  end: number;
  confidence: Confidence;
  /** Absent where the line says enough. */
  needs?: ContextNeed;
}

/** What one kind of Baseten key looks like: a row of the table in `rules.ts`. */
export interface Rule {
  readonly id: RuleId;
  /** What a report calls such a key. */
  readonly title: string;
  /** What the rule rests on. */
  readonly evidence: string;
  /**
   * A line with a match holds one of these, as bytes less the NUL bytes. All added text is searched for them: for
   * literals in one pass, for an expression in one each, so it begins with a character that is seldom there.
   */
  readonly triggers: readonly (Literal | RegExp)[];
  /** The keys in one line. */
  find(line: SourceLine): Match[];
}

/** What a rule is called in reports and in fingerprints. */
export type RuleId = 'baseten-api-key' | 'baseten-bastn-key' | 'baseten-legacy-key' | 'baseten-named-secret';
