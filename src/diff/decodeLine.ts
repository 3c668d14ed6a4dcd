const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The texts that the bytes of one line may stand for: one, or two where NUL bytes make UTF-16 possible.
 *
 * git splits at the byte 0x0A. In UTF-16 that is half of a line end, so every line but the first begins with the
 * other half (little-endian) or ends with it (big-endian): read from the second byte, ASCII is the same in both.
 *
 * @param bytes one line without its line end, one character a byte
 * @param isFirst whether it is the file's first line
 */
export function decodeLine(bytes: string, isFirst: boolean): string[] {
  if (!bytes.includes('\0')) return [decodeUtf8(bytes)];
  const hasBigEndianMark = isFirst && bytes.startsWith('\xfe\xff');
  const beginsMidUnit = isFirst ? bytes.charCodeAt(0) === 0 : true;
  const wide = hasBigEndianMark
    ? swapBytes(bytes.slice(2))
    : (beginsMidUnit ? bytes.slice(1) : bytes).replace(/^\xff\xfe/, '');
  return [Buffer.from(wide, 'latin1').toString('utf16le'), decodeUtf8(bytes)];
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

function swapBytes(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  return buffer
    .subarray(0, buffer.length & ~1)
    .swap16()
    .toString('latin1');
}
