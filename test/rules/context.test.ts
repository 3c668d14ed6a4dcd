import { describe, expect, test } from 'vitest';
import {
  holdsSecretName,
  namesBasetenForFile,
  pairsBasetenName,
  saysLegacyKey,
  speaksOfBaseten,
  tellsOwner,
} from '../../src/rules/evidence/context.ts';

const TABLES: [name: string, ask: (text: string) => boolean, yes: string[], no: string[]][] = [
  [
    'speaksOfBaseten',
    speaksOfBaseten,
    [
      '# Baseten',
      'basetenKey',
      'from truss import x',
      'MY_TRUSS_KEY',
      '.trussrc',
      'API_KEY_BAS=',
      'bdn_api_key',
      'PerformanceClient(',
    ],
    ['base ten', 'trusses', 'trusted', 'API_KEY_BASE=', 'bdn', 'key'],
  ],
  [
    'saysLegacyKey',
    saysLegacyKey,
    ['baseten', 'Authorization: Api-Key x', '"api-key x"'],
    ['X-Api-Key: x', 'api_key', 'Api-Keys'],
  ],
  [
    'namesBasetenForFile',
    namesBasetenForFile,
    [
      'import baseten',
      "require 'baseten'",
      "import x from 'basetenlabs/x'",
      'from truss import x',
      "require('@basetenlabs/x')",
      'https://inference.baseten.co/v1',
      '[baseten]',
      'BASETEN_API_KEY',
      'BASETEN_KEY',
      'BASETEN_STAGING_KEY',
      'basetenApiKey',
    ],
    ['# see Baseten', 'baseten_model', 'import trussed'],
  ],
  [
    'holdsSecretName',
    holdsSecretName,
    [
      'api_key:',
      'apiKey',
      'apikey=',
      'api_keys',
      'serviceKey',
      'KEY=',
      'service_token',
      'client-secret',
      'password',
      'Authorization',
    ],
    ['keyboard', 'keys', 'monkey', 'id: 1'],
  ],
  [
    'tellsOwner',
    tellsOwner,
    [
      'base_url: https://inference.baseten.co',
      'provider = baseten',
      'provider=baseten',
      '"provider": "truss"',
      '"model": "baseten/llama"',
      'model = baseten/llama',
      'model:baseten/llama',
    ],
    ['# baseten', 'model: baseten'],
  ],
  [
    'pairsBasetenName',
    pairsBasetenName,
    [
      '- name: BASETEN_API_KEY',
      'name = "BASETEN_API_KEY"',
      '"key": "basetenToken"',
      '{"name":"BASETEN_API_KEY",',
      'variable "baseten_api_key" {',
      'resource "aws_ssm_parameter" "baseten_api_key" {',
      'name = "/prod/baseten/api-key"',
      'secret_name = "BASETEN_API_KEY"',
      'add_argument("--baseten-api-key", type=str,',
      'new StringParameter(this, "BasetenApiKey", {',
      '  "--baseten-api-key",',
      'variable  "baseten_api_key" {',
    ],
    [
      'resource "baseten_api_key" "x" {',
      'f("--baseten-api-key")',
      'f(a, "BASETEN_API_KEY", b)',
      '  "BASETEN_API_KEY"',
      '- name: API_KEY',
      'BASETEN_API_KEY: x',
    ],
  ],
];

describe.each(TABLES)('%s', (_, ask, yes, no) => {
  test.each(yes)('%s', (text) => expect(ask(text)).toBe(true));
  test.each(no)('not %s', (text) => expect(ask(text)).toBe(false));
});
