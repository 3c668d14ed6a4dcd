const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One reading of the bytes of a line. */
export interface LineText {
  text: string;
  /** Whether it is one in UTF-16. */
  isWide: boolean;
  /** The offset, in the bytes, of a UTF-16 code unit of `text`. */
  byteOffset(unit: number): number;
}

/**
 * The texts that the bytes of one line may stand for: one, or up to five where NUL bytes make UTF-16 possible.
 *
 * git splits at the byte 0x0A. In UTF-16 that is half of a line end, so a line begins with the other half
 * (little-endian) or ends with it (big-endian), and a part of a long line may begin with either half of a letter.
 * So the lower halves stand at every even offset or at every odd one. Whether the upper half of a letter stands
 * behind it or before makes a difference only beside letters that are not Latin, where both are read.
 *
 * @param bytes one line, or a part of a long one, without its line end, one character a byte
 */
export function decodeLine(bytes: string): LineText[] {
  if (!bytes.includes('\0')) return [decodeUtf8(bytes)];
  return [
    ...decodeUtf16(bytes, bytes.startsWith('\xff\xfe') ? 2 : 0),
    ...decodeUtf16(bytes, bytes.startsWith('\xfe\xff') ? 3 : 1),
    decodeUtf8(bytes),
  ];
}

/** @param start of the first lower half */
function decodeUtf16(bytes: string, start: number): LineText[] {
  const byteOffset = (unit: number) => start + 2 * unit;
  // The last letter of a big-endian line lacks its other half; where nothing is halved, a lone NUL is ignored.
  const littleEndian = Buffer.from(`${bytes.slice(start)}\0`, 'latin1').toString('utf16le');
  const pairs = start > 0 ? bytes.slice(start - 1) : `\0${bytes}`;
  const bigEndian = Buffer.from(pairs.slice(0, pairs.length & ~1), 'latin1')
    .swap16()
    .toString('utf16le');
  const texts = littleEndian === bigEndian ? [littleEndian] : [littleEndian, bigEndian];
  return texts.map((text) => ({ text, isWide: true, byteOffset }));
}

/** Bytes that are no UTF-8 are read as Latin-1, in which every byte is one character. */
function decodeUtf8(bytes: string): LineText {
  const asLatin1 = { text: bytes, isWide: false, byteOffset: (unit: number) => unit };
  if (!/[\x80-\xff]/.test(bytes)) return asLatin1;
  // A byte order mark is no character of the line: no editor shows it.
  const start = bytes.startsWith('\xef\xbb\xbf') ? 3 : 0;
  try {
    const text = utf8.decode(Buffer.from(bytes.slice(start), 'latin1'));
    return { text, isWide: false, byteOffset: (unit) => start + Buffer.byteLength(text.slice(0, unit)) };
  } catch {
    return asLatin1;
  }
}
