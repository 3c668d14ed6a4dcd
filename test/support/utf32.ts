/** A text in UTF-32, little-endian; `swap32()` makes it big-endian. */
export function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (letter) => letter.codePointAt(0) ?? 0).buffer);
}
