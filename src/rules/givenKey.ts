import { SHORTEST } from './evidence/opaque.ts';
import { REDACTION } from './redact.ts';
import { CURRENT_KEY, LEGACY_KEY } from './shapes/formats.ts';

/** A key that a person gave, to be looked for or asked about. */
export interface GivenKey {
  /** The whole of it, which nothing prints. */
  secret: string;
  /** The part by which Baseten lists and revokes it; null where its form has none that is known. */
  prefix: string | null;
  /** What may be printed in its place. */
  redacted: string;
}

/** What a header takes, a URL and a dotenv file do too, and no key is seen without: visible ASCII, no space. */
const LITERAL = /^[\x21-\x7e]+$/;
/** Longer ones are files that were given by mistake. */
const LONGEST = 512;

/**
 * Reads the key in a text that a person typed or piped. Any literal that could be a key counts: a workspace may
 * register keys of any shape.
 *
 * @param text white space and quotes around the key are not part of it
 * @returns the key, or why there is none, in words that repeat nothing of the text
 */
export function readGivenKey(text: string): GivenKey | string {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  const literal = /^(["'`])(.*)\1$/s.exec(trimmed)?.[2]?.trim() ?? trimmed;
  if (literal === '') return 'There is no key on standard input.';
  if (/[\r\n]/.test(literal)) return 'There are several lines on standard input.';
  if (!LITERAL.test(literal))
    return 'What is on standard input is no key: it holds more than ASCII letters, digits and marks.';
  if (literal.length < SHORTEST) return `What is on standard input is shorter than any key (${SHORTEST}).`;
  if (literal.length > LONGEST) return `What is on standard input is longer than any key (${LONGEST}).`;
  return { secret: literal, ...visiblePart(literal) };
}

function visiblePart(key: string): Omit<GivenKey, 'secret'> {
  const isWhole = ({ pattern, before }: typeof CURRENT_KEY) => {
    pattern.lastIndex = 0;
    const found = pattern.exec(key);
    return found !== null && found.index === before && found.index + found[0].length === key.length;
  };
  if (!isWhole(CURRENT_KEY) && !isWhole(LEGACY_KEY)) return { prefix: null, redacted: REDACTION };
  const prefix = key.slice(0, key.indexOf('.'));
  return { prefix, redacted: `${prefix}.${REDACTION}` };
}
