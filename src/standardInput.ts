import { fstatSync } from 'node:fs';

/**
 * Standard input, piece by piece. Of a folder (`< .`) node makes an empty one; here it is an error, as reading it is.
 */
export async function* standardInput(): AsyncGenerator<Uint8Array> {
  if (fstatSync(process.stdin.fd).isDirectory()) {
    throw Object.assign(new Error('standard input is a folder'), { code: 'EISDIR' });
  }
  yield* process.stdin;
}
