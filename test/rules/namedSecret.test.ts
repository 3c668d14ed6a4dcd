import { describe, expect, test } from 'vitest';
import { fileTraits } from '../../src/rules/evidence/fileTraits.ts';
import { findNamedSecrets } from '../../src/rules/evidence/namedSecret.ts';
import { base62, federatedKey, opaqueKey, skyKey } from '../support/keys.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');
/** Longer than a line is read to either side for what a name belongs to. */
const FAR = 'x '.repeat(200);
const HOST = 'https://inference.baseten.co';

/** Each match of a line: what may be shown, the secret half, and what it needs. */
function found(text: string, path = 'a.py'): (string | undefined)[][] {
  return findNamedSecrets({ text, file: fileTraits(path) }).map(
    ({ start, secretStart, end, confidence, needs }) => {
      expect(confidence).toBe('medium');
      return [text.slice(start, secretStart), text.slice(secretStart, end), needs];
    },
  );
}

describe('under a name of Baseten’s', () => {
  const given = (value: string) => found(`BASETEN_API_KEY = "${value}"`);

  test('a secret of any shape is found, whole', () => {
    for (const secret of [opaqueKey(), opaqueKey(16)])
      expect(given(secret)).toEqual([['', secret, undefined]]);
  });

  test.each([federatedKey, skyKey])('the prefix of a federated key may be shown', (make) => {
    const key = make();
    const dot = key.indexOf('.') + 1;
    expect(given(key)).toEqual([[key.slice(0, dot), key.slice(dot), undefined]]);
  });

  test.each([
    ['something before the prefix', () => `v1-${federatedKey()}`],
    ['more than a secret behind the dot', () => `${base62(7)}.${opaqueKey(20)}-${opaqueKey(20)}`],
  ])('no part is shown of a key with %s', (_, make) => {
    const key = make();
    expect(given(key)).toEqual([['', key, undefined]]);
  });

  test.each([
    'sk-',
    'sk_live_',
    'hf_',
    'ghp_',
    'github_pat_',
    'AKIA',
    'xoxb-',
    'gsk_',
    'AIza',
    'glpat-',
    'npm_',
    'pypi-',
    'r8_',
    'nvapi-',
    'dckr_pat_',
    `${encode('{"alg": "none"}').replace(/=+$/, '')}.eyJ`,
  ])('a key that begins with %s is another vendor’s', (beginning) => {
    expect(given(beginning + opaqueKey())).toEqual([]);
  });

  test('one that holds such a beginning further on is not', () => {
    const secret = `${opaqueKey(24)}-hf_x`;
    expect(given(secret)).toEqual([['', secret, undefined]]);
  });

  test('a key is found in Base64, also where it was encoded with a line end', () => {
    const encoded = encode(`${opaqueKey()}\n`);
    expect(found(`  BASETEN_API_KEY: ${encoded}`, 'secret.yaml')).toEqual([['', encoded, undefined]]);
  });
});

describe('under a name without an owner', () => {
  const secret = opaqueKey();

  test.each([
    ['alone', `api_key = "${secret}"`, 'enclosing'],
    ['beside Baseten’s host', `${FAR}{api_key: "${secret}", url: "${HOST}"}`, undefined],
    ['behind Baseten’s host', `{url: "${HOST}", api_key: "${secret}"}`, undefined],
    ['beside another object with it', `[{url: "${HOST}"}, {api_key: "${secret}"}]`, 'enclosing'],
    ['before another object with it', `[{api_key: "${secret}"}, {url: "${HOST}"}]`, 'enclosing'],
    ['far behind it', `"${HOST}" ${FAR} api_key: "${secret}"`, 'enclosing'],
    ['far before it', `api_key: "${secret}" ${FAR} "${HOST}"`, 'enclosing'],
    ['as half of a pair', `value: "${secret}"`, 'paired'],
    ['as half of a pair with Baseten’s', `{"value": "${secret}", "name": "BASETEN_API_KEY"}`, undefined],
    ['as a default behind Baseten’s name', `f("--baseten-key", type=str, default="${secret}")`, undefined],
    ['as a default before it', `f(default="${secret}"), BASETEN_API_KEY`, 'paired'],
    ['as a default in a call on Baseten’s name', `BASETEN_KEY: s(a(1), 2).default("${secret}")`, undefined],
    ['as a default in a call that is given more', `baseten_key: str = f(x, default="${secret}")`, undefined],
    ['as a default behind the next name', `baseten_key: str, x: str = f(default="${secret}")`, 'paired'],
    ['as a default in the next statement', `f(baseten_key); g(default="${secret}")`, 'paired'],
    ['as half of another pair', `{"name": "OTHER_KEY", "value": "${secret}", "url": "${HOST}"}`, 'paired'],
  ])('a secret %s', (_, text, needs) => expect(found(text)).toEqual([['', secret, needs]]));
});

test.each(['default', 'unwrap_or'])('what a call of %s is given belongs to no name elsewhere', (name) => {
  expect(found(`SHA.${name}("${opaqueKey()}")`)).toEqual([]);
});

describe('in a header', () => {
  const secret = opaqueKey();

  test.each([
    ['an Api-Key', `{"Authorization": "Api-Key ${secret}"}`, 'near'],
    ['one in small letters', `"authorization: api-key ${secret}"`, 'near'],
    ['a Bearer', `{"Authorization": "Bearer ${secret}"}`, 'enclosing'],
    ['a Bearer behind two spaces', `{"Authorization": "Bearer  ${secret}"}`, 'enclosing'],
    ['a Bearer in a URL', `?authorization=Bearer%20${secret}`, 'enclosing'],
    ['a Bearer to Baseten', `${FAR}{"Authorization": "Bearer ${secret}", "url": "${HOST}"}`, undefined],
  ])('%s', (_, text, needs) => expect(found(text)[0]).toEqual(['', secret, needs]));
});

describe('as the second argument of Baseten’s client', () => {
  const secret = opaqueKey();

  test.each([
    `PerformanceClient(url, "${secret}")`,
    `PerformanceClient( url , "${secret}")`,
    `PerformanceClient (url, "${secret}")`,
    `new PerformanceClient("${HOST}", "${secret}")`,
    `new PerformanceClient( '${HOST}' , "${secret}")`,
  ])('%#', (text) => expect(found(text)).toEqual([['', secret, undefined]]));

  test('a variable is none', () => expect(found(`PerformanceClient(url, ${secret})`)).toEqual([]));
});
