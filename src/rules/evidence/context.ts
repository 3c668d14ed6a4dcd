import { namesIn } from './assignments.ts';
import { isBasetenSecretName } from './names.ts';

/** Baseten, its key prefix, its library, and the one variable name of the detection card without any of them. */
const BASETEN_WORD = /baseten|API_KEY_BAS(?![A-Za-z])|bdn_api_key|PerformanceClient\s*\(/i;
/** The short ones, as `SHORT_NAMES` has them: in no other case a line with one is read. */
const SHORT_WORD =
  /(?:bastn|Bastn|BASTN|truss|Truss|TRUSS)_|\b(?:truss|Truss|TRUSS)(?![A-Za-z])|\.(?:trussrc|TRUSSRC)/;

/** An `Api-Key` header: the scheme that all of Baseten's keys are sent with. */
const API_KEY_HEADER = /(?<![A-Za-z-])Api-Key(?![A-Za-z])/i;

/** What makes a whole file one about Baseten: an import of its libraries, one of its hosts, one of its names. */
const FILE_NAMES =
  /\b(?:import|from|require\(?|use|using)\s*\(?["'@]?(?:@?basetenlabs\/|baseten|truss)\b|baseten\.co\b|\[baseten\b|BASETEN_\w*KEY|baseten_?api_?key/i;

/** Whether a line, or a path, speaks of Baseten or Truss. */
export function speaksOfBaseten(text: string): boolean {
  return BASETEN_WORD.test(text) || SHORT_WORD.test(text);
}

/**
 * Whether a line is enough for what has an older key's shape on it to be one. Names that join their words
 * (`trussApiKey`, `bdnApiKey`) are looked for here alone: `speaksOfBaseten` reads whole files.
 */
export function saysLegacyKey(text: string): boolean {
  return (
    speaksOfBaseten(text) || API_KEY_HEADER.test(text) || !namesIn(text, isBasetenSecretName).next().done
  );
}

/** Whether a line makes the whole file one about Baseten. */
export function namesBasetenForFile(text: string): boolean {
  return FILE_NAMES.test(text);
}

/** A name that says that its value is secret, whoever's it is. */
const SECRET_NAME = /api[_. -]?key|(?:^|[^a-z])key\b|token|secret|passw|credential|\bauth/i;
/** `serviceKey`, but not `monkey`. */
const CAMEL_CASE_KEY = /[a-z]Key\b/;

/** Whether a line holds a name that says that its value is secret. */
export function holdsSecretName(text: string): boolean {
  return SECRET_NAME.test(text) || CAMEL_CASE_KEY.test(text);
}

/** An entry beside which a secret without an owner is Baseten's: one of its hosts, or it as the provider. */
const OWNER =
  /\bbaseten\.co\b|provider["']?\s*[:=]\s*["']?(?:baseten|truss)|\bmodel["']?\s*[:=]\s*["']?baseten\//i;

/** Whether an entry says that the others of its block are Baseten's. */
export function tellsOwner(text: string): boolean {
  return OWNER.test(text);
}

/**
 * The first half of a pair, whose other half is `value: …`: `name: BASETEN_API_KEY`, a block of Terraform, the first
 * argument of a call or an option among them (`add_argument("-k", "--baseten-api-key",`), a construct of
 * the CDK (`(this, "BasetenApiKey", {`).
 */
const PAIRED_NAME =
  /(?:\b(?:secret_?)?(?:name|key|variable|id|field)["']?\s*[:=]>?\s*["']?|\b(?:variable|resource\s+"\w+")\s+["']|(?:(?:^|\()\s*["'](?:--)?|,\s*["']--|\bthis,\s*["'])(?=[\w.-]+["']\s*,))([\w./-]+)/gi;

/** A name in a line, or the path of a secret that ends in one: `/prod/baseten/api-key`. */
const WORD = /[\w.$/-]{3,100}/g;

/** Whether a Baseten key is named anywhere in a text. */
export function holdsBasetenName(text: string): boolean {
  for (const [word] of text.matchAll(WORD)) if (isBasetenSecretName(word)) return true;
  return false;
}

/** Whether an entry gives a Baseten key as the name that another entry is the value of. */
export function pairsBasetenName(text: string): boolean {
  for (const [, name = ''] of text.matchAll(PAIRED_NAME)) if (isBasetenSecretName(name)) return true;
  return false;
}
