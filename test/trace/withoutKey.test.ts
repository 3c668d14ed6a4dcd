import { expect, test } from 'vitest';
import { type GivenKey, readGivenKey } from '../../src/rules/givenKey.ts';
import { withoutKey } from '../../src/trace/withoutKey.ts';
import {
  base62,
  bastnKey,
  currentKey,
  federatedKey,
  leakedRun,
  legacyKey,
  secretOf,
} from '../support/keys.ts';

const given = (text: string) => readGivenKey(text) as GivenKey;

test('a name without the key stays as it is', () => {
  expect(withoutKey(given(currentKey()))('src/main.ts')).toBe('src/main.ts');
});

test('no five characters of a secret half are left, wherever it is cut and however it is encoded', () => {
  const key = currentKey();
  const shown = withoutKey(given(key));
  const secret = secretOf(key);
  for (let at = 1; at < secret.length; at++) {
    const text = `a/${key.slice(0, 13)}${secret.slice(0, at)}/${secret.slice(at)}/b`;
    expect(leakedRun(shown(text), key)).toBeUndefined();
    expect(shown(text)).toMatch(/^a\/.*\/b$/);
  }
  const encoded = Buffer.from(`:${key}:`).toString('base64');
  expect(shown(`x${encoded}`)).not.toContain(encoded.slice(8, 20));
});

test.each([
  [currentKey(), 12],
  [legacyKey(), 8],
  [federatedKey(), undefined],
  [bastnKey(), undefined],
  [base62(40), undefined],
])('the part that Baseten lists a key by (%#)', (key, length) => {
  const prefix = length === undefined ? null : key.slice(0, length);
  for (const text of [key, ` ${key}\n`, `"${key}"`, `'${key}'\r\n`, `\ufeff${key}`]) {
    expect(given(text)).toEqual({
      secret: key,
      prefix,
      redacted: prefix === null ? '********' : `${prefix}.********`,
    });
  }
});

test.each([
  '',
  ' \n',
  '""',
  'fifteen-letters',
  `${currentKey()}\n${currentKey()}`,
  'not a key at all, but words',
  'ä'.repeat(20),
])('what is no key is not repeated (%#)', (text) => {
  const reason = readGivenKey(text);
  expect(reason).toMatch(/standard input/);
  if (text.trim().length > 4) expect(reason).not.toContain(text.trim());
});

test('another key beside the one that is asked about is not shown either', () => {
  const [key, other] = [bastnKey(40), bastnKey(40)];
  for (const between of ['', '/', '_', '\n', ' ']) {
    expect(leakedRun(withoutKey(given(key))(`${key}${between}${other}`), other), between).toBeUndefined();
  }
});
