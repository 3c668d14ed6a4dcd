import { randomInt } from 'node:crypto';

// Keys are made at run time: no scanner, ours included, is to find one in this repository.
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits. */
export function base62(length: number): string {
  return drawn(BASE62, length);
}

/**
 * Random letters, never such as an identifier has them: two capitals side by side that no
 * word of English has. A detector may take a body that looks like camelCase for one, at a price it states; a test must not
 * fail once in some thousand runs for it.
 */
export function letters(length: number): string {
  const start = randomInt(length - 3);
  const random = drawn(BASE62.slice(0, 52), length);
  return `${random.slice(0, start)}QZ${random.slice(start + 2)}`;
}

/** Random digits. */
export function digits(length: number): string {
  return drawn(BASE62.slice(52), length);
}

/** Random hexadecimal digits, in lower case. */
export function hex(length: number): string {
  return drawn('0123456789abcdef', length);
}

function drawn(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A key of the current form (F2). */
export function currentKey(body = base62): string {
  return `b10_${legacyKey(body)}`;
}

/** A key of the form before October 2026 (F3). */
export function legacyKey(body = base62): string {
  return `${body(8)}.${body(32)}`;
}

/**
 * Key material of no known form, of 16 characters or more, with three digits apart from each other: without them
 * one in some ten thousand passes for words (docs/detection.md), and a test would fail for it now and then. Without an
 * x: a row of them, as one in a million has, is what a placeholder is made of.
 */
export function opaqueKey(length = 40): string {
  const random = base62(length).replace(/x/gi, 'k');
  return `${random.slice(0, 4)}7${random.slice(5, 9)}4${random.slice(10, 14)}9${random.slice(15)}`;
}

/** A key that a Baseten customer hands to its own customers (F4), with a prefix of 7. */
export function federatedKey(): string {
  return `${base62(7)}.${opaqueKey(32)}`;
}

/** A key that a Baseten customer hands to its own customers (F4), with a prefix of `sky_` and 9 to 16. */
export function skyKey(): string {
  return `sky_${base62(randomInt(9, 17))}.${opaqueKey(32)}`;
}

/** A key of the form of the detection card (F1). */
export function bastnKey(length = 32): string {
  return `bastn_${base62(length)}`;
}

/** The half of a key that nobody may see. */
export function secretOf(key: string): string {
  return key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('_')) + 1);
}

/** The first run of five characters of a key's secret half that a text holds; undefined where there is none. */
export function leakedRun(text: string, key: string): string | undefined {
  const secret = secretOf(key);
  for (let start = 0; start + 5 <= secret.length; start++) {
    const run = secret.slice(start, start + 5);
    if (text.includes(run)) return run;
  }
  return undefined;
}
