const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One reading of the bytes of a line. */
export interface LineText {
  text: string;
  /** Bits of a code unit: UTF-8 or Latin-1, UTF-16, UTF-32. */
  unit: 8 | 16 | 32;
  /** The offset, in the bytes, of a UTF-16 code unit of `text`. */
  byteOffset(unit: number): number;
}

/** Three quarters of a Latin letter in UTF-32. */
const THREE_NULS = '\0\0\0';

/**
 * The texts that the bytes of one line may stand for: one, up to five where NUL bytes make UTF-16 possible, and more
 * where three in a row make UTF-32 possible.
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
    ...(bytes.includes(THREE_NULS) ? [0, 1, 2, 3].flatMap((start) => decodeUtf32(bytes, start)) : []),
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
  return texts.map((text) => ({ text, unit: 16, byteOffset }));
}

/**
 * The lowest byte of a letter stands first (little-endian) or last; so it does in the line end, and a line begins with
 * its other three bytes or ends with them.
 *
 * @param start of the first lowest byte
 */
function decodeUtf32(bytes: string, start: number): LineText[] {
  const isMarked = bytes.startsWith('\xff\xfe\0\0') || bytes.startsWith('\0\0\xfe\xff');
  const first = isMarked ? start + 4 : start;
  const byteOffset = (unit: number) => first + 4 * unit;
  const [littleEndian, bigEndian] = [1, -1].map((step) => {
    let text = '';
    for (let at = first; at < bytes.length; at += 4) {
      const [second, third, fourth] = [1, 2, 3].map((nth) => bytes.charCodeAt(at + nth * step) || 0);
      // One unit for each, also for the few that have two in UTF-16.
      text += third || fourth ? '\ufffd' : String.fromCharCode(bytes.charCodeAt(at) + 256 * (second ?? 0));
    }
    return text;
  }) as [string, string];
  const texts = littleEndian === bigEndian ? [littleEndian] : [littleEndian, bigEndian];
  return texts.map((text) => ({ text, unit: 32, byteOffset }));
}

/** Bytes that are no UTF-8 are read as Latin-1, in which every byte is one character. */
function decodeUtf8(bytes: string): LineText {
  const asLatin1: LineText = { text: bytes, unit: 8, byteOffset: (unit) => unit };
  if (!/[\x80-\xff]/.test(bytes)) return asLatin1;
  // A byte order mark is no character of the line: no editor shows it.
  const start = bytes.startsWith('\xef\xbb\xbf') ? 3 : 0;
  try {
    const text = utf8.decode(Buffer.from(bytes.slice(start), 'latin1'));
    return { text, unit: 8, byteOffset: (unit) => start + Buffer.byteLength(text.slice(0, unit)) };
  } catch {
    return asLatin1;
  }
}
