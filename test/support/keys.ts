import { randomInt } from 'node:crypto';

// Keys are made at run time: no scanner, ours included, is to find one in this repository.
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits. */
export function base62(length: number): string {
  return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');
}

/** A key of the current form (F2). */
export function currentKey(): string {
  return `b10_${legacyKey()}`;
}

/** A key of the form before October 2026 (F3). */
export function legacyKey(): string {
  return `${base62(8)}.${base62(32)}`;
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
