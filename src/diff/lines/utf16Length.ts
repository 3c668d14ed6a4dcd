/**
 * How many UTF-16 code units a piece of text has.
 *
 * NUL bytes are the other halves of UTF-16's letters, and 0xFE and 0xFF, which UTF-8 does not have, its mark.
 *
 * @param bytes UTF-8, one character a byte; it may begin or end inside a character
 */
export function utf16Length(bytes: string): number {
  if (!/[\0\x80-\xff]/.test(bytes)) return bytes.length;
  let units = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes.charCodeAt(index);
    const isContinuation = (byte & 0xc0) === 0x80;
    if (!isContinuation && byte !== 0 && byte < 0xfe) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
