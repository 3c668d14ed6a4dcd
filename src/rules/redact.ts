import { FORMATS } from './formats.ts';

/**
 * Any text that could be a key, without the context that tells which really is: what is only printed may be
 * redacted once too often.
 */
const KEY_SHAPES = new RegExp(
  `(${FORMATS.map(({ shown }) => shown).join('|')})[A-Za-z0-9]{16}[A-Za-z0-9]*`,
  'g',
);

/** What stands in the place of a secret. Its length is not the secret's. */
export const REDACTION = '********';

/** A text with the secret half of everything of a key's shape replaced. */
export function redactKeys(text: string): string {
  return text.replace(KEY_SHAPES, `$1${REDACTION}`);
}
