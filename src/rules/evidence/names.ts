/** Words of a name that say that its value is secret. */
const SECRET_WORDS = new Set(['key', 'keys', 'token', 'secret', 'password', 'credential', 'pat', 'auth']);

/** Letters of which every name with such a word holds some. */
const SECRET_LETTERS = new RegExp([...SECRET_WORDS].join('|'), 'i');

/** Last words of a name that says something about a key, not the key: `baseten_api_key_name`, `…_file`. */
const ABOUT_WORDS = new Set(
  (
    'name names file files filename path paths dir directory url uri link host endpoint env var variable variables ' +
    'header headers id ids prefix suffix hash digest checksum fingerprint length len size type kind count arn ref ' +
    'reference version hint placeholder label title description desc format pattern regex regexp schema field ' +
    'column param parameter arg flag option error errors message msg help doc docs required missing enabled ' +
    'exists valid invalid expiry expires expiration ttl created updated at by rotation manager provider source ' +
    'store backend limit usage status state mask masked redacted present set configured location class ' +
    'model models function func fn callback handler validator parser loader getter fixture mock example sample test ' +
    'sha sha1 sha256 sha512 md5 hmac seconds minutes hours days ms s'
  ).split(' '),
);

/** Names that say "secret" and no owner: whose they are, their surroundings say. */
const GENERIC_NAME =
  /^-*(?:api[_.-]?keys?|api[_-]?token|key|token|secret|secret[_-]?key|auth[_-]?token|access[_-]?token|password|default[_-]?api[_-]?key|secret_?(?:string|data))$/i;

/**
 * Names so short that chance writes them in some case into any large piece of Base64. In another case than these
 * nobody writes them; `tRuss` is two words.
 */
export const SHORT_NAMES: readonly string[] = ['truss', 'bastn'].flatMap((name) => [
  name,
  name.charAt(0).toUpperCase() + name.slice(1),
  name.toUpperCase(),
]);
const SHORT_NAME = new RegExp(SHORT_NAMES.join('|'));
const LONG_NAME = /baseten|bdn_?api|api_?key_?bas/i;

/** Files repeat their names; no more of them are remembered than a large one has. */
const REMEMBERED = 2000;
const verdicts = new Map<string, boolean>();

/** Whether a name is that of a Baseten key: it names Baseten and says that its value is secret. */
export function isBasetenSecretName(name: string): boolean {
  let verdict = verdicts.get(name);
  if (verdict === undefined) {
    if (verdicts.size >= REMEMBERED) verdicts.clear();
    verdict = decide(name);
    verdicts.set(name, verdict);
  }
  return verdict;
}

/** This program's own name, in its files, its variables and its entry in a package.json: it is no key's. */
const OWN_NAME = /baseten[_-]key[_-]guard/i;

function decide(name: string): boolean {
  if (OWN_NAME.test(name) || (!LONG_NAME.test(name) && !SHORT_NAME.test(name))) return false;
  // A call that takes the key as its first argument.
  if (/(?:^|\.)(?:baseten|truss)\.(?:login|set_api_key|configure)$|baseten\w*client$/i.test(name))
    return true;
  if (!SECRET_LETTERS.test(name)) return false;
  const words = wordsOf(name);
  const vendor = words.findIndex(
    (word) => /^(?:baseten|bastn|truss|trussrc|bdn|bas)$/.test(word) || word.includes('baseten'),
  );
  if (vendor < 0) return false;
  // `BASETEN_PUBLIC_KEY`, but not `NEXT_PUBLIC_BASETEN_API_KEY`.
  if (words.some((word, index) => word === 'public' && /^keys?$/.test(words[index + 1] ?? ''))) return false;
  const last = words.at(-1) ?? '';
  return !ABOUT_WORDS.has(last) && words.some((word) => SECRET_WORDS.has(word) || word.endsWith('apikey'));
}

/** Whether a name says that its value is secret, without saying whose. */
export function isGenericSecretName(name: string): boolean {
  return GENERIC_NAME.test(ownName(name)) || isHalfOfPair(name);
}

/**
 * The second half of a pair whose first half names it (`name: X`, `value: …`), and what gives a variable its value where
 * the environment has none: `env::var("X").unwrap_or(…)`.
 */
const HALF_OF_PAIR =
  /^(?:value|default|content|string_?value|default_?value|plaintext_?value|unwrap_or(?:_else)?|orElse(?:Get)?)$/i;

/** Whether a name is that of a value that something else names. */
export function isHalfOfPair(name: string): boolean {
  return HALF_OF_PAIR.test(ownName(name));
}

/** `api_key` of `config.api_key`. */
function ownName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `process.env.BASETEN_API_KEY`, `basetenApiKey`, `x-baseten-api-key`: lower-case words, in order. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter(Boolean);
}
