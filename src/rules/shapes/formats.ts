import { isPlaceholder } from '../evidence/placeholders.ts';
import type { Match } from '../rule.ts';

/**
 * What may stand right before a key that begins with no prefix of its own: no letter or digit, unless it ends an
 * escape (`\n`, `\u003d`, `%3D`, a colour) that a string, a URL or a terminal put there.
 */
const UNPREFIXED_START = String.raw`(?:^|[^A-Za-z0-9]|\\[abefnrtv0]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|\[[0-9;]{1,12}m)`;
/** 31 or 33 characters after the dot are no key. */
const END = '(?![A-Za-z0-9])';

/** One way of writing a key. */
export interface Format {
  /** What every such key begins with; absent where it has no mark of its own. */
  mark?: string;
  /** The part that may be shown, as an expression; 16 letters or digits or more behind it are redacted anywhere. */
  shown: string;
  /**
   * The key, as an expression that begins with a literal, which V8 looks for first: 86 MB take 50 ms so, and 5 s
   * where it begins with `[A-Za-z0-9]{8}`.
   */
  pattern: RegExp;
  /** How many characters of the key stand before what `pattern` matches, checked by its look-behind. */
  before: number;
  /** Length of the part that may be shown, from the key's beginning. */
  shownLength: number;
}

/**
 * F1. The card gives 16 to 32; a longer run is taken whole, so that no end of it stays visible. Written without
 * `{16,}`, which overflows V8's stack on a run of some millions.
 */
export const BASTN_KEY: Format = {
  mark: 'bastn_',
  shown: 'bastn_',
  pattern: /bastn_[A-Za-z0-9]{16}[A-Za-z0-9]*/g,
  before: 0,
  shownLength: 6,
};

/** F2. The mark is proof enough: whatever stands before it, an escape or an underscore, may. */
export const CURRENT_KEY: Format = {
  mark: 'b10_',
  shown: String.raw`b10_[A-Za-z0-9]{8}\.`,
  pattern: new RegExp(`b10_[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}${END}`, 'g'),
  before: 0,
  shownLength: 13,
};

/** F3; what may be shown of it is redacted from seven characters on, which are the shortest of F4. */
export const LEGACY_KEY: Format = {
  shown: String.raw`[A-Za-z0-9]{7}\.(?=[A-Za-z0-9]{32})`,
  pattern: new RegExp(
    `\\.(?<=[A-Za-z0-9]\\.)(?<=${UNPREFIXED_START}[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`,
    'g',
  ),
  before: 8,
  shownLength: 9,
};

/** F4: what such a key begins with, the part that Baseten shows. Its secret's length is not published. */
export const FEDERATED_PREFIX = String.raw`(?:[A-Za-z0-9]{7}|sky_[A-Za-z0-9]{9,16})\.`;

/** All formats; what is derived from them (redaction, Base64, triggers) follows where one is added. */
export const FORMATS: readonly Format[] = [CURRENT_KEY, BASTN_KEY, LEGACY_KEY];

/** What the formats with a mark of their own begin with. */
export const MARKS: readonly string[] = FORMATS.flatMap(({ mark }) => mark ?? []);
/** Any of them. */
export const MARK = new RegExp(MARKS.join('|'));

/** All texts of a format in a line but the ones that documentation shows in a key's place. */
export function findFormat({ pattern, before, shownLength }: Format, text: string): Match[] {
  const matches: Match[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index - before;
    const end = found.index + found[0].length;
    if (isPlaceholder(text.slice(start, end))) continue;
    matches.push({ start, secretStart: start + shownLength, end, confidence: 'high' });
  }
  return matches;
}
