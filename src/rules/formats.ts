import { isPlaceholder } from './placeholders.ts';
import type { Match } from './rule.ts';

/**
 * What may stand right before a key that begins with no prefix of its own: no letter or digit, unless it ends an
 * escape (`\n`, `\u003d`, `%3D`, a colour) that a string, a URL or a terminal put there.
 */
const UNPREFIXED_START = String.raw`(?:^|[^A-Za-z0-9]|\\[abefnrtv0]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|\[[0-9;]{1,12}m)`;
/** 31 or 33 characters after the dot are no key. */
const END = '(?![A-Za-z0-9])';

/**
 * One way of writing a key, as an expression that begins with a literal, which V8 looks for first: 86 MB take
 * 50 ms so, and 5 s where it begins with `[A-Za-z0-9]{8}`.
 */
export interface Format {
  pattern: RegExp;
  /** How many characters of the key stand before what `pattern` matches, checked by its look-behind. */
  before: number;
  /** Length of the part that may be shown, from the key's beginning. */
  visible: number;
}

/**
 * F1. The card gives 16 to 32; a longer run is taken whole, so that no end of it stays visible. Written without
 * `{16,}`, which overflows V8's stack on a run of some millions.
 */
export const BASTN_KEY: Format = { pattern: /bastn_[A-Za-z0-9]{16}[A-Za-z0-9]*/g, before: 0, visible: 6 };
/** F2. The prefix is proof enough: whatever stands before it, an escape or an underscore, may. */
export const CURRENT_KEY: Format = {
  pattern: new RegExp(`b10_[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}${END}`, 'g'),
  before: 0,
  visible: 13,
};
/** F3. */
export const LEGACY_KEY: Format = {
  pattern: new RegExp(`\\.(?<=${UNPREFIXED_START}[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`, 'g'),
  before: 8,
  visible: 9,
};

/** All texts of a format in a line but the ones that documentation shows in a key's place. */
export function findFormat({ pattern, before, visible }: Format, text: string): Match[] {
  const matches: Match[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index - before;
    const end = found.index + found[0].length;
    if (isPlaceholder(text.slice(start, end))) continue;
    matches.push({ start, secretStart: start + visible, end, confidence: 'high' });
  }
  return matches;
}
