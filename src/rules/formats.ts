import { isPlaceholder } from './placeholders.ts';
import type { Match } from './rule.ts';

/**
 * What may stand right before a key that begins with no prefix of its own: no letter or digit, unless it ends an
 * escape (`\n`, `\u003d`, `%3D`, a colour) that a string, a URL or a terminal put there.
 */
const UNPREFIXED_START = String.raw`(?<=^|[^A-Za-z0-9]|\\[abefnrtv0]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|\[[0-9;]{1,12}m)`;
/** 31 or 33 characters after the dot are no key. */
const END = '(?![A-Za-z0-9])';

/** F1. The card gives 16 to 32; a longer run is taken whole, so that no end of it stays visible. */
export const BASTN_KEY = /(?<prefix>bastn_)[A-Za-z0-9]{16}[A-Za-z0-9]*/g;
/** F2. The prefix is proof enough: whatever stands before it, an escape or an underscore, may. */
export const CURRENT_KEY = new RegExp(`(?<prefix>b10_[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`, 'g');
/** F3. */
export const LEGACY_KEY = new RegExp(
  `${UNPREFIXED_START}(?<prefix>[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`,
  'g',
);

/** All texts of a format in a line but the ones that documentation shows in a key's place. */
export function findFormat(format: RegExp, text: string): Match[] {
  const matches: Match[] = [];
  for (const found of text.matchAll(format)) {
    if (isPlaceholder(found[0])) continue;
    matches.push({
      start: found.index,
      secretStart: found.index + (found.groups?.prefix?.length ?? 0),
      end: found.index + found[0].length,
      confidence: 'high',
    });
  }
  return matches;
}
