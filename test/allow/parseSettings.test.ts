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
    ['{"exclude":[]}', { exclude: [] }],
    ['{"exclude":["*.md","a/**/[bc]"]}', { exclude: ['*.md', 'a/**/[bc]'] }],
    ['{"credentialFiles":["x.{y,z}"]}', { credentialFiles: ['x.{y,z}'] }],
    ['{"minConfidence":"high"}', { minConfidence: 'high' }],
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
  ['{"minConfidnce":"high"}', 'did you mean "minConfidence".'],
  [
    `{"allow":[{"fingerprnt":"${F}","reason":"r"}]}`,
    'allow.0.fingerprnt is no field that exists; did you mean "fingerprint".',
  ],
  ['{"exclude":["["]}', 'exclude.0 is no valid glob.'],
  ['{"allow":[{"reason":"r"}]}', 'allow.0.fingerprint is missing.'],
  [`{"allow":[{"fingerprint":"${F.toUpperCase()}","reason":"r"}]}`, 'allow.0.fingerprint must be the 64'],
  ['[]', 'the document must be an object.'],
  ['{', 'x.json is not valid JSON'],
  ['', 'x.json is not valid JSON'],
])('%s is refused', (text, saying) => expect(refusal(text)).toContain(saying));

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
