/**
 * The one published rule for Baseten keys known to us, kingfisher's, as its expression and its thresholds have it.
 * What else kingfisher does around a rule (decoding, asking Baseten) is not measured here.
 */
const EXPRESSION = /\bbaseten(?:.|[\n\r]){0,32}?\b([A-Za-z0-9]{8}\.[A-Za-z0-9]{32})\b/gi;
const MIN_DIGITS = 2;
const MIN_ENTROPY = 3.4;

/** The keys that the rule takes from a file's bytes. */
export function kingfisherKeys(file: string | Uint8Array): string[] {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('utf8');
  return [...text.matchAll(EXPRESSION)].map(([, key = '']) => key).filter(isRandomEnough);
}

function isRandomEnough(key: string): boolean {
  const digits = key.match(/\d/g)?.length ?? 0;
  return digits >= MIN_DIGITS && /[A-Z]/.test(key) && /[a-z]/.test(key) && entropy(key) >= MIN_ENTROPY;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / text.length)
    .reduce((sum, share) => sum - share * Math.log2(share), 0);
}
