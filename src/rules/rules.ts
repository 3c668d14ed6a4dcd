import { namesBaseten } from './context.ts';
import { isPlaceholder } from './placeholders.ts';
import type { Match, Rule, SourceLine } from './rule.ts';

/**
 * What may stand right before a key that begins with no prefix of its own: no letter or digit, unless it ends an
 * escape (`\n`, `\u003d`, `%3D`) that a string or a URL put there.
 */
const UNPREFIXED_START = String.raw`(?<=^|[^A-Za-z0-9]|\\[abefnrtv0]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2})`;
/** 31 or 33 characters after the dot are no key. */
const END = '(?![A-Za-z0-9])';

const BASTN_KEY = /(?<prefix>bastn_)[A-Za-z0-9]{16,}/g;
const CURRENT_KEY = new RegExp(`(?<prefix>b10_[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`, 'g');
const LEGACY_KEY = new RegExp(`${UNPREFIXED_START}(?<prefix>[A-Za-z0-9]{8}\\.)[A-Za-z0-9]{32}${END}`, 'g');

/**
 * Every kind of key, the most exact first: where two rules find the same text, the earlier one names it.
 * To add a format, add an entry.
 */
export const RULES: readonly Rule[] = [
  {
    id: 'baseten-api-key',
    title: 'Baseten API key',
    evidence: 'docs.baseten.co/organization/api-keys: every key made since 2026-10-01 15:00 GMT',
    trigger: /b10_/g,
    find: (line) => findAll(CURRENT_KEY, line),
  },
  {
    id: 'baseten-bastn-key',
    title: 'Baseten API key (bastn_ form)',
    // The card gives 16 to 32; a longer run is taken whole, so that no end of it stays visible.
    evidence: 'The published detection card for Baseten keys: bastn_[a-zA-Z0-9]{16,32}',
    trigger: /bastn_/g,
    find: (line) => findAll(BASTN_KEY, line),
  },
  {
    id: 'baseten-legacy-key',
    title: 'Baseten API key (older form, still valid)',
    evidence: 'docs.baseten.co before October 2026: eight characters, a dot, 32 characters, no prefix',
    trigger: /\.(?<=[A-Za-z0-9]{8}\.)[A-Za-z0-9]{32}/g,
    // Other vendors' keys have this shape, and so has code: it counts only where something speaks of Baseten.
    find: (line) => (line.isCredentialFile || namesBaseten(line.text) ? findAll(LEGACY_KEY, line) : []),
  },
];

function findAll(pattern: RegExp, line: SourceLine): Match[] {
  const matches: Match[] = [];
  for (const found of line.text.matchAll(pattern)) {
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
