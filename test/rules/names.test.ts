import { describe, expect, test } from 'vitest';
import { isBasetenSecretName, isGenericSecretName, isHalfOfPair } from '../../src/rules/evidence/names.ts';
import { BASETEN_NAMES } from '../corpus/syntaxes.ts';

describe('a name of Baseten’s', () => {
  test.each([
    ...BASETEN_NAMES,
    'process.env.BASETEN_API_KEY',
    'x-baseten-api-key',
    'bdnApiKey',
    'baseten.login',
    'PROD_BASETEN_TOKEN',
    'basetenSecret',
    'BasetenClient',
    'truss_password',
    'hfTrussToken',
    'TRUSSKey',
    'bastn-key',
    'BastnSecret',
    'BASTN_TOKEN',
    'apiKeyBas',
    'basetenapikey',
    'baseten_keys',
    'BASETEN_PAT',
    'baseten_auth',
    'BasetenCredential',
    'BasetenAsyncClient',
    'NEXT_PUBLIC_BASETEN_API_KEY',
  ])('%s', (name) => expect(isBasetenSecretName(name)).toBe(true));

  test.each([
    'baseten_api_key_name',
    'baseten_api_key_file',
    'BASETEN_API_URL',
    'basetenApiKeyHash',
    'baseten_model_id',
    'baseten_key_name_',
    'baseten_key_version',
    'basetenApiKeyValidator',
    'baseten_author',
    'BASETEN_PUBLIC_KEY',
    'basetenPublicKeys',
    'BASETEN_TOKENIZER',
    'baseten_key_format',
    'baseten_key_required',
    'baseten_key_expiry',
    'baseten_key_masked',
    'baseten.configure_logging',
    'BasetenClientName',
    'mytruss_key',
    'baseten',
    'api_key',
    'OPENAI_API_KEY',
    'API_KEY_BASE',
    'TRUSTED_KEY',
    'tRuss_key',
    'TRuss_key',
    'trusS_key',
    'bAstn_key',
    'bdn_key',
    'basement_key',
    'baseten-key-guard',
    '.baseten-key-guard.json',
    'BASETEN_KEY_GUARD_GIT_TIMEOUT',
  ])('%s is none', (name) => expect(isBasetenSecretName(name)).toBe(false));

  test('is remembered right, however many there are', () => {
    for (let count = 0; count < 5000; count++) {
      expect(isBasetenSecretName(`BASETEN_${count}_KEY`)).toBe(true);
      expect(isBasetenSecretName(`BASETEN_${count}_URL`)).toBe(false);
    }
  });
});

test.each([
  ['api_key', true, false],
  ['config.apiKey', true, false],
  ['--api-key', true, false],
  ['token', true, false],
  ['api_token', true, false],
  ['apiToken', true, false],
  ['secret_key', true, false],
  ['auth-token', true, false],
  ['authToken', true, false],
  ['secretKey', true, false],
  ['accessToken', true, false],
  ['access_token', true, false],
  ['defaultApiKey', true, false],
  ['default_api_key', true, false],
  ['value', true, true],
  ['stringValue', true, true],
  ['defaultValue', true, true],
  ['plaintext_value', true, true],
  ['unwrap_or', true, true],
  ['unwrap_or_else', true, true],
  ['orElse', true, true],
  ['secret_string', true, false],
  ['secretData', true, false],
  ['unwrap', false, false],
  ['key_name', false, false],
  ['monkey', false, false],
  ['values', false, false],
  ['subvalue', false, false],
])('%s: says "secret" %s, half of a pair %s', (name, isGeneric, isHalf) => {
  expect([isGenericSecretName(name), isHalfOfPair(name)]).toEqual([isGeneric, isHalf]);
});
