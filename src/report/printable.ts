/**
 * A name or message that is safe to print: control characters, which move the cursor or ring the bell, and
 * bidirectional ones, which show a line in another order than it has, are written as escapes.
 *
 * @see https://trojansource.codes for what bidirectional characters are used for
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === '\r') return '\\r';
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
