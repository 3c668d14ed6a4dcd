import { CannotScan } from '../../errors.ts';
import { PRODUCT } from '../../product.ts';
import { type GivenKey, readGivenKey } from '../../rules/givenKey.ts';
import type { Call, Io } from '../command.ts';

/** More is no key, and is not read to its end. */
const LONGEST_BYTES = 4096;

/**
 * Reads the key that a command is about, from standard input only: a command line stands in the shell's history and
 * in the list of processes.
 *
 * @throws CannotScan where it stands on the command line, and where standard input holds no key; it is not repeated
 */
export async function askKey(name: string, { positionals }: Call, io: Io): Promise<GivenKey> {
  if (positionals.length > 0) {
    throw new CannotScan(
      `\`${name}\` takes the key from standard input, and no words beside its name.`,
      'If the key stood on the command line, the history of your shell has it: remove it there.',
    );
  }
  const key = readGivenKey(await readText(io));
  if (typeof key !== 'string') return key;
  throw new CannotScan(key, `Give one key: \`${PRODUCT} ${name} < file\`, or paste it when asked.`);
}

async function readText(io: Io): Promise<string> {
  if (io.stdinIsTerminal()) {
    if (io.environment.NODE_DEBUG) {
      throw new CannotScan(
        'NODE_DEBUG is set, and node would show what is typed.',
        'Unset it, then try again.',
      );
    }
    return io.hiddenLine(`${PRODUCT}: paste the key, then Enter (it is not shown; Ctrl-C stops)\n`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of io.stdin()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LONGEST_BYTES) break;
  }
  return decode(Buffer.concat(chunks));
}

/** PowerShell writes UTF-16, and a mark of the order of its bytes before it. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  }
  return bytes.toString('utf8');
}
