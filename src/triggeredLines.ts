import type { AddedText } from './diff/stagedFile.ts';
import { BASE64_TRIGGERS } from './rules/base64.ts';
import { RULES } from './rules/rules.ts';

/** A line as bytes, one character a byte, without git's `+` and the line end. */
export interface ByteLine {
  /** 1-based, as git counts. */
  number: number;
  bytes: string;
  /** The line below, where it is added too. */
  next?: string;
}

const TRIGGERS: readonly RegExp[] = [...RULES.flatMap(({ triggers }) => triggers), ...BASE64_TRIGGERS];

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
  for (const trigger of TRIGGERS) {
    trigger.lastIndex = 0;
    let index = 0;
    let lineEnd = -1;
    for (let match = trigger.exec(bytes); match; match = trigger.exec(bytes)) {
      let next = bytes.indexOf('\n', lineEnd + 1);
      for (; next >= 0 && next < match.index; next = bytes.indexOf('\n', lineEnd + 1)) {
        lineEnd = next;
        index++;
      }
      indexes.add(index);
      if (next < 0) break;
      trigger.lastIndex = next;
    }
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
function lineAt(bytes: string, start: number): string {
  const end = bytes.indexOf('\n', start);
  return bytes.slice(start + 1, end < 0 ? undefined : end);
}
