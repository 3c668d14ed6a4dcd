import { closest } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import * as v from 'valibot';
import { CannotScan } from '../errors.ts';
import { redactWord } from '../rules/redact.ts';
import type { Settings } from './configuration.ts';

/** What a report calls a finding by. */
export const FINGERPRINT = /^[0-9a-f]{64}$/;

const glob = v.pipe(
  v.string('must be a glob in quotes'),
  v.nonEmpty('must not be empty'),
  v.check(isGlob, 'is no valid glob'),
);
const ALLOW_ENTRY = '{ "fingerprint", "reason", "path"? }';
const allowEntries = {
  fingerprint: v.pipe(
    v.string('must be the fingerprint of a finding'),
    v.regex(FINGERPRINT, 'must be the 64 hexadecimal digits of a finding'),
  ),
  reason: v.pipe(v.string('must say why this is no key'), v.regex(/\S/, 'must say why this is no key')),
  path: v.exactOptional(glob),
};
// Each schema has a message of its own: those of valibot quote what was received.
const allowEntry = v.strictObject(allowEntries, `must be ${ALLOW_ENTRY}`);
const fields = {
  exclude: v.exactOptional(v.array(glob, 'must be a list of globs')),
  credentialFiles: v.exactOptional(v.array(glob, 'must be a list of globs')),
  allow: v.exactOptional(v.array(allowEntry, `must be a list of ${ALLOW_ENTRY}`)),
  minConfidence: v.exactOptional(v.picklist(['medium', 'high'], 'must be "medium" or "high"')),
};
const settingsSchema = v.strictObject(fields, 'must be an object');

/** Names of the fields, to name the nearest one to a misspelt one. */
const FIELD_NAMES = [...Object.keys(fields), ...Object.keys(allowEntries)];

/**
 * Reads settings.
 *
 * @param text JSON
 * @param source the file, for messages
 * @param key where in the document the settings are; the whole document where it is absent
 * @returns the settings; undefined where the document has no such key
 * @throws CannotScan naming the field that is wrong; never the text that stands there, which may be a key
 */
export function parseSettings(text: string, source: string, key?: string): Settings | undefined {
  const document = parseJson(text, source);
  const value = key === undefined ? document : (document as Record<string, unknown> | null)?.[key];
  if (value === undefined) return undefined;
  // For valibot a list is an object.
  const result = v.safeParse(settingsSchema, Array.isArray(value) ? null : value);
  if (result.success) return result.output;
  // A misspelt field first: it is why another one is missing.
  const issue = result.issues.find(isUnknownField) ?? result.issues[0];
  const names = issue.path?.map((step) => redactWord(String(step.key))) ?? [];
  const path = [...(key === undefined ? [] : [key]), ...names].join('.') || 'the document';
  throw new CannotScan(
    `${source}: ${path} ${describe(issue)}.`,
    'The fields are exclude, credentialFiles, allow and minConfidence.',
  );
}

function describe(issue: v.BaseIssue<unknown>): string {
  if (isUnknownField(issue)) {
    const field = String(issue.path?.at(-1)?.key ?? '');
    return `is no field that exists; did you mean "${closest(field, FIELD_NAMES)}"`;
  }
  return issue.received === 'undefined' ? 'is missing' : issue.message;
}

function isUnknownField({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === 'never';
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    // The parser quotes what it stumbled over: only the position is taken from its message.
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const line =
      position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`;
    throw new CannotScan(`${source} is not valid JSON${line}.`, 'Mend it, or take it out of the index.');
  }
}

function isGlob(pattern: string): boolean {
  try {
    picomatch.makeRe(pattern, { strictBrackets: true });
    return true;
  } catch {
    return false;
  }
}
