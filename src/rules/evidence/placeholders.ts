/** Sample of Baseten's older documentation pages, word for word. */
const DOCUMENTED_SAMPLES = new Set(['abcdefgh.1234567890ABCDEFGHIJKL1234567890']);

/**
 * Words of the people who write examples. Six letters or more: a given one stands in a random 32 characters, in
 * any case, in 27 * (2/62)^6 = 2.4e-8 of keys or less.
 */
const EXAMPLE_WORDS =
  /placeholder|your(?:api|key|token|secret|baseten)|example|changeme|replace|insert|redacted|xxxxxx/i;

/**
 * Whether a text counts up through the alphabet, with digits between or not: `abcd1234.efgh5678ijkl9012`. Eight letters
 * in a row of a key's 40 characters, the digits left out: 33 * (1/26)^8 = 1.6e-10 of keys.
 */
export function countsUp(text: string): boolean {
  return COUNTING.test(text);
}

const COUNTING = new RegExp([...'abcdefgh'].join('[^A-Za-z]*'), 'i');

/** Whether a text of a key's shape is one that documentation shows in a key's place. */
export function isPlaceholder(key: string): boolean {
  if (DOCUMENTED_SAMPLES.has(key) || countsUp(key)) return true;
  const secret = key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('_')) + 1);
  return secret === secret.charAt(0).repeat(secret.length) || EXAMPLE_WORDS.test(secret);
}
