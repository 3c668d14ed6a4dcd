import { read } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const CHUNK_BYTES = 1 << 16;
/** A pipe that does not wait has nothing yet: it is asked again. */
const RETRY_MS = 10;

/**
 * Standard input, chunk by chunk. Not `process.stdin`: with NODE_DEBUG=stream node prints the first bytes of all that
 * goes through a stream of its own.
 */
export async function* standardInput(): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const size = await readChunk(chunk);
    if (size === 0) return;
    if (size > 0) yield chunk.subarray(0, size);
    else await sleep(RETRY_MS);
  }
}

/** How many bytes were read; 0 at the end, below 0 where there are none yet. */
async function readChunk(chunk: Buffer): Promise<number> {
  try {
    const { bytesRead } = await promisify(read)(0, chunk, 0, chunk.length, null);
    return bytesRead;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EOF') return 0; // a closed pipe on Windows
    if (code === 'EAGAIN') return -1;
    throw error;
  }
}
