import { isAllowedInline } from './allow/inlineComment.ts';
import { decodeLine, type LineText } from './diff/decodeLine.ts';
import type { AddedText, LinePart } from './diff/stagedFile.ts';
import { type Finding, makeFinding } from './finding.ts';
import { isCredentialFile } from './rules/credentialFiles.ts';
import type { Match, Rule, SourceLine } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';

/** What a scan of some lines found; `suppressed` is what a comment or the configuration says is no key. */
export interface Findings {
  findings: Finding[];
  suppressed: SuppressedFinding[];
}

/** A finding that does not block, and what says so. */
export interface SuppressedFinding extends Finding {
  by: 'inline';
}

/**
 * Finds the keys in a stretch of added lines.
 *
 * The bytes are searched for the triggers of the rules; only a line that holds one is cut out, decoded and read.
 */
export function scanAddedText(added: AddedText): Findings {
  const found: Findings = { findings: [], suppressed: [] };
  for (const line of triggeredLines(added)) {
    for (const reading of decodeLine(line.bytes)) scanLine(reading, line.number, added, found);
  }
  return found;
}

interface ByteLine {
  number: number;
  /** Without the `+` before it and the line end after it. */
  bytes: string;
}

/** The lines that hold the trigger of any rule, in order, each once. */
function triggeredLines({ bytes, firstLine }: AddedText): ByteLine[] {
  const hasNul = bytes.includes('\0');
  const numbers = new Set<number>();
  for (const { trigger } of RULES) collectTriggered(trigger, bytes, numbers);
  if (hasNul) {
    const narrow = bytes.replaceAll('\0', '');
    for (const { trigger } of RULES) collectTriggered(trigger, narrow, numbers);
  }
  if (numbers.size === 0) return [];
  return pickLines(
    bytes,
    [...numbers].sort((a, b) => a - b),
    firstLine,
  );
}

/** Adds the indexes of the lines that a trigger is in, counted from 0. */
function collectTriggered(trigger: RegExp, bytes: string, indexes: Set<number>): void {
  trigger.lastIndex = 0;
  let index = 0;
  let counted = 0;
  for (let match = trigger.exec(bytes); match; match = trigger.exec(bytes)) {
    for (
      let end = bytes.indexOf('\n', counted);
      end >= 0 && end < match.index;
      end = bytes.indexOf('\n', counted)
    ) {
      index++;
      counted = end + 1;
    }
    indexes.add(index);
    const lineEnd = bytes.indexOf('\n', match.index);
    if (lineEnd < 0) return;
    trigger.lastIndex = lineEnd;
  }
}

function pickLines(bytes: string, indexes: readonly number[], firstLine: number): ByteLine[] {
  const lines: ByteLine[] = [];
  let index = 0;
  let start = 0;
  for (const wanted of indexes) {
    for (; index < wanted; index++) start = bytes.indexOf('\n', start) + 1;
    const end = bytes.indexOf('\n', start);
    lines.push({ number: firstLine + index, bytes: bytes.slice(start + 1, end < 0 ? undefined : end) });
  }
  return lines;
}

function scanLine(
  { text, byteOffset }: LineText,
  number: number,
  { file, part }: AddedText,
  found: Findings,
): void {
  const line: SourceLine = {
    text,
    get isCredentialFile() {
      return isCredentialFile(file.path);
    },
  };
  const place = { path: file.path, line: number, column: 1 + (part?.unitsBefore ?? 0) };
  const isAllowed = isAllowedInline(text);
  for (const { rule, match } of exactest(line)) {
    // A part of a long line is scanned with a piece of its neighbours; what begins there is theirs.
    if (part && !isOwned(1 + byteOffset(match.start), part)) continue;
    const finding = makeFinding(rule, match, text, place);
    if (isAllowed) found.suppressed.push({ ...finding, by: 'inline' });
    else found.findings.push(finding);
  }
}

function isOwned(offset: number, { ownedFrom, ownedTo }: LinePart): boolean {
  return offset >= ownedFrom && offset < ownedTo;
}

/** All matches in a line, one a place: where two overlap, that of the rule that comes first. */
function exactest(line: SourceLine): { rule: Rule; match: Match }[] {
  const chosen: { rule: Rule; match: Match }[] = [];
  for (const rule of RULES) {
    for (const match of rule.find(line)) {
      if (chosen.every(({ match: other }) => match.end <= other.start || match.start >= other.end)) {
        chosen.push({ rule, match });
      }
    }
  }
  return chosen;
}
