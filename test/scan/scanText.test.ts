import { expect, test } from 'vitest';
import { scanText } from '../../src/scan/files/scanText.ts';
import { bastnKey, currentKey, hex, legacyKey, secretOf } from '../support/keys.ts';
import { traceOf, unmistakable } from '../support/leaks.ts';

test('finds keys in text and in bytes of any encoding', () => {
  const text = `one\ntwo "${currentKey()}"\n`;
  for (const given of [text, Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
    expect(scanText({ path: 'a.txt', text: given })).toMatchObject({
      findings: [{ ruleId: 'baseten-api-key', path: 'a.txt', line: 2, column: 6, endColumn: 51 }],
      suppressed: [],
    });
  }
});

test('reads context from the path and from other lines', () => {
  const key = `key = "${legacyKey()}"\n`;
  expect(scanText({ path: 'a.py', text: key }).findings).toEqual([]);
  expect(scanText({ path: 'baseten/a.py', text: key }).findings).toHaveLength(1);
  expect(scanText({ path: '.env', text: key }).findings).toHaveLength(1);
  expect(scanText({ path: 'a.py', text: `import baseten\n${key}` }).findings).toMatchObject([{ line: 2 }]);
});

test('honours comments, unless told not to', () => {
  const text = `${currentKey()} # baseten-key-guard:allow\n`;
  expect(scanText({ path: 'a', text })).toMatchObject({ findings: [], suppressed: [{ by: 'inline' }] });
  expect(scanText({ path: 'a', text, inlineAllow: false })).toMatchObject({ findings: [{}], suppressed: [] });
});

const other = () => currentKey(unmistakable);
const named = (secret: string) => ({ secret, line: `BASETEN_API_KEY = "${secret}"` });
const shaped = (key: string) => ({ secret: secretOf(key), line: key });

test.each([
  ['current', () => shaped(currentKey(unmistakable))],
  ['bastn', () => shaped(`bastn_${unmistakable(32)}`)],
  ['short bastn', () => shaped(`bastn_${unmistakable(16)}`)],
  ['of hexadecimal digits', () => named(hex(40))],
  ['of other signs', () => named(`${unmistakable(20)}-_${unmistakable(20)}`)],
])('a file called by a secret half alone, %s: no finding of it shows that', (_form, make) => {
  const [one, two] = [make(), make()];
  const third = other();
  const lines = [one.line, two.line, third];
  for (const text of [lines, lines.toReversed()].map((each) => each.join('\n'))) {
    for (const path of [
      `${one.secret}.txt`,
      `a/${one.secret}/b-${two.secret}.py`,
      `${one.secret}${two.secret}`,
    ]) {
      const { findings } = scanText({ path, text });
      expect(findings).toHaveLength(3);
      const shown = JSON.stringify(findings.map((finding) => finding.path));
      expect([one.secret, two.secret].map((secret) => traceOf(secret, shown))).toEqual([
        undefined,
        undefined,
      ]);
    }
  }
});

test.each(['credential', 'credentials', 'auth', 'creds', 'pass', 'passwd', 'pwd', 'api_credentials'])(
  'an older key that was encoded with a line end behind it, as %s of a Secret for Baseten',
  (name) => {
    const encoded = Buffer.from(`${legacyKey()}\n`).toString('base64');
    const text = `metadata:\n  name: baseten\ndata:\n  ${name}: ${encoded}\n`;
    expect(scanText({ path: 'secret.yaml', text }).findings).toMatchObject([{ line: 4, encoding: 'base64' }]);
  },
);

test.each([
  ['current', other],
  ['older', () => `BASETEN_API_KEY=${legacyKey()}`],
  ['bastn', () => `bastn_${unmistakable(32)}`],
])('a file called by a part of a secret half, %s', (_form, make) => {
  const [one, two] = [make(), other()];
  const parts = [secretOf(one).slice(0, 5), secretOf(one).slice(-20), secretOf(two).slice(9, 14)];
  const { findings } = scanText({ path: `a/${parts.join('/b/')}.txt`, text: `${one}\n${two}\n` });
  expect(findings).toHaveLength(2);
  for (const { path } of findings) {
    expect(path).toMatch(/^a\/.*\.txt$/);
    expect(parts.filter((part) => path.includes(part))).toEqual([]);
  }
});

test('a file called by the secret half of a key that stands elsewhere', () => {
  const path = `notes/${secretOf(other())}.txt`;
  expect(scanText({ path, text: other() }).findings).toMatchObject([{ path: 'notes/********.txt' }]);
});

test.each([
  'dist/main-3f9a1c0b7d2e4f5a6b7c.js',
  'dist/main.3f9a1c0b7d2e4f5a6b7c.js',
  `objects/${hex(40)}`,
  'src/AbstractSingletonProxyFactoryBean.java',
  'schemas/HttpRouteStatefulSessionAffinityPolicy.yaml',
])('a file called %s keeps its name in what is found in it', (path) => {
  expect(scanText({ path, text: `${currentKey()}\n${bastnKey()}` }).findings).toMatchObject([
    { path },
    { path },
  ]);
});

test.each(['', '\n', 'nothing', '\0\0\0'])('%j holds nothing', (text) => {
  expect(scanText({ path: 'a', text })).toEqual({ findings: [], suppressed: [] });
});
