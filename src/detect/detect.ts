import { isAllowedInline } from '../allow/inlineComment.ts';
import { decodeLine, type LineText } from '../diff/lines/decodeLine.ts';
import type { AddedText, LinePart, StagedFile } from '../diff/stagedFile.ts';
import { holdsSecretName } from '../rules/evidence/context.ts';
import { fileTraits } from '../rules/evidence/fileTraits.ts';
import { findNamedSecrets } from '../rules/evidence/namedSecret.ts';
import type { ContextNeed, FileTraits } from '../rules/rule.ts';
import { type Finding, makeFinding } from './finding.ts';
import { lineMatches } from './lineMatches.ts';
import { onePerPlace, type PlacedDetection } from './onePerPlace.ts';
import { type ByteLine, lineAt, triggeredLines } from './triggeredLines.ts';

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
  /** In UTF-32, where nothing but the line ends that git counts is one. */
  isUtf32?: true;
}

/**
 * Detects the keys in a stretch of added lines.
 *
 * The bytes are searched for the triggers of the rules; only a line that holds one is cut out, decoded and read.
 */
export function detect(added: AddedText): Detection[] {
  const traits = fileTraits(added.file.path);
  const lines = triggeredLines(added);
  const detections = lines.flatMap(({ bytes, number }) =>
    onePerPlace(decodeLine(bytes).map((reading) => detectInLine(reading, number, added, traits))),
  );
  // Last, so that what a line says by itself comes first.
  const mayBeOpen = [...lineAbove(added), ...lines];
  return detections.concat(mayBeOpen.flatMap((line) => detectContinued(line, added, traits)));
}

/** The line above the stretch, whose name the first line of the stretch may give a value. */
function lineAbove({ before, bytes, firstLine, part }: AddedText): ByteLine[] {
  if (before === undefined || part) return [];
  return [{ number: firstLine - 1, bytes: before, next: lineAt(bytes, 0) }];
}

/** A line that leaves open what its name is given: `BASETEN_API_KEY = (`, `"basetenKey":`, `baseten_key: |`. */
const LEFT_OPEN = /(?:[=:(,>\\[{]|\?\?|\|\||:\s*[|>][+-]?)\s*$/;
/** A line that goes on with what the one above it says: `.unwrap_or(…)`, `?? …`. */
const GOES_ON = /^\s*(?:\.|\?\?|\|\|)/;

/** A longer line is no name waiting for its value. */
const LONGEST_NAME_LINE = 300;
type Pair = [LineText, LineText];

/** What a name at the end of a line is given on the next one. */
function detectContinued(
  { bytes, number, next }: ByteLine,
  { file, part }: AddedText,
  traits: FileTraits,
): Detection[] {
  if (part || next === undefined || bytes.length > LONGEST_NAME_LINE) return [];
  if (!LEFT_OPEN.test(bytes) && !GOES_ON.test(next)) return [];
  const [{ text: above }, { text: below }] = [bytes, next].map((line) => decodeLine(line).at(-1)) as Pair;
  const offset = above.length + 1;
  const text = `${above}\n${below}`;
  return findNamedSecrets({ text, file: traits })
    .filter(({ start, needs }) => start >= offset && needs === undefined)
    .map((match) => ({
      finding: makeFinding('baseten-named-secret', match, text, {
        path: file.path,
        line: number + 1,
        column: 1 + match.start - offset,
        endColumn: 1 + match.end - offset,
      }),
      file,
      gitLine: number + 1,
      hasSecretName: true,
      isAllowed: isAllowedInline(below),
    }));
}

function detectInLine(
  { text, unit, byteOffset }: LineText,
  gitLine: number,
  { file, part }: AddedText,
  traits: FileTraits,
): PlacedDetection[] {
  const firstColumn = 1 + (part?.unitsBefore ?? 0);
  const isAllowed = isAllowedInline(text);
  const hasSecretName = holdsSecretName(text);
  const hasReturns = unit === 8 && text.includes('\r');
  const detections: PlacedDetection[] = [];
  for (const { rule, match, text: matched, start, end, encoding } of lineMatches(text, traits)) {
    // A part of a long line is read with a piece of its neighbours; what begins there is theirs.
    if (part && !isOwned(1 + byteOffset(start), part)) continue;
    const returns = hasReturns ? returnsBefore(text, start) : { count: 0, end: 0 };
    const finding = makeFinding(rule.id, match, matched, {
      path: file.path,
      line: gitLine + returns.count,
      column: firstColumn + start - returns.end,
      endColumn: firstColumn + end - returns.end,
    });
    const detection: Detection = {
      finding: encoding ? { ...finding, encoding } : finding,
      file,
      gitLine,
      hasSecretName,
      isAllowed,
      ...(match.needs && { needs: match.needs }),
      ...(unit === 16 && { wideFrom: byteOffset(0) }),
      ...(unit === 32 && { isUtf32: true }),
    };
    detections.push({ detection, rule, firstByte: byteOffset(start), endByte: byteOffset(end) });
  }
  return detections;
}

function isOwned(offset: number, { ownedFrom, ownedTo }: LinePart): boolean {
  return offset >= ownedFrom && offset < ownedTo;
}

/**
 * The carriage returns before an offset, and where the text after the last of them begins: to whoever opens the
 * file each ends a line, though not to git.
 */
function returnsBefore(text: string, offset: number): { count: number; end: number } {
  const before = text.slice(0, offset);
  return { count: before.split('\r').length - 1, end: before.lastIndexOf('\r') + 1 };
}
