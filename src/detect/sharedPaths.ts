import { REDACTION } from '../rules/redact.ts';
import type { Detection } from './detect.ts';
import { redactedPath } from './finding.ts';

/** Of a path, what may not be shown: from one offset to another. */
type Hidden = { start: number; end: number };

/**
 * The paths in which a secret stands of what was detected in the file itself, as they may be shown: each finding hides
 * its own, and the others of its file know nothing of it.
 *
 * @returns by the path that the file has
 */
export function sharedPaths(detections: readonly Detection[]): ReadonlyMap<string, string> {
  const hidden = new Map<string, Hidden>();
  for (const { file, finding } of detections) {
    const path = redactedPath(file.path);
    if (finding.path === path) continue;
    const { start, end } = difference(path, finding.path);
    const known = hidden.get(file.path) ?? { start, end };
    hidden.set(file.path, { start: Math.min(start, known.start), end: Math.max(end, known.end) });
  }
  return new Map(
    [...hidden].map(([path, { start, end }]) => {
      const shown = redactedPath(path);
      return [path, shown.slice(0, start) + REDACTION + shown.slice(end)];
    }),
  );
}

/** The stretch of a text in whose place another text has something else. */
function difference(text: string, other: string): Hidden {
  let start = 0;
  while (start < text.length && text[start] === other[start]) start++;
  let after = 0;
  while (after < text.length - start && text.at(-1 - after) === other.at(-1 - after)) after++;
  return { start, end: text.length - after };
}
