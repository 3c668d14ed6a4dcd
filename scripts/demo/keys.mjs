// Keys made at run time: no scanner, ours included, is to find one in this repository.
import { randomInt } from 'node:crypto';

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** As many characters of a secret half in a row may be seen by chance; one more is a leak. */
const VISIBLE_RUN = 4;

/** The form of every key made since October 2026. */
export function currentKey() {
  return `b10_${legacyKey()}`;
}

/** The form before that, still valid. */
export function legacyKey() {
  return `${base62(8)}.${base62(32)}`;
}

/** The form of Baseten's detection card. */
export function bastnKey() {
  return `bastn_${base62(32)}`;
}

/**
 * Whether a text shows a part of a key's secret half.
 *
 * @param {string} text
 * @param {string} key
 */
export function leaks(text, key) {
  const secret = key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('_')) + 1);
  for (let start = 0; start + VISIBLE_RUN < secret.length; start++) {
    if (text.includes(secret.slice(start, start + VISIBLE_RUN + 1))) return true;
  }
  return false;
}

/** @param {number} length */
function base62(length) {
  return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');
}
