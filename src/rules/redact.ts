import { isBasetenSecretName } from './evidence/names.ts';
import { isOpaque, SHORTEST } from './evidence/opaque.ts';
import { FORMATS } from './shapes/formats.ts';

/** What stands in the place of a secret. Its length is not the secret's. */
export const REDACTION = '********';

/**
 * What may cut a key in a name, and in the way that git and JSON write such a name: a line end or a separator of
 * folders; a few of them. Each text is read in one way only, so that no name takes long.
 */
const CUT = String.raw`(?:[\r\n/]|\\[abfnrtv]|\\[0-7]{3}|\\(?![abfnrtv]|[0-7]{3})){0,8}`;
/** A letter or digit of a key, cut off from the one before or not. */
const LETTER = `${CUT}[A-Za-z0-9]`;
const CUTS = new RegExp(CUT, 'g');
/** Base64, in either alphabet, cut or not; a shorter run holds no key. */
const BASE64_RUN = new RegExp(`(?:${CUT}[A-Za-z0-9+_-]){24}(?:${CUT}[A-Za-z0-9+_-])*`, 'g');
/** A name, and what stands between it and its value. */
const NAME = /(?<![\w$.-])([\w$.-]{3,100})\\?["']?\s{0,4}[:=]{1,2}>?\s{0,4}\\?["'`]?/g;
const VALUE = new RegExp(`(?:${CUT}[A-Za-z0-9_.~+=:|@-]){${SHORTEST},}`, 'y');

/** Of a key right behind another: the other's letters go on over the mark that would tell it. */
const NEXT = `(?:${CUT}[._](?:${LETTER}){16,32}[A-Za-z0-9]*)*`;

/**
 * Any text that could be a key, without the context that tells which really is: what is only printed may be
 * redacted once too often.
 */
const KEY_SHAPES = new RegExp(
  `(${[...FORMATS.map(({ shown }) => shown), String.raw`sky_[A-Za-z0-9]{9,16}\.`].join('|')})[A-Za-z0-9]{16}[A-Za-z0-9]*${NEXT}`,
  'g',
);
/** The current form behind its whole prefix: nothing else begins so, however little of the key there is. */
const CUT_CURRENT_KEY = new RegExp(
  `(${cuttable('b10_')}(?:${LETTER}){8}${CUT}\\.)(?:${LETTER}){5,32}[A-Za-z0-9]*${NEXT}`,
  'g',
);
/**
 * The other forms, the federated ones among them (of a prefix with `sky_` its end is enough); words may look like
 * these, so what is cut must look random too.
 */
const CUT_KEY = new RegExp(
  `(${cuttable('bastn_')}|(?:${LETTER}){7}${CUT}\\.)((?:${LETTER}){16,32}[A-Za-z0-9]*)${NEXT}`,
  'g',
);

/** The hash in `main.3f9a1c0b7d2e4f5a6b7c.js`; of the keys of these forms one in 2.6 thousand million looks so. */
const HEXADECIMAL = /^[0-9a-f]+$/;

/**
 * A text with every secret half in it replaced: everything of a key's shape, also where a line end or a slash cuts
 * it or where it is in Base64, and what is given to a name of Baseten's.
 */
export function redactKeys(text: string): string {
  return text.length < SHORTEST ? text : redactNamed(redactEncoded(redactShapes(text)));
}

/** A word that was given where none of ours stands, to be quoted: one that looks like key material is not. */
export function redactWord(word: string): string {
  return isOpaque(word) ? REDACTION : redactKeys(word);
}

/**
 * A secret half of the card's formats that stands alone: 32 letters and digits, some of them capitals and some small; one
 * that is random lacks either once in 18 million. Seven of 404,042 names of installed files have such a part.
 */
const BARE_SECRET =
  /(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;

/**
 * A text that names files, refs or what was given, with the keys in it redacted: any of these may be called by a secret
 * half alone.
 */
export function redactSecrets(path: string): string {
  return redactKeys(path).replace(BARE_SECRET, redactWord);
}

/** Who wrote a commit, where a secret half may stand alone: no person is called like key material. */
export function redactAuthor(author: string): string {
  return redactKeys(author).replace(/[A-Za-z0-9]{16,}/g, redactWord);
}

/**
 * A text without a secret that is known, also where a line end or a slash cuts it.
 *
 * @param secret the half that nobody may see; below 16 characters a word of the text may be the same by chance
 */
export function withoutSecret(text: string, secret: string): string {
  // A line may hold 250,000 findings, and to compile the expression takes longer than to find the key.
  if (secret.length < SHORTEST || text.length < secret.length || !holdsInOrder(text, secret)) return text;
  const pieces = [...secret].map((letter) => letter.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'));
  return text.replace(new RegExp(pieces.join(CUT), 'gu'), REDACTION);
}

/** So many characters of a secret half in a row are one too many to be shown. */
const TELLING = 5;

/**
 * A text without any part of secrets that are known.
 *
 * @param secrets of random letters: a word of the text would be taken for a part of one that holds words
 */
export function withoutParts(text: string, secrets: readonly string[]): string {
  let redacted = '';
  let hiddenTo = 0;
  for (let at = 0; at + TELLING <= text.length; at++) {
    const part = text.slice(at, at + TELLING);
    if (!secrets.some((secret) => secret.includes(part))) continue;
    if (at >= hiddenTo) redacted += text.slice(hiddenTo, at) + REDACTION;
    hiddenTo = at + TELLING;
  }
  return redacted + text.slice(hiddenTo);
}

/** Whether the letters of a secret stand in a text in their order, whatever stands between them. */
function holdsInOrder(text: string, secret: string): boolean {
  let at = -1;
  for (const letter of secret) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function redactShapes(text: string): string {
  return text
    .replace(CUT_CURRENT_KEY, `$1${REDACTION}`)
    .replace(CUT_KEY, (all, shown: string, secret: string) => {
      const letters = secret.replace(CUTS, '');
      return isOpaque(letters) && !HEXADECIMAL.test(letters) ? shown + REDACTION : all;
    })
    .replace(KEY_SHAPES, `$1${REDACTION}`);
}

function redactEncoded(text: string): string {
  return text.replace(BASE64_RUN, (run) => (holdsEncodedKey(run) ? REDACTION : run));
}

/** Whether a run decodes to something with a key, wherever in it the Base64 begins; a slash may be a sign of it. */
function holdsEncodedKey(run: string): boolean {
  return [run.replace(CUTS, ''), run.replace(CUTS, (cut) => cut.replace(/[^/]/g, ''))].some((encoded) =>
    [0, 1, 2, 3].some((skipped) => {
      const decoded = Buffer.from(encoded.slice(skipped), 'base64').toString('latin1');
      return redactNamed(redactEncoded(redactShapes(decoded))) !== decoded;
    }),
  );
}

/** `BASETEN_API_KEY=….env`: a key of any shape, told by its name. */
function redactNamed(text: string): string {
  let redacted = '';
  let position = 0;
  for (const { 0: all, 1: name = '', index } of text.matchAll(NAME)) {
    if (index < position || !isBasetenSecretName(name)) continue;
    VALUE.lastIndex = index + all.length;
    const value = VALUE.exec(text)?.[0] ?? '';
    if (!/[A-Z\d]/.test(value)) continue;
    redacted += text.slice(position, index + all.length) + REDACTION;
    position = index + all.length + value.length;
  }
  return redacted + text.slice(position);
}

function cuttable(mark: string): string {
  // A backslash before a letter of it is no escape.
  return [...mark].join(`(?:${CUT}|\\\\)`);
}
