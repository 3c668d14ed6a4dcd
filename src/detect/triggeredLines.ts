import type { AddedText } from '../diff/stagedFile.ts';
import { type Literal, LiteralSearch } from '../rules/literalSearch.ts';
import { TRIGGERS } from '../rules/look/triggers.ts';

/** A line as bytes, one character a byte, without git's `+` and the line end. */
export interface ByteLine {
  /** 1-based, as git counts. */
  number: number;
  bytes: string;
  /** The line below, where it is added too. */
  next?: string;
}

const LITERALS = new LiteralSearch(
  TRIGGERS.filter((trigger): trigger is Literal => !(trigger instanceof RegExp)),
);
const PATTERNS = TRIGGERS.filter((trigger) => trigger instanceof RegExp).map((pattern) => ({
  pattern,
  beginnings: beginningsOf(pattern),
}));

/** The lines of a stretch of added text that hold the trigger of any rule, in order, each once. */
export function triggeredLines({ bytes, firstLine }: AddedText): ByteLine[] {
  const indexes = new Set<number>();
  collect(bytes, indexes);
  // In UTF-16 every other byte of an ASCII character is NUL.
  if (bytes.includes('\0')) collect(bytes.replaceAll('\0', ''), indexes);
  if (indexes.size === 0) return [];
  return pickLines(
    bytes,
    [...indexes].sort((a, b) => a - b),
    firstLine,
  );
}

/** Adds the indexes of the lines that hold a trigger, counted from 0. */
function collect(bytes: string, indexes: Set<number>): void {
  collectLines(bytes, (from) => LITERALS.next(bytes, from), indexes);
  for (const { pattern, beginnings } of PATTERNS) {
    // A stretch without them, or with none before its end, is passed over twenty times as fast.
    const first = firstOf(beginnings, bytes);
    if (first < 0) continue;
    const next = (from: number) => {
      pattern.lastIndex = Math.max(from, first);
      return pattern.exec(bytes)?.index ?? -1;
    };
    collectLines(bytes, next, indexes);
  }
}

/** The signs that a match may begin with, as the source of an expression without `|` at its top says: `\.`, `[:=]`. */
function beginningsOf({ source }: RegExp): string[] {
  const [, escaped, set, plain] = /^(?:\\(\W)|\[([^\w\\\]^-]+)\]|([^\w\\[(^.$]))(?![?*{])/.exec(source) ?? [];
  const signs = escaped ?? set ?? plain;
  if (signs === undefined) throw new Error(`a trigger has to begin with a sign: ${source}`);
  return [...signs];
}

/** The offset of the first of some characters; -1 where there is none. */
function firstOf(characters: readonly string[], bytes: string): number {
  let first = -1;
  for (const character of characters) {
    const at = bytes.indexOf(character);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first;
}

/** @param next the offset of the next trigger at or after one, below 0 where there is none */
function collectLines(bytes: string, next: (from: number) => number, indexes: Set<number>): void {
  let index = 0;
  let lineStart = 0;
  for (let at = next(0); at >= 0; at = next(lineStart)) {
    let lineEnd = bytes.indexOf('\n', lineStart);
    for (; lineEnd >= 0 && lineEnd < at; lineEnd = bytes.indexOf('\n', lineStart)) {
      lineStart = lineEnd + 1;
      index++;
    }
    indexes.add(index++);
    if (lineEnd < 0) return;
    lineStart = lineEnd + 1;
  }
}

function pickLines(bytes: string, indexes: readonly number[], firstLine: number): ByteLine[] {
  const lines: ByteLine[] = [];
  let index = 0;
  let start = 0;
  for (const wanted of indexes) {
    for (; index < wanted; index++) start = bytes.indexOf('\n', start) + 1;
    const end = bytes.indexOf('\n', start);
    const line: ByteLine = { number: firstLine + index, bytes: lineAt(bytes, start) };
    if (end >= 0 && end + 1 < bytes.length) line.next = lineAt(bytes, end + 1);
    lines.push(line);
  }
  return lines;
}

/** The line whose `+` stands at `start`. */
export function lineAt(bytes: string, start: number): string {
  const end = bytes.indexOf('\n', start);
  return bytes.slice(start + 1, end < 0 ? undefined : end);
}
