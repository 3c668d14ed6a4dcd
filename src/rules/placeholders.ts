/** Sample of Baseten's older documentation pages, word for word. */
const DOCUMENTED_SAMPLES = new Set(['abcdefgh.1234567890ABCDEFGHIJKL1234567890']);

/** Whether a text of a key's shape is one that documentation shows in a key's place. */
export function isPlaceholder(key: string): boolean {
  if (DOCUMENTED_SAMPLES.has(key)) return true;
  const secret = key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('_')) + 1);
  return new Set(secret).size === 1;
}
