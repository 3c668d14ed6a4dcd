import { holdsSecretName, saysLegacyKey } from './evidence/context.ts';
import { findNamedSecrets } from './evidence/namedSecret.ts';
import { SHORT_NAMES } from './evidence/names.ts';
import type { Literal } from './literalSearch.ts';
import type { Match, Rule, SourceLine } from './rule.ts';
import { BASTN_KEY, CURRENT_KEY, type Format, findFormat, LEGACY_KEY } from './shapes/formats.ts';
import { isNoLegacyKey } from './shapes/legacyShape.ts';

/** What every name of Baseten's holds, or one of `SHORT_NAMES`: `isBasetenSecretName` takes no other. */
const NAMES_OF_BASETEN = [
  'baseten',
  'api_key_bas',
  'apikey_bas',
  'api_keybas',
  'apikeybas',
  'bdn_api',
  'PerformanceClient',
  // The schemes in which a key is sent: a federated one has no other mark.
  'Api-Key',
  'Bearer',
];
/**
 * White space in a line, as one byte a character: `\s` holds the line end too, which grep cannot match. Outside of
 * ASCII each byte may be of one: a no-break space, as web pages have it, the wide one of Chinese and Japanese.
 */
const SPACE = String.raw`[\t\v\f\r \x80-\xff]`;
/**
 * A name that says "secret" and no owner, and a literal of some length: whose it is, its block says. Formatters align
 * both with any number of spaces; PHP and Ruby write `=>`.
 */
const OWNERLESS_NAME = new RegExp(
  `[:=](?<=(?:key|token|secret(?:_?(?:string|data))?|value|default|content|password|credentials?|creds|auth|pass|passwd|pwd)\\\\?["']?${SPACE}*[:=])>?${SPACE}*\\\\?["']?[A-Za-z0-9_.+/=-]{16}`,
  'gi',
);

/**
 * Every kind of key, the most exact first: where two rules find the same text, the earlier one names it.
 * To add a format, add an entry.
 */
export const RULES: readonly Rule[] = [
  {
    id: 'baseten-api-key',
    title: 'Baseten API key',
    evidence: 'docs.baseten.co/organization/api-keys: every key made since 2026-10-01 15:00 GMT',
    triggers: markOf(CURRENT_KEY),
    find: ({ text }) => findFormat(CURRENT_KEY, text),
  },
  {
    id: 'baseten-bastn-key',
    title: 'Baseten API key (bastn_ form)',
    evidence: 'The published detection card for Baseten keys: bastn_[a-zA-Z0-9]{16,32}',
    triggers: markOf(BASTN_KEY),
    find: ({ text }) => findFormat(BASTN_KEY, text),
  },
  {
    id: 'baseten-legacy-key',
    title: 'Baseten API key (older form, still valid)',
    evidence: 'docs.baseten.co before October 2026: eight characters, a dot, 32 characters, no prefix',
    triggers: [LEGACY_KEY.pattern],
    find: findLegacyKeys,
  },
  {
    id: 'baseten-named-secret',
    title: 'Secret under a Baseten name',
    evidence:
      'docs.baseten.co/reference/gateway/api-keys: keys of other shapes, told by the name beside them',
    triggers: [
      ...NAMES_OF_BASETEN.map((text) => ({ text, anyCase: true as const })),
      { text: 'bdnapi', anyCase: true, signFollows: true },
      ...SHORT_NAMES.map((text) => ({ text, signFollows: true as const })),
      OWNERLESS_NAME,
    ],
    find: findNamedSecrets,
  },
];

function markOf({ mark }: Format): Literal[] {
  return mark === undefined ? [] : [{ text: mark }];
}

/** Other vendors' keys have this shape, and so has code: one counts only where something speaks of Baseten. */
function findLegacyKeys({ text, file }: SourceLine): Match[] {
  const found = findFormat(LEGACY_KEY, text).filter(
    ({ start, end }) => !isNoLegacyKey(text.slice(start, end)) && !isHost(text, start, end),
  );
  if (found.length === 0 || saysLegacyKey(text)) return found;
  const isEnough = file.speaksOfBaseten || (file.holdsCredentials && holdsSecretName(text));
  return found.map(
    (match): Match => ({ ...match, confidence: 'medium', ...(!isEnough && { needs: 'near' }) }),
  );
}

/** `https://baseten1.…32 letters….s3.example.com`: no key stands between `//` and a further domain. */
function isHost(text: string, start: number, end: number): boolean {
  return text.slice(0, start).endsWith('//') && /\.[a-z]/i.test(text.slice(end, end + 2));
}
