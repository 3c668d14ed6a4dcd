import { describe, expect, test } from 'vitest';
import {
  redactAuthor,
  redactKeys,
  redactSecrets,
  redactWord,
  withoutParts,
  withoutSecret,
} from '../../src/rules/redact.ts';
import {
  base62,
  bastnKey,
  currentKey,
  federatedKey,
  hex,
  leakedRun,
  opaqueKey,
  secretOf,
  skyKey,
} from '../support/keys.ts';

/** Forms whose shape, random letters and digits included, shows what they are. */
const SHAPES: Record<string, () => string> = {
  current: currentKey,
  bastn: bastnKey,
  legacy: () => `${base62(8)}.${opaqueKey(32)}`,
  federated: federatedKey,
  sky: skyKey,
};
/** What cuts a key in a name: the byte itself, and how git and JSON write it. */
const CUTS = ['\n', '\r\n', '/', '\\n', '\\r', '\\012', '\\'];

/** What a text says, should any of it be Base64. */
function decodedAnywhere(text: string): string {
  const runs = text.match(/[A-Za-z0-9+/]+/g) ?? [];
  return runs
    .flatMap((run) =>
      [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64').toString('latin1')),
    )
    .join(' ');
}

describe.each(Object.entries(SHAPES))('a %s key', (_, make) => {
  test.each(CUTS)('cut by %j, anywhere', (cut) => {
    const key = make();
    for (let at = 1; at < key.length; at++) {
      // That is how git writes a byte: what is read as one is no part of a key.
      if (cut === '\\' && /^[0-7]{3}/.test(key.slice(at))) continue;
      const text = `fatal: a/${key.slice(0, at)}${cut}${key.slice(at)}: no such path`;
      expect(leakedRun(redactKeys(text), key), text).toBeUndefined();
    }
  });

  test('cut twice', () => {
    const key = make();
    const text = `${key.slice(0, -20)}/${key.slice(-20, -9)}\n${key.slice(-9)}`;
    expect(leakedRun(redactKeys(text), key)).toBeUndefined();
  });

  test.each([0, 1, 2, 3])('in Base64, with %i characters before it', (before) => {
    const key = make();
    const encoded = Buffer.from(`${'BASETEN_KEY='.slice(12 - before)}${key}`).toString('base64');
    const shown = redactKeys(`a/${encoded}.txt: no such path`);
    expect(leakedRun(decodedAnywhere(shown), key), shown).toBeUndefined();
  });
});

// `?` as the third of three bytes is a slash in Base64; without it the letter before would be a 0, and of the name.
test.each([0, 1, 2])('a key behind a name in Base64 with a slash of its own, and %i before it', (more) => {
  const secret = opaqueKey();
  const encoded = Buffer.from(`${'up?'.repeat(more)}MODEL?truss_api_key=${secret}`).toString('base64');
  for (const written of [encoded, `${encoded.slice(0, -44)}\n${encoded.slice(-44)}`]) {
    const shown = redactKeys(`a/${written}.txt: no such path`);
    expect(leakedRun(decodedAnywhere(shown), secret), shown).toBeUndefined();
  }
});

test.each([
  (secret: string) => `BASETEN_API_KEY=${secret}.env`,
  (secret: string) => `dir/BASETEN_API_KEY=${secret}/a.py`,
  (secret: string) => `https://example.invalid:8/BASETEN_API_KEY=${secret}/v1`,
  (secret: string) => `HEAD~1..topic-BASETEN_API_KEY=${secret}`,
  (secret: string) => `BASETEN_URL=https://example.invalid/a?BASETEN_API_KEY=${secret}`,
  (secret: string) => `BASETEN_API_KEY=${secret.slice(0, 9)}\n${secret.slice(9)}`,
  (secret: string) => `baseten_api_key: "${secret}"`,
  (secret: string) => `{"basetenKey":"${secret}"}`,
])('a key of any shape behind a name of Baseten’s', (write) => {
  const secret = opaqueKey();
  expect(leakedRun(redactKeys(write(secret)), secret)).toBeUndefined();
});

test.each([
  'src/components/basetenApiKeyForm/index.tsx',
  'settings.d/production/database/configuration/main.yaml',
  'vendor/kubernetes.io/v1beta1/deployments/x.yaml',
  'src/bastn_models/configuration/defaults.py',
  'BASETEN_API_KEY: required',
  'docs/b10_remote/types.md',
  'The report could not be written to "/dev/full": the disk is full.',
  'node_modules/some-package/lib/internal.utilities/implementation.js',
  '',
  'fatal: bad object 3f2b8c1d9e4a4c7b8a2d5f6e7d8c9b0a1f2e3d4c',
  'BASETEN_API_KEY=read-from-the-environment',
  'PATH_TO=Releases2026/September/Builds',
])('%j is left as it is', (text) => expect(redactKeys(text)).toBe(text));

test('the visible prefix stays, and what stands around', () => {
  const key = currentKey();
  expect(redactKeys(`a/${key}.env x`)).toBe(`a/${key.slice(0, 13)}********.env x`);
  const cut = federatedKey();
  expect(redactKeys(`a/${cut.slice(0, -9)}/${cut.slice(-9)}`)).toBe(`a/${cut.slice(0, 8)}********`);
});

test('two keys of which there is little more than the prefix', () => {
  const keys = [currentKey(), currentKey()];
  const shown = redactKeys(keys.map((key) => key.slice(0, 20)).join(' and '));
  expect(shown).toBe(keys.map((key) => `${key.slice(0, 13)}********`).join(' and '));
});

test.each([
  (secret: string) => `x BASETEN_API_KEY=${secret} y`,
  (secret: string) => `x BASETEN_API_KEY = ${secret} y`,
  (secret: string) => `x BASETEN_API_KEY := "${secret}" y`,
  (secret: string) => `x BASETEN_API_KEY=${secret} basetenToken: ${secret} y`,
])('nothing but the secret is taken out', (write) => {
  for (const secret of [opaqueKey(), 'A1B2C3D4E5F6A7B8']) {
    expect(redactKeys(write(secret))).toBe(write('********'));
  }
});

test('a name in the value of another is part of the secret', () => {
  expect(redactKeys(`BASETEN_API_KEY=BASETEN_TOKEN=${opaqueKey()} y`)).toBe('BASETEN_API_KEY=******** y');
});

test.each(['bastn_', 'sky_abcdefghi.'])(
  'what begins with %s is taken for a key, whatever follows, each time',
  (shown) => {
    const words = `${shown}${'abcdefghijklmnopqrst'}`;
    expect(redactKeys(`a ${words} b ${words} c`)).toBe(`a ${shown}******** b ${shown}******** c`);
  },
);

test.each([currentKey, federatedKey])('two keys in a text, both cut', (make) => {
  const keys = [make(), make()];
  const text = keys.map((key) => `${key.slice(0, -9)}/${key.slice(-9)}`).join(' and ');
  for (const key of keys) expect(leakedRun(redactKeys(text), key)).toBeUndefined();
});

test.each(
  Object.entries({
    ...SHAPES,
    'short bastn': () => bastnKey(20),
    'long bastn': () => bastnKey(40),
  }),
)('two %s keys, the second right behind the first', (_, make) => {
  for (const between of ['', '/', '\n', '\\n', '_', '.', '-']) {
    const keys = [make(), make()];
    const shown = redactKeys(`a/${keys.join(between)}.env`);
    for (const key of keys) expect(leakedRun(shown, key), keys.join(between)).toBeUndefined();
  }
});

test('Base64 that a folder’s separator cuts', () => {
  const key = currentKey();
  const encoded = Buffer.from(key).toString('base64');
  for (let at = 1; at < encoded.length - 4; at++) {
    expect(redactKeys(`a ${encoded.slice(0, at)}/${encoded.slice(at)} b`)).not.toContain(
      encoded.slice(24, 44),
    );
  }
});

test('Base64 with a key, behind some without', () => {
  const encoded = Buffer.from(currentKey()).toString('base64');
  const words = 'someVeryLongNameOfAFolder';
  expect(redactKeys(`a ${words} b ${encoded} c ${encoded}`)).toBe(`a ${words} b ******** c ********`);
});

test('a word that looks like key material is not repeated, another is', () => {
  expect(redactWord(opaqueKey())).toBe('********');
  expect(redactWord('--stagd')).toBe('--stagd');
});

test('a known secret is taken out of a text, cut or not, and with signs that mean something in an expression', () => {
  const secret = `${opaqueKey()}+/.=|`;
  expect(withoutSecret(`a ${secret} b`, secret)).toBe('a ******** b');
  expect(withoutSecret(`a ${secret.slice(0, 9)}/${secret.slice(9)} b`, secret)).toBe('a ******** b');
  expect(withoutSecret(`${secret} and ${secret}`, secret)).toBe('******** and ********');
  expect(withoutSecret(secret, secret)).toBe('********');
  const shortest = opaqueKey(16);
  expect(withoutSecret(`a ${shortest}`, shortest)).toBe('a ********');
  expect(withoutSecret('a word b', 'word')).toBe('a word b');
});

test('of a known secret no five characters in a row are left, of several secrets together', () => {
  const secret = opaqueKey();
  const other = opaqueKey();
  expect(withoutParts(`a/${secret.slice(7, 12)}/b`, [other, secret])).toBe('a/********/b');
  expect(withoutParts(`a/${secret.slice(7, 11)}/b`, [secret])).toBe(`a/${secret.slice(7, 11)}/b`);
  expect(withoutParts(secret.slice(0, 20) + other.slice(3, 9), [secret, other])).toMatch(/^(\*{8}){1,2}$/);
  expect(withoutParts(`${secret.slice(0, 6)} ${secret.slice(5, 20)}`, [secret])).toBe('******** ********');
});

test('a name made to hurt the expressions is read at once', () => {
  for (const hostile of [
    `b10_${'\\n'.repeat(20_000)}`,
    'bastn_/'.repeat(9_000),
    `${'a/'.repeat(50_000)}.`,
    'a='.repeat(50_000),
    'BASETEN_API_KEY='.repeat(5_000),
    'A1'.repeat(50_000),
  ]) {
    expect(redactKeys(hostile).length).toBeGreaterThan(0);
  }
});

test('the secret half is what is looked for', () => {
  const key = currentKey();
  expect(leakedRun(secretOf(key).slice(0, 5), key)).toBe(secretOf(key).slice(0, 5));
});

test('a path with a secret half alone, and one with as many other letters', () => {
  for (let count = 0; count < 20; count++) {
    const secret = opaqueKey(32);
    expect(redactSecrets(secret)).toBe('********');
    expect(redactSecrets(`keys/${secret}.pem`)).toBe('keys/********.pem');
  }
  for (const name of [
    hex(32),
    hex(32).toUpperCase(),
    opaqueKey(31),
    opaqueKey(33),
    'someVeryLongNameOfSomeTestSuites',
  ])
    expect(redactSecrets(`cache/${name}.json`)).toBe(`cache/${name}.json`);
});

test('an author called by a secret half alone', () => {
  const [, secret = ''] = currentKey().split('.');
  expect(redactAuthor(`${secret} <${secret}@example.invalid>`)).toBe('******** <********@example.invalid>');
  const people = 'Wolfeschlegelsteinhausen <1234567+octocat@users.noreply.github.com>';
  expect(redactAuthor(people)).toBe(people);
});
