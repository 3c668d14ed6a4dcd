/**
 * Any text that could be a key, without the context that tells which really is: what is only printed may be
 * redacted once too often. Seven characters before the dot are the shortest of any form (F4).
 */
const KEY_SHAPES =
  /(b10_[A-Za-z0-9]{8}\.|bastn_|[A-Za-z0-9]{7}\.(?=[A-Za-z0-9]{32}))[A-Za-z0-9]{16}[A-Za-z0-9]*/g;

/** What stands in the place of a secret. Its length is not the secret's. */
export const REDACTION = '********';

/** A text with the secret half of everything of a key's shape replaced. */
export function redactKeys(text: string): string {
  return text.replace(KEY_SHAPES, `$1${REDACTION}`);
}
