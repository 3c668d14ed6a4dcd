import { assignments } from './assignments.ts';
import { FORMATS } from './formats.ts';
import { isBasetenSecretName } from './names.ts';
import { isOpaque, SHORTEST } from './opaque.ts';

/** What stands in the place of a secret. Its length is not the secret's. */
export const REDACTION = '********';

/**
 * What may cut a key in a name, and in the way that git and JSON write such a name: a line end or a separator of
 * folders. Each text is read in one way only, so that no name takes long.
 */
const CUT = String.raw`(?:[\r\n/]|\\[abfnrtv]|\\[0-7]{3}|\\(?![abfnrtv]|[0-7]{3}))*`;
/** A letter or digit of a key, cut off from the one before or not. */
const LETTER = `${CUT}[A-Za-z0-9]`;
const CUTS = new RegExp(CUT, 'g');
/** Base64, in either alphabet; a shorter run holds no key. */
const BASE64_RUN = /[A-Za-z0-9+/_-]{24}[A-Za-z0-9+/_-]*/g;

/**
 * Any text that could be a key, without the context that tells which really is: what is only printed may be
 * redacted once too often.
 */
const KEY_SHAPES = new RegExp(
  `(${[...FORMATS.map(({ shown }) => shown), String.raw`sky_[A-Za-z0-9]{9,16}\.`].join('|')})[A-Za-z0-9]{16}[A-Za-z0-9]*`,
  'g',
);
/** The current form behind its whole prefix: nothing else begins so, however little of the key there is. */
const CUT_CURRENT_KEY = new RegExp(
  `(${cuttable('b10_')}(?:${LETTER}){8}${CUT}\\.)(?:${LETTER}){5,32}[A-Za-z0-9]*`,
  'g',
);
/** The other forms, the federated ones among them; words may look like these, so what is cut must look random too. */
const CUT_KEY = new RegExp(
  `(${cuttable('bastn_')}|(?:${LETTER}){7}${CUT}\\.|${cuttable('sky_')}(?:${LETTER}){9,16}${CUT}\\.)((?:${LETTER}){16,32}[A-Za-z0-9]*)`,
  'g',
);

/**
 * A text with every secret half in it replaced: everything of a key's shape, also where a line end or a slash cuts
 * it or where it is in Base64, and what is given to a name of Baseten's.
 */
export function redactKeys(text: string): string {
  return redactNamed(redactEncoded(redactShapes(text)));
}

/** A word that was given where none of ours stands, to be quoted: one that looks like key material is not. */
export function redactWord(word: string): string {
  return isOpaque(word) ? REDACTION : redactKeys(word);
}

/**
 * A text without a secret that is known, also where a line end or a slash cuts it.
 *
 * @param secret the half that nobody may see; below 16 characters a word of the text may be the same by chance
 */
export function withoutSecret(text: string, secret: string): string {
  if (secret.length < SHORTEST) return text;
  const pieces = [...secret].map((letter) => letter.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'));
  return text.replace(new RegExp(pieces.join(CUT), 'gu'), REDACTION);
}

function redactShapes(text: string): string {
  return text
    .replace(CUT_CURRENT_KEY, `$1${REDACTION}`)
    .replace(CUT_KEY, (all, shown: string, secret: string) =>
      isOpaque(secret.replace(CUTS, '')) ? shown + REDACTION : all,
    )
    .replace(KEY_SHAPES, `$1${REDACTION}`);
}

function redactEncoded(text: string): string {
  return text.replace(BASE64_RUN, (run) => {
    for (let skipped = 0; skipped < 4; skipped++) {
      const decoded = Buffer.from(run.slice(skipped), 'base64').toString('latin1');
      const first = firstDifference(decoded, redactNamed(redactEncoded(redactShapes(decoded))));
      if (first >= 0) return run.slice(0, skipped + Math.floor((first * 8) / 6)) + REDACTION;
    }
    return run;
  });
}

/** Offset of the first character that two texts do not share; below 0 where they are the same. */
function firstDifference(one: string, other: string): number {
  return one === other ? -1 : [...one].findIndex((character, index) => character !== other[index]);
}

/** `BASETEN_API_KEY=….env`: a key of any shape, told by its name. */
function redactNamed(text: string): string {
  let redacted = '';
  let position = 0;
  for (const { value, start } of assignments(text, isBasetenSecretName, true)) {
    if (start < position || value.length < SHORTEST || !/[A-Z\d]/.test(value)) continue;
    redacted += text.slice(position, start) + REDACTION;
    position = start + value.length;
  }
  return redacted + text.slice(position);
}

function cuttable(mark: string): string {
  // A backslash before a letter of it is no escape.
  return [...mark].join(`(?:${CUT}|\\\\)`);
}
