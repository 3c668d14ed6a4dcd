import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../src/allow/parseSettings.ts';
import { CannotScan } from '../../src/errors.ts';
import { leakedRun, opaqueKey } from '../support/keys.ts';

const F = 'f'.repeat(64);

function refusal(text: string, key?: string): string {
  try {
    parseSettings(text, 'x.json', key);
  } catch (error) {
    if (error instanceof CannotScan) return `${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('settings that are read', () => {
  test.each([
    ['{}', {}],
    ['\ufeff{}', {}],
    ['{"exclude":["a\ufeffb"]}', { exclude: ['a\ufeffb'] }],
    ['{"exclude":[]}', { exclude: [] }],
    ['{"exclude":["*.md","a/**/[bc]"]}', { exclude: ['*.md', 'a/**/[bc]'] }],
    ['{"credentialFiles":["x.{y,z}"]}', { credentialFiles: ['x.{y,z}'] }],
    ['{"minConfidence":"high"}', { minConfidence: 'high' }],
    ['{"minConfidence":"medium"}', { minConfidence: 'medium' }],
    [`{"allow":[{"fingerprint":"${F}","reason":"r"}]}`, { allow: [{ fingerprint: F, reason: 'r' }] }],
  ])('%s', (text, settings) => expect(parseSettings(text, 'x.json')).toEqual(settings));

  test('under a key of another document', () => {
    expect(parseSettings('{"name":"n","key":{"exclude":[]}}', 'x.json', 'key')).toEqual({ exclude: [] });
    expect(parseSettings('{"name":"n"}', 'x.json', 'key')).toBeUndefined();
    expect(parseSettings('null', 'x.json', 'key')).toBeUndefined();
    expect(refusal('{"key":{"exclud":[]}}', 'key')).toContain('x.json: key.exclud is no field that exists');
  });
});

test.each([
  ['{"exclud":[]}', 'exclud is no field that exists; did you mean "exclude".'],
  ['{"minConfidnce":"high"}', 'minConfidnce is no field that exists; did you mean "minConfidence".'],
  [
    `{"allow":[{"fingerprnt":"${F}","reason":"r"}]}`,
    'allow.0.fingerprnt is no field that exists; did you mean "fingerprint".',
  ],
  ['{"exclude":["["]}', 'exclude.0 is no valid glob.'],
  ['{"exclude":[""]}', 'exclude.0 must not be empty.'],
  ['{"exclude":[1]}', 'exclude.0 must be a glob in quotes.'],
  ['{"exclude":"*.md"}', 'exclude must be a list of globs.'],
  ['{"credentialFiles":"*.md"}', 'credentialFiles must be a list of globs.'],
  ['{"minConfidence":"low"}', 'minConfidence must be "medium" or "high".'],
  ['{"allow":{}}', 'allow must be a list of { "fingerprint", "reason", "path"? }.'],
  ['{"allow":["f"]}', 'allow.0 must be { "fingerprint", "reason", "path"? }.'],
  ['{"allow":[{"reason":"r"}]}', 'allow.0.fingerprint is missing.'],
  ['{"allow":[{"fingerprint":1,"reason":"r"}]}', 'allow.0.fingerprint must be the fingerprint of a finding.'],
  ...[F.toUpperCase(), `${F}f`, `x${F}`].map((fingerprint) => [
    `{"allow":[{"fingerprint":"${fingerprint}","reason":"r"}]}`,
    'allow.0.fingerprint must be the 64 hexadecimal digits of a finding.',
  ]),
  ...['1', '" "'].map((reason) => [
    `{"allow":[{"fingerprint":"${F}","reason":${reason}}]}`,
    'allow.0.reason must say why this is no key.',
  ]),
  ['[]', 'the document must be an object.'],
])('%s is refused', (text, saying) =>
  expect(refusal(text)).toBe(
    `x.json: ${saying} The fields are exclude, credentialFiles, allow and minConfidence.`,
  ),
);

test.each([
  ['{', ' (line 1)'],
  // Of a document that ends too early node names no place.
  ['', ''],
  ['{\n"exclude": [],\n"allow" 1\n}\n', ' (line 3)'],
])('%j is no JSON', (text, place) =>
  expect(refusal(text)).toBe(`x.json is not valid JSON${place}. Mend it, or take it out of the index.`),
);

test.each([
  (key: string) => `{"minConfidence":"${key}"}`,
  (key: string) => `{"allow":["${key}"]}`,
  (key: string) => `{"allow":"${key}"}`,
  (key: string) => `{"exclude":["[${key}"]}`,
  (key: string) => `{"exclude":[{"a":"${key}"}]}`,
  (key: string) => `{"allow":[{"fingerprint":"${key}","reason":"r"}]}`,
  (key: string) => `"${key}"`,
  (key: string) => `{"a":"${key}`,
  (key: string) => `{"a":1,\n${key}}`,
])('never says what stands in a field: %s', (write) => {
  const key = opaqueKey();
  expect(leakedRun(refusal(write(key)), key)).toBeUndefined();
});
