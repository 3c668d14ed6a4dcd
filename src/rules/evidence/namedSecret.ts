import type { ContextNeed, Match, SourceLine } from '../rule.ts';
import { writtenText } from '../shapes/base64.ts';
import { FEDERATED_PREFIX } from '../shapes/formats.ts';
import { assignments, literalAfter, namesIn } from './assignments.ts';
import { holdsBasetenName, holdsSecretName, pairsBasetenName, speaksOfBaseten } from './context.ts';
import { isBasetenSecretName, isGenericSecretName, isHalfOfPair } from './names.ts';
import { isOpaque, SHORTEST } from './opaque.ts';

/** Keys of other vendors, which their own scanners know: `TRUSS_HF_TOKEN=hf_…` is not Baseten's. */
const OTHER_VENDORS =
  /^(?:sk-|sk_(?:live|test)_|hf_|gh[pousr]_|github_pat_|AKIA|ASIA|xox[abeprs]-|gsk_|AIza|glpat-|npm_|pypi-|r8_|nvapi-|dckr_pat_|eyJ[\w-]+\.eyJ)/;

/** The part that may be shown of `aBcDeFg.<secret>` and `sky_….<secret>`. */
const FEDERATED_KEY = new RegExp(`^${FEDERATED_PREFIX}(?=[A-Za-z0-9]{16,}$)`);

/** A client of Baseten's that takes the key as its second argument, after the address. */
const CLIENT_CALL = /\bPerformanceClient\s*\(\s*(?:[^,"'()]{1,80}|["'`][^"'`]{1,200}["'`])\s*(?=,)/g;

/**
 * Where a command is given the value of a secret that another word of it names: by an option, or piped into it
 * (`gh secret set NAME --body …`, `aws … --name … --secret-string …`, `echo … | gh secret set NAME`).
 */
const COMMAND_VALUE =
  /(?<![\w-])--(?:body|value|secret-string|secret-value|plaintext)(?=[\s=])|\b(?:echo|printf)(?:\s+-\w+|\s+["']?%s(?:\\+n)?["']?)*(?=\s)|<<<(?=[\s"'])/g;

/** The two schemes in which Baseten takes a key. */
const AUTHORIZATION =
  /(?<![A-Za-z-])(Api-Key|Bearer)(?:\s|%20|\+){1,4}([A-Za-z0-9_.~+/=-]{16,600})(?![A-Za-z0-9])/gi;

/** How far a line is read to either side for the object, call or table that a name belongs to. */
const REACH = 300;

/**
 * The literals of a line that look like key material and are given to a name of Baseten's, or to a name such as
 * `api_key` in something of Baseten's.
 */
export function findNamedSecrets({ text, file }: SourceLine): Match[] {
  const matches: Match[] = [];
  const add = (value: string, start: number, needs?: ContextNeed) => {
    if (OTHER_VENDORS.test(value)) return;
    if (!isOpaque(writtenText(value)?.trim() ?? value)) return;
    const prefix = FEDERATED_KEY.exec(value)?.[0] ?? '';
    const secretStart = start + prefix.length;
    matches.push({
      start,
      secretStart,
      end: start + value.length,
      confidence: 'medium',
      ...(needs && { needs }),
    });
  };
  // First: `Api-Key` is a name too, of which less is known.
  for (const header of text.matchAll(AUTHORIZATION)) {
    const [all, scheme = '', value = ''] = header;
    const start = header.index + all.length - value.length;
    const { before, after } = scopeOf(text, { value, start });
    const isAddressed = speaksOfBaseten(before + after);
    // Every vendor takes a Bearer; few take an Api-Key, and the host often stands on another line.
    add(value, start, isAddressed ? undefined : /bearer/i.test(scheme) ? 'enclosing' : 'near');
  }
  // Before the names: `--value` is one too, of which less is known.
  for (const { 0: option, index } of text.matchAll(COMMAND_VALUE)) {
    const end = index + option.length;
    const literal = literalAfter(text, end, true);
    if (!literal || literal.value.length < SHORTEST) continue;
    if (!/^[\s=]+["'`\\]*$/.test(text.slice(end, literal.start))) continue;
    const { before, after } = scopeOf(text, literal);
    if (holdsBasetenName(before) || holdsBasetenName(after)) add(literal.value, literal.start);
  }
  const isWanted = (name: string) =>
    isBasetenSecretName(name) || isGenericSecretName(name) || (file.isBasetens && holdsSecretName(name));
  for (const { name, glue, value, start } of assignments(text, isWanted, file.hasBareLiterals)) {
    if (value.length < SHORTEST) continue;
    if (isBasetenSecretName(name) || isOwnedBy(scopeOf(text, { value, start }), name)) add(value, start);
    else if (!isHalfOfPair(name)) add(value, start, 'enclosing');
    // What a call is given, as in `.default("…")`, belongs to what the call stands behind.
    else if (!glue.startsWith('(')) add(value, start, 'paired');
  }
  for (const call of text.matchAll(CLIENT_CALL)) {
    const literal = literalAfter(text, call.index + call[0].length, false);
    if (literal) add(literal.value, literal.start);
  }
  return matches;
}

/** Whether the line itself says that a name without an owner is Baseten's. */
function isOwnedBy({ before, after }: Scope, name: string): boolean {
  if (!isHalfOfPair(name)) return speaksOfBaseten(before + after);
  return pairsBasetenName(before + after) || goesOnFromBasetenName(before);
}

/**
 * Whether a text goes on with what is said of a Baseten key: `BASETEN_API_KEY: z.string().min(1).default(`. A comma
 * ends that, but for one inside the call that stands open.
 */
function goesOnFromBasetenName(text: string): boolean {
  const last = [...namesIn(text, isBasetenSecretName)].at(-1);
  if (!last) return false;
  const rest = text.slice(last.index + last.name.length).replace(/\([^()]*\)/g, '');
  return /^[^,;({]*(?:\([^;]*)?$/.test(rest);
}

/** The object, call or table that a literal stands in, as far as it stands on the literal's own line. */
interface Scope {
  before: string;
  after: string;
}

function scopeOf(text: string, { value, start }: { value: string; start: number }): Scope {
  const before = text.slice(Math.max(0, start - REACH), start);
  const end = start + value.length;
  const after = text.slice(end, end + REACH);
  return { before: before.slice(before.lastIndexOf('}') + 1), after: after.split(/[{}]/, 1)[0] ?? '' };
}
