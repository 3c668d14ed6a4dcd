const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the bytes of a line may say. */
export interface DecodedLine {
  text: string;
  /** In UTF-16: how many bytes of the line stand before the first character of `text`. Absent in other encodings. */
  wideFrom?: 0 | 1;
}

/**
 * The texts that the bytes of one line may stand for: one, or three where NUL bytes make UTF-16 possible.
 *
 * git splits at the byte 0x0A, which in UTF-16 is half of a character: a line may begin in the middle of one. Read
 * little-endian from its first and from its second byte, the letters and digits of either byte order appear in one
 * of the two.
 *
 * @param bytes one line without its line end, one character a byte
 * @param isFirst whether it is the beginning of the file, where a byte order mark may stand
 */
export function decodeLine(bytes: string, isFirst: boolean): DecodedLine[] {
  const plain = { text: decodeUtf8(isFirst && bytes.startsWith('\xef\xbb\xbf') ? bytes.slice(3) : bytes) };
  if (!bytes.includes('\0')) return [plain];
  const buffer = Buffer.from(bytes, 'latin1');
  return [
    plain,
    { text: buffer.toString('utf16le'), wideFrom: 0 },
    { text: buffer.toString('utf16le', 1), wideFrom: 1 },
  ];
}

/** Bytes that are no UTF-8 are read as Latin-1, in which every byte is one character. */
function decodeUtf8(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}
