import type { Rule } from '../rules/rule.ts';
import { RULES } from '../rules/rules.ts';
import type { Detection } from './detect.ts';

/** A detection in one reading of a line, and the bytes of the line that it stands on. */
export interface PlacedDetection {
  detection: Detection;
  rule: Rule;
  firstByte: number;
  /** Exclusive. */
  endByte: number;
}

/**
 * The detections of all readings of a line, one a place: where two overlap, that of the rule that comes first, and of
 * one rule the longest. A key in UTF-16 may be whole in one reading and lack a letter in another.
 */
export function onePerPlace(readings: readonly PlacedDetection[][]): Detection[] {
  const found = readings.filter(({ length }) => length > 0);
  const all = found.flat();
  if (found.length < 2) return all.map(({ detection }) => detection);
  all.sort(
    (one, other) => RULES.indexOf(one.rule) - RULES.indexOf(other.rule) || length(other) - length(one),
  );
  const taken = new Uint8Array(all.reduce((end, { endByte }) => Math.max(end, endByte), 0));
  return all.flatMap(({ detection, firstByte, endByte }) => {
    if (taken.subarray(firstByte, endByte).includes(1)) return [];
    taken.fill(1, firstByte, endByte);
    return [detection];
  });
}

function length({ firstByte, endByte }: PlacedDetection): number {
  return endByte - firstByte;
}
