import { INVISIBLE } from '../printable.ts';

/**
 * A value as a JSON document that is safe to print: what JSON need not escape and a terminal acts upon is escaped
 * too.
 */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(ESCAPED, escaped)}\n`;
}

/** Not the line ends between the fields. */
const ESCAPED = new RegExp(String.raw`(?!\n)${INVISIBLE}`, 'gu');

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
