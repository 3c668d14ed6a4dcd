import { FEDERATED_PREFIX } from '../shapes/formats.ts';
import { countsUp } from './placeholders.ts';

/** Shorter literals are names, ids and test values; the shortest known key (F4) is longer. */
export const SHORTEST = 16;
const LONGEST = 512;

/** What a key of any kind may consist of. A space, a brace or a dollar sign makes it prose or a template. */
const KEY_CHARACTERS = /^[A-Za-z0-9_.~+/=:|-]+$/;

/**
 * Values that name a secret, or the place where one is kept, instead of being one: secrets managers, hosts,
 * files, and what people write in examples.
 */
const REFERENCES = [
  /^[a-z][a-z0-9+.-]*:\/\//i, // op://, https://, vault://, awssm://, file://
  /^(?:arn|vault|ssm|aws|gcp|azure|secretref|secretsmanager|keyvault|doppler|sops|ref|env|file|secrets|ssm-secure|key|encrypted|enc):/i,
  /^(?:projects|secrets|kv\d*|vault|apps?|prod|dev|staging|ssm)\/[\w/.-]*$/i, // resource names
  /^(?:AgA|AgB|AgC)[A-Za-z0-9+/]{60,}/, // sealed secrets: a version and an RSA-sealed session key
  /^(?:\.{0,2}|~)\/[\w.-]/, // paths
  /\.(?:json|ya?ml|toml|txt|env|key|pem|py|[cm]?[jt]sx?|sh|ini|cfg|conf|html?|md|go|rs|co|com|io|ai|net|org|dev)$/i,
  /^(?:process\.env|os\.environ|import\.meta|self|this|config|settings|secrets|env|vars|var|local|data|module|args|kwargs|ctx|options|opts|params|props|request|req|event|st)\./i,
];

/**
 * Words of examples: long ones anywhere, short ones, which chance makes too, only as words of their own. `secret` is
 * also how many a reference begins: `secret/…`, `secret-data/…`.
 */
const EXAMPLE_WORDS =
  /placeholder|example|changeme|change[-_]me|redacted|1234567|abcdefg|x{5}|0{8}|(?:^|[^A-Za-z0-9])(?:your|my|replace|insert|enter|paste|dummy|fake|sample|mock|test|tests|testing|todo|fixme|secret|here|none|null)(?![A-Za-z0-9])|^(?:your|test|dummy|fake)[a-z]/i;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** F4, as far as it is known; a capital and a digit in its secret, which identifiers of this form lack. */
const FEDERATED_SHAPE = new RegExp(`^${FEDERATED_PREFIX}(?=\\w*[A-Z])(?=\\w*\\d)[A-Za-z0-9]{20,64}$`);

/**
 * Whether a literal looks like key material: nothing that a person would call a word, a name or an address.
 *
 * Heuristic by nature (a registered key may have any shape), so it is asked only behind a name of Baseten's.
 */
export function isOpaque(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || !KEY_CHARACTERS.test(value)) return false;
  // Chance makes no key of small letters only: (26/62)^16 = 9e-7, and far less for longer ones.
  if (!/[A-Z\d]/.test(value) || new Set(value).size < 6 || EXAMPLE_WORDS.test(value)) return false;
  if (countsUp(value) || REFERENCES.some((reference) => reference.test(value))) return false;
  if (UUID.test(value) || FEDERATED_SHAPE.test(value)) return true;
  let random = 0;
  for (const segment of value.split(/[^A-Za-z0-9]/)) if (isRandom(segment)) random += segment.length;
  return random >= SHORTEST - 4 && random >= value.length / 2;
}

/** Whether one run of letters and digits is no word, no identifier and no number. */
function isRandom(segment: string): boolean {
  if (segment.length < 7) return /[A-Za-z]\d+[A-Za-z]|\d[A-Za-z]+\d/.test(segment);
  if (/^[0-9a-f]+$|^[0-9A-F]+$/.test(segment))
    return segment.length >= 16 && /\d/.test(segment) && /[a-f]/i.test(segment);
  return !isWords(segment);
}

/** `basetenApiKeyV2`, `SETTINGS`, `llama3`: words of some length with few digits, and acronyms not among them. */
function isWords(segment: string): boolean {
  const words = segment.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  const digits = segment.match(/\d+/g) ?? [];
  const letters = segment.length - digits.join('').length;
  if (digits.length > 2 || segment.length - letters > 4 || letters < words.length * 3.4) return false;
  const acronyms = words.filter((word) => /[A-Z]{2}/.test(word));
  if (acronyms.length > 1 && acronyms.length < words.length) return false;
  return words.every((word) => word.length < 4 || VOWELLESS.test(word) || isPronounceable(word));
}

/** The commonest abbreviations in code that have no vowel. */
const VOWELLESS = /^(?:ctrl|grpc|html|https?|pkcs|smtp|stmt|tmpl)$/i;

/** A vowel for every six letters (`string`, `length`), and no five consonants in a row. */
function isPronounceable(word: string): boolean {
  const vowels = word.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels >= word.length / 6 && !/[^aeiouy]{5}/i.test(word);
}
