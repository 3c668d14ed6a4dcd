import { INVISIBLE } from './printable.ts';

/**
 * A path as one word of a POSIX shell command that git reads as a pathspec. A character that must not reach a
 * terminal becomes one `?` for each of its bytes, which the pathspec matches to it; bytes that are no UTF-8, which
 * the path holds as U+FFFD, and a redacted key are matched by stars. Then what a pathspec would read as a pattern in
 * the rest is escaped, for the name is not looked for as it stands any more.
 *
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-aiddefpathspecapathspec
 */
export function shellQuote(path: string): string {
  const isPattern = new RegExp(`${INVISIBLE}|\ufffd|\\*{8}`, 'u').test(path);
  const visible = (isPattern ? path.replace(/[?[\]\\]/g, '\\$&') : path)
    .replace(new RegExp(INVISIBLE, 'gu'), (character) => '?'.repeat(Buffer.byteLength(character)))
    .replaceAll('\ufffd', '*');
  // A colon at the beginning would be pathspec magic: `:(glob)**` stages everything.
  if (visible.startsWith(':')) return shellWord(`./${visible}`);
  return shellWord(visible);
}

/** Any text as one word of a POSIX shell script, which nobody reads on a terminal. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
