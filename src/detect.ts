import { isAllowedInline } from './allow/inlineComment.ts';
import { decodeLine, type LineText } from './diff/decodeLine.ts';
import type { AddedText, LinePart, StagedFile } from './diff/stagedFile.ts';
import { type Finding, makeFinding } from './finding.ts';
import { decodedTexts } from './rules/base64.ts';
import { holdsSecretName } from './rules/context.ts';
import { fileTraits } from './rules/fileTraits.ts';
import { findNamedSecrets } from './rules/namedSecret.ts';
import type { ContextNeed, FileTraits, Match, Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { type ByteLine, triggeredLines } from './triggeredLines.ts';

/** A finding as far as its own line decides it. What stands around the line may still speak for or against it. */
export interface Detection {
  finding: Finding;
  file: StagedFile;
  /** The line as git counts it: by the byte 0x0A. */
  gitLine: number;
  /** What must stand around the line for the finding to count; absent where the line says enough. */
  needs?: ContextNeed;
  /** The line holds a name that says "secret": context enough in a file that holds credentials. */
  hasSecretName: boolean;
  /** A comment on the line says that it is no key. */
  isAllowed: boolean;
  /** In UTF-16: bytes of git's line before the text that the columns count from. */
  wideFrom?: number;
}

/**
 * Detects the keys in a stretch of added lines.
 *
 * The bytes are searched for the triggers of the rules; only a line that holds one is cut out, decoded and read.
 */
export function detect(added: AddedText): Detection[] {
  const detections: Detection[] = [];
  const continued: Detection[] = [];
  const traits = fileTraits(added.file.path);
  for (const line of triggeredLines(added)) {
    for (const reading of decodeLine(line.bytes)) {
      detections.push(...detectInLine(reading, line.number, added, traits));
    }
    continued.push(...detectContinued(line, added, traits));
  }
  // Last, so that what a line says by itself comes first.
  return [...detections, ...continued];
}

/** A line that leaves open what its name is given: `BASETEN_API_KEY = (`, `"basetenKey":`. */
const LEFT_OPEN = /(?:[=:(,>]|\\)\s*$/;

/** What a name at the end of a line is given on the next one. */
function detectContinued(
  { bytes, number, next }: ByteLine,
  { file, part }: AddedText,
  traits: FileTraits,
): Detection[] {
  if (part || next === undefined || bytes.length > LONGEST_NAME_LINE || !LEFT_OPEN.test(bytes)) return [];
  const [{ text: above }, { text: below }] = [bytes, next].map((line) => decodeLine(line).at(-1)) as Pair;
  const offset = above.length + 1;
  const text = `${above}\n${below}`;
  const place = { path: file.path, line: number + 1, column: 1 - offset };
  return findNamedSecrets({ text, file: traits })
    .filter(({ start, needs }) => start >= offset && needs === undefined)
    .map((match) => ({
      finding: makeFinding('baseten-named-secret', match, text, place),
      file,
      gitLine: number + 1,
      hasSecretName: true,
      isAllowed: isAllowedInline(below),
    }));
}

type Pair = [LineText, LineText];
const LONGEST_NAME_LINE = 300;

function detectInLine(
  { text, isWide, byteOffset }: LineText,
  gitLine: number,
  { file, part }: AddedText,
  traits: FileTraits,
): Detection[] {
  const place = { path: file.path, line: gitLine, column: 1 + (part?.unitsBefore ?? 0) };
  const isAllowed = isAllowedInline(text);
  const hasSecretName = holdsSecretName(text);
  const hasReturns = !isWide && text.includes('\r');
  const detections: Detection[] = [];
  for (const { rule, match, decoded } of exactest(matchesIn(text, traits), text.length)) {
    const range = decoded?.encodedRange(match.start, match.end) ?? match;
    // A part of a long line is read with a piece of its neighbours; what begins there is theirs.
    if (part && !isOwned(1 + byteOffset(range.start), part)) continue;
    const finding = makeFinding(rule.id, match, decoded?.text ?? text, place);
    finding.column = place.column + range.start;
    finding.endColumn = place.column + range.end;
    if (decoded) finding.encoding = 'base64';
    if (hasReturns) stepOverReturns(finding, text.slice(0, range.start));
    detections.push({
      finding,
      file,
      gitLine,
      hasSecretName,
      isAllowed,
      ...(match.needs && { needs: match.needs }),
      ...(isWide && { wideFrom: byteOffset(0) }),
    });
  }
  return detections;
}

function isOwned(offset: number, { ownedFrom, ownedTo }: LinePart): boolean {
  return offset >= ownedFrom && offset < ownedTo;
}

/** A lone carriage return is a line end for whoever opens the file, though not for git. */
function stepOverReturns(finding: Finding, before: string): void {
  const last = before.lastIndexOf('\r');
  if (last < 0) return;
  finding.line += before.split('\r').length - 1;
  finding.column -= last + 1;
  finding.endColumn -= last + 1;
}

interface LineMatch {
  rule: Rule;
  match: Match;
  /** Set where the match is not in the line itself, but in Base64 of it. */
  decoded?: ReturnType<typeof decodedTexts>[number];
}

function* matchesIn(text: string, file: FileTraits): Generator<LineMatch> {
  const decodedOnes = decodedTexts(text);
  for (const rule of RULES) {
    for (const match of rule.find({ text, file })) yield { rule, match };
    for (const decoded of decodedOnes) {
      for (const match of rule.find({ text: decoded.text, file })) yield { rule, match, decoded };
    }
  }
}

/** One match a place: where two overlap, that of the rule that comes first. */
function* exactest(matches: Iterable<LineMatch>, length: number): Generator<LineMatch> {
  let taken: Uint8Array | undefined;
  for (const candidate of matches) {
    const { match, decoded } = candidate;
    const { start, end } = decoded?.encodedRange(match.start, match.end) ?? match;
    taken ??= new Uint8Array(length);
    if (taken.subarray(start, end).includes(1)) continue;
    taken.fill(1, start, end);
    yield candidate;
  }
}
