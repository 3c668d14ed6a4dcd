/**
 * What cannot be seen, or changes how something else is seen, as an expression: controls, C1 and DEL among them, which
 * terminals obey; formats, bidirectional and tag characters; separators of lines; halves of a pair; and all that
 * Unicode says to show nothing for, as fillers and variation selectors.
 *
 * @see https://www.unicode.org/reports/tr36 and https://unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
export const INVISIBLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;

/**
 * A name or message that is safe to print: control characters, which move the cursor or ring the bell, and
 * bidirectional ones, which show a line in another order than it has, are written as escapes.
 *
 * @see https://trojansource.codes for what bidirectional characters are used for
 */
export function printable(text: string): string {
  return text.replace(new RegExp(INVISIBLE, 'gu'), (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === '\r') return '\\r';
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
