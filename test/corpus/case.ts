/** The rules of the contract, by the names that findings carry. */
export const RULE_IDS = [
  'baseten-api-key',
  'baseten-bastn-key',
  'baseten-legacy-key',
  'baseten-named-secret',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

/** How the text of a case becomes the bytes of a file; UTF-8 without a BOM where nothing is said. */
export type FileEncoding =
  | 'utf8-bom'
  | 'utf16le'
  | 'utf16le-bom'
  | 'utf16be'
  | 'utf16be-bom'
  | 'utf32le-bom'
  | 'utf32be'
  | 'latin1';

/**
 * A labelled file. Every line counts as added, save those that begin with the mark `{=}`: these stand in HEAD
 * already, and only say what the added ones are about. `text` is a template; expand.ts lists its placeholders.
 */
interface LabelledCase {
  name: string;
  /** Where the form comes from: a row of the facts, the card, a public repository or page, or why it was made up. */
  source: string;
  path: string;
  text: string;
  encoding?: FileEncoding;
}

/** Every key of the text must be found, once, where it stands, by the rule of its format, and nothing else. */
export interface PositiveCase extends LabelledCase {
  /** Readers differ in what they call a line here (a lone CR): only the rules are compared. */
  anyPlace?: true;
}

/** Nothing must be found, or nothing by these rules where the others may well speak up. */
export interface NegativeCase extends LabelledCase {
  never?: readonly RuleId[];
}

/** A case whose label people could argue about. It is not run. */
export interface DebatableCase extends LabelledCase {
  reason: string;
}

type Row<Options> = [name: string, source: string, path: string, text: string, options?: Options];
export type PositiveRow = Row<Pick<PositiveCase, 'encoding' | 'anyPlace'>>;
export type NegativeRow = Row<Pick<NegativeCase, 'encoding' | 'never'>>;

/** Cases of one kind, one a row; the group's name begins each of theirs. */
export function positives(group: string, rows: readonly PositiveRow[]): PositiveCase[] {
  return rows.map((row) => ({ ...labelled(group, row), ...row[4] }));
}

/** @see positives */
export function negatives(group: string, rows: readonly NegativeRow[]): NegativeCase[] {
  return rows.map((row) => ({ ...labelled(group, row), ...row[4] }));
}

function labelled(group: string, [name, source, path, text]: Row<unknown>): LabelledCase {
  return { name: `${group}: ${name}`, source, path, text: dedent(text) };
}

/** A text that begins with a line end is written indented: the indentation of its first line is not part of it. */
function dedent(text: string): string {
  const indentation = /^\n( *)/.exec(text)?.[1];
  if (indentation === undefined) return text;
  return text
    .slice(1)
    .replaceAll(new RegExp(`^ {1,${indentation.length || 1}}`, 'gm'), '')
    .replace(/\n *$/, '\n');
}

/** A case that somebody made up, and why. */
export function made(why: string): string {
  return `constructed: ${why}`;
}

/** A form seen in public code; the words of the case are ours. */
export function seen(where: string): string {
  return `public code: ${where}`;
}

/** A row of the facts on Baseten's keys. */
export function fact(row: string): string {
  return `facts: ${row}`;
}

/** The detection card that the project follows. */
export const CARD = 'card: Baseten API Key';
