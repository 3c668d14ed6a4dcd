import { expect, test } from 'vitest';
import { isOpaque } from '../../src/rules/evidence/opaque.ts';
import { bastnKey, currentKey, federatedKey, hex, opaqueKey, skyKey } from '../support/keys.ts';

test.each([
  ['F1', bastnKey()],
  ['F2', currentKey()],
  ['F4', federatedKey()],
  ['F4 with sky_', skyKey()],
  ['40 letters and digits', opaqueKey()],
  ['16 letters and digits', `a7B${opaqueKey(16).slice(3)}`],
  ['hexadecimal of 40', `a1b2c3d4e5${hex(30)}`],
  ['a UUID', [8, 4, 4, 4, 12].map(hex).join('-')],
  ['a prefix and a random part', `acme-prod-${opaqueKey(32)}`],
])('%s is key material', (_, value) => expect(isOpaque(value)).toBe(true));

test.each([
  ['15 characters', opaqueKey(16).slice(1)],
  ['513 characters', opaqueKey(513)],
  ['a space in it', `${opaqueKey(20)} ${opaqueKey(20)}`],
  ['a template', `\${${opaqueKey(20)}}`],
  ['small letters', 'trustedrouter-baseten-api-key'],
  ['five different characters', 'ABC12'.repeat(8)],
  ['an identifier', 'basetenApiKeyProvider'],
  ['a constant', 'BASETEN_API_KEY_STAGING'],
  ['a number', '1029384756102938'],
  ['a reference', `op://vault/${opaqueKey(20)}`],
  ['an address', `https://example.com/${opaqueKey(20)}`],
  ['an ARN', `arn:aws:secretsmanager:x:1:secret:${opaqueKey(20)}`],
  ['a path', `./keys/${opaqueKey(20)}`],
  ['a file', `${opaqueKey(20)}.pem`],
  ['the environment', 'process.env.BASETEN_API_KEY1'],
  ['an example', `your-${opaqueKey(20)}`],
  ['a sealed secret', `AgB${opaqueKey(200)}`],
])('%s is not', (_, value) => expect(isOpaque(value)).toBe(false));
