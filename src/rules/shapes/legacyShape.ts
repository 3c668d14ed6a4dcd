/**
 * Texts of the shape of an older key (8.32 letters and digits) that are none. A key's 32 characters are random
 * over 62; behind each filter stands the share of real keys that it would lose, computed from that.
 */
const FILTERS: readonly ((body: string, head: string) => boolean)[] = [
  // A checksum in hex: (16/62)^32 = 1.5e-19 for each case. All digits: (10/62)^32 = 4.4e-26, within it.
  (body) => /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(body),
  isIdentifier,
];

/** Whether a text of the older key's shape is a checksum or a piece of code. */
export function isNoLegacyKey(key: string): boolean {
  const [head = '', body = ''] = key.split('.');
  return FILTERS.some((filter) => filter(body, head));
}

/**
 * `settings.openTelemetryOtlpMetricsEndpoint`: both halves are words, joined as code joins them. Not "has no
 * digit": that alone would lose (52/62)^32 = 0.36 % of real keys.
 *
 * Lost: 4.4e-8 of keys. Letters only in both halves, (52/62)^40 = 8.8e-4; of these heads 3.6e-2 are one or two
 * words, and of these bodies 1.4e-3 have at most 8 capitals and a vowel in each longer word (400,000 random ones).
 */
function isIdentifier(body: string, head: string): boolean {
  if (!/^(?:[A-Z]?[a-z]+|[a-z]+[A-Z][a-z]+|[A-Z]+)$/.test(head) || !/^[A-Za-z]+$/.test(body)) return false;
  const words = body.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  const capitals = body.replace(/[^A-Z]/g, '').length;
  return capitals <= body.length / 4 && words.every((word) => word.length < 4 || /[aeiouy]/i.test(word));
}
