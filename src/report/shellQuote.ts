/**
 * A path as one word of a POSIX shell command that git reads as a pathspec. A control character, which must not
 * reach a terminal, becomes `?`, which the pathspec matches to it.
 */
export function shellQuote(path: string): string {
  const visible = path.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
  // A colon at the beginning would be pathspec magic: `:(glob)**` stages everything.
  if (visible.startsWith(':')) return shellQuote(`./${visible}`);
  if (/^[\w@%+=:,./-]+$/.test(visible)) return visible;
  return `'${visible.replaceAll("'", `'\\''`)}'`;
}
