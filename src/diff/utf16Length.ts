/**
 * How many UTF-16 code units a piece of UTF-8 text has, also where the piece begins or ends inside a character.
 *
 * @param bytes one character a byte
 */
export function utf16Length(bytes: string): number {
  if (!/[\x80-\xff]/.test(bytes)) return bytes.length;
  let units = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes.charCodeAt(index);
    const isContinuation = (byte & 0xc0) === 0x80;
    if (!isContinuation) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
