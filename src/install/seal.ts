import { createHash } from 'node:crypto';

/** The end of the first line of our block, before and with its seal. */
const FIRST_LINE = /^(# >>> .*?)(?: \[([0-9a-f]{8})\])? >>>\n/;

/**
 * Our block with a checksum of itself in its first line, by which any later version tells whether somebody has
 * changed it since: what it was is not to be guessed from what versions of ours have written.
 *
 * @param block one character a byte
 */
export function seal(block: string): string {
  return block.replace(FIRST_LINE, (_, words: string) => `${words} [${checksum(block)}] >>>\n`);
}

/** Whether a block was changed after it was sealed; the first versions wrote none. */
export function isSealBroken(block: string): boolean {
  const sealed = FIRST_LINE.exec(block)?.[2];
  return sealed !== undefined && sealed !== checksum(block);
}

function checksum(block: string): string {
  const unsealed = block.replace(FIRST_LINE, '$1 >>>\n');
  return createHash('sha256').update(unsealed, 'latin1').digest('hex').slice(0, 8);
}
