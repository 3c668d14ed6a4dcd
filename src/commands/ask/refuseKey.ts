import { CannotScan } from '../../errors.ts';
import { redactKeys } from '../../rules/redact.ts';

/**
 * Refuses a word that is handed on: to git's command line, which every process may read and which node prints with
 * `NODE_DEBUG=child_process`; to a server; to a file.
 *
 * @param what is given so, at the beginning of a sentence
 * @param instead what to give instead, in a sentence
 * @throws CannotScan where it holds a key; the key is not repeated
 */
export function refuseKey(word: string, what: string, instead: string): void {
  if (redactKeys(word) !== word) throw new CannotScan(`${what} holds a key.`, instead);
}
