import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { triggeredLines } from '../../src/detect/triggeredLines.ts';
import { toEre } from '../../src/rules/look/ere.ts';
import { firstLook } from '../../src/rules/look/firstLook.ts';
import { TRIGGERS } from '../../src/rules/look/triggers.ts';
import type { RuleId } from '../../src/rules/rule.ts';
import { RULES } from '../../src/rules/rules.ts';
import { POSITIVES } from '../corpus/corpus.ts';
import { encode, expand } from '../corpus/expand.ts';
import { glancedLines, suspiciousLines } from '../support/grep.ts';
import { bastnKey, currentKey, federatedKey, legacyKey } from '../support/keys.ts';

const LOOK = firstLook(['.baseten-key-guard.json', 'package.json']);
/** Stands between the texts that are looked at together: no line of it is suspicious. */
const GAP = '+\n';

/** A grep that ends a line at a NUL sees no end of the diff, and its glance counts for nothing: see hooks/run. */
const canGlance = () => glancedLines(LOOK, `${LOOK.end}\0\n`).size === 1;

/** The texts of which no line would be handed on to the scan: by the glance, or by the look behind it. */
function passed<Item extends { bytes: string }>(items: readonly Item[]): Item[] {
  const texts = items.map(({ bytes }) => bytes + GAP).join('');
  const unsuspicious = passedBy(suspiciousLines(LOOK, texts), items);
  return canGlance() ? unsuspicious.concat(passedBy(glancedLines(LOOK, texts), items)) : unsuspicious;
}

function passedBy<Item extends { bytes: string }>(suspicious: Set<number>, items: readonly Item[]): Item[] {
  let line = 1;
  return items.filter(({ bytes }) => {
    const first = line;
    line += bytes.split('\n').length;
    return !Array.from({ length: line - first }, (_, index) => first + index).some((at) =>
      suspicious.has(at),
    );
  });
}

/** A file as a commit adds it, one character a byte. */
function added(content: string | Uint8Array): string {
  const bytes = Buffer.from(content).toString('latin1').replace(/\n$/, '');
  return `+${bytes.replaceAll('\n', '\n+')}\n`;
}

describe('what the scan would find is let through', () => {
  test('every positive of the corpus', () => {
    const cases = POSITIVES.map(({ name, path, text, encoding }) => ({
      name,
      bytes: `:000000 100644 0 0 A\0${path}\0\0diff --git a/${path} b/${path}\n${added(encode(expand(text).text, encoding))}`,
    }));
    expect(passed(cases).map(({ name }) => name)).toEqual([]);
  });

  test('and each rule has positives there', () => {
    const found = new Set<RuleId>(POSITIVES.flatMap(({ text }) => expand(text).keys.map(({ rule }) => rule)));
    expect([...found].sort()).toEqual(RULES.map(({ id }) => id).sort());
  });

  test('every line with a trigger, whatever stands around it', () => {
    const texts = fc.sample(text, 4000).map((bytes) => ({ bytes }));
    const lines = texts.flatMap(({ bytes }) =>
      triggeredLines(addedText(bytes)).map((line) => ({ bytes: `+${line.bytes}\n` })),
    );
    expect(lines.length).toBeGreaterThan(1000);
    expect(passed(lines)).toEqual([]);
  });

  test('every text in which something is detected', () => {
    const texts = fc.sample(text, 4000).map((bytes) => ({ bytes }));
    const found = texts.filter(({ bytes }) => detect(addedText(bytes)).length > 0);
    expect(found.length).toBeGreaterThan(200);
    expect(passed(found)).toEqual([]);
  });

  test('a trigger that is added is looked for', () => {
    for (const { triggers } of RULES) expect(TRIGGERS).toEqual(expect.arrayContaining([...triggers]));
    const lines = LOOK.exact.split('\n');
    const expressions = TRIGGERS.filter((trigger) => trigger instanceof RegExp);
    for (const expression of expressions) expect(lines).toContain(toEre(expression));
    const literals = TRIGGERS.flatMap((trigger) => (trigger instanceof RegExp ? [] : [trigger.text]));
    expect(passed(literals.map((text) => ({ bytes: `+${text} =\n` })))).toEqual([]);
  });
});

describe('what only the scan can judge is let through', () => {
  test.each([
    [
      'a key in the name of a file',
      () => `:000000 100644 0 0 A\0${currentKey()}.txt\0\0diff --git a/x b/x\n`,
    ],
    ['a name in several lines', () => `:000000 100644 0 0 A\0x\n${bastnKey()}\0\0diff --git a/x b/x\n`],
    ['the configuration', () => ':000000 100644 0 0 A\0.baseten-key-guard.json\0\0diff --git a/x b/x\n'],
    [
      'the manifest that may hold it',
      () => ':100644 100644 0 0 M\0a\0:100644 100644 0 0 M\0package.json\0\0diff --git a/x b/x\n',
    ],
    ['a file renamed to it', () => ':100644 100644 0 0 R100\0a\0package.json\0\0diff --git a/x b/x\n'],
    ['an unmerged file', () => ':000000 100644 0 0 U\0a\0\0* Unmerged path a\n'],
    ['the usage of git', () => 'usage: git diff [<options>]\n'],
    ['colours', () => '\x1b[1mdiff --git a/a b/a\x1b[m\n'],
    ['an empty line', () => '\n'],
  ])('%s', (_, bytes) => {
    expect(passed([{ bytes: bytes() }])).toEqual([]);
  });
});

describe('what no rule could match is not', () => {
  test.each([
    [':100644 100644 1 2 M\0src/a.ts\0\0diff --git a/src/a.ts b/src/a.ts'],
    [':100644 100644 1 2 M\0web/package.json\0\0diff --git a/web/package.json b/web/package.json'],
    ['index 1..2 100644'],
    ['--- a/src/a.ts'],
    ['new file mode 100644'],
    ['rename from tokens.ts'],
    ['@@ -1,2 +3,4 @@ export function authenticate(token: string) {'],
    ["+import { readFileSync } from 'node:fs';"],
    ['+export const DEFAULT_TIMEOUT_SECONDS = 30;'],
    ['+  const token = headers.get("authorization");'],
    ['+  settings.openTelemetryMetricsEndpoint ??= "http://localhost:4318";'],
    ['+    default: return undefined;'],
    ['+  return connect(temperature=0, stream=True, service_name=None)'],
    [
      '+  "integrity": "sha512-9uZ4f2m0wRk3k8u2nJ0lq5N1s7x6yVbT4aQhC2dEoPzLgXfWvYiBtUrSjMkHnAeDcGqKp3s5v7x9z1B3D5F7Hw==",',
    ],
    ['+SGVsbG8sIHdvcmxkISBUaGlzIGlzIGEgbG9uZyBsaW5lIG9mIEJhc2U2NCB0aGF0IHNheXMgbm90aGluZw=='],
    ['+SGVsbG8sIHdvcmxkISBUaGlzIGlz/trussTOKEN+IGxvbmcgbGluZSBvZiBCYXNlNjQgdGhhdCBzYXlzIG5v'],
    ['+d41d8cd98f00b204e9800998ecf8427e  main.4f2c1a.js'],
    ['+<a href="https://example.com/a/b/c?key=short">link</a>'],
    ['+Lorem ipsum dolor sit amet, consectetur adipiscing elit.'],
    ['+'],
  ])('%j', (line) => {
    expect([...suspiciousLines(LOOK, `${line}\n`)]).toEqual([]);
    // A glance does not tell one `=` behind Base64 from another.
    if (canGlance() && !line.includes('==')) expect([...glancedLines(LOOK, `${line}\n`)]).toEqual([]);
  });

  test('the end of the diff, but for itself', () => {
    expect(LOOK.end).toMatch(/^[A-Z]\w+ [a-z ]+$/);
    expect([...suspiciousLines(LOOK, `+\n${LOOK.end}\n`)]).toEqual([2]);
  });
});

const fragment = fc.oneof(
  fc.constantFrom(
    ...[
      'baseten',
      'BASTN',
      'Truss',
      'api_key',
      '"token"',
      'value',
      'Api-Key ',
      'Bearer ',
      'bastn_',
      'b10_',
      'bdnApi',
    ],
    ...[
      ' = ',
      ': ',
      '=',
      '="',
      '\\n',
      '%3D',
      '\\u003d',
      '\x1b[1;31m',
      '.',
      '"',
      '\0',
      '\0\0',
      ' ',
      '\t',
      '\xa0',
      '+',
      '-',
      'é',
    ],
    ...['\n', '\r', '\0\n', '\n\0', '\xff\xfe', 'a', 'Z9', '_'],
  ),
  fc.constant(undefined).map(() => legacyKey()),
  fc.constant(undefined).map(() => currentKey()),
  fc.constant(undefined).map(() => bastnKey()),
  fc.constant(undefined).map(() => federatedKey()),
  fc.constant(undefined).map(() => Buffer.from(legacyKey()).toString('base64')),
  fc.constant(undefined).map(() => Buffer.from(` ${currentKey()}`).toString('base64url')),
  fc.constant(undefined).map(() => Buffer.from(`baseten: ${legacyKey()}`, 'utf16le').toString('latin1')),
  fc.constant(undefined).map(() => Buffer.from(currentKey(), 'utf16le').swap16().toString('latin1')),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
/** Lines as a commit adds them, of pieces that rules react to and of any bytes, one character a byte. */
const text = fc
  .array(fragment, { minLength: 1, maxLength: 8 })
  .map((parts) => added(Buffer.from(parts.join(''), 'latin1')));

function addedText(bytes: string): Parameters<typeof detect>[0] {
  const lines = bytes.split('\n').length - 1;
  return { file: { path: '.env', blob: '', status: 'A' }, firstLine: 1, bytes, lines, size: bytes.length };
}
