import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/detect/detect.ts';
import { fileTraits } from '../../src/rules/evidence/fileTraits.ts';
import { isOpaque } from '../../src/rules/evidence/opaque.ts';
import { redactKeys } from '../../src/rules/redact.ts';
import type { Match } from '../../src/rules/rule.ts';
import { RULES } from '../../src/rules/rules.ts';
import { decodedTexts } from '../../src/rules/shapes/base64.ts';
import { scanText } from '../../src/scan/files/scanText.ts';
import type { RuleId } from '../corpus/case.ts';
import { NEGATIVES, POSITIVES } from '../corpus/corpus.ts';
import { expand } from '../corpus/expand.ts';
import { BASETEN_NAMES, SYNTAXES } from '../corpus/syntaxes.ts';
import { exactShapes } from '../support/exactShapes.ts';
import {
  base62,
  bastnKey,
  currentKey,
  federatedKey,
  leakedRun,
  legacyKey,
  opaqueKey,
  skyKey,
} from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

interface MadeKey {
  rule: RuleId;
  key: string;
}

// The keys come from the system's randomness, not from fast-check, whose favourite characters make placeholders.
const exactKey: fc.Arbitrary<MadeKey> = fc.oneof(
  fc
    .integer({ min: 16, max: 40 })
    .map((length): MadeKey => ({ rule: 'baseten-bastn-key', key: bastnKey(length) })),
  fc.constant('baseten-api-key' as const).map((rule): MadeKey => ({ rule, key: currentKey() })),
);
const anyKey: fc.Arbitrary<MadeKey> = fc.oneof(
  exactKey,
  fc.constant('baseten-legacy-key' as const).map((rule): MadeKey => ({ rule, key: legacyKey() })),
  fc
    .constantFrom(federatedKey, skyKey, opaqueKey)
    .map((make): MadeKey => ({ rule: 'baseten-named-secret', key: make() }))
    // One in a million holds an example's word by chance: see docs/detection.md.
    .filter(({ key }) => isOpaque(key)),
);

/** Any text in one line, surrogates in pairs. A NUL makes a file a binary one, and is tried with UTF-16. */
const anyLine = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[\0\n\r]/g, ' '));
const anyLines = fc.array(anyLine, { maxLength: 8 });
const lineEnd = fc.constantFrom('\n', '\r\n');

interface Written extends MadeKey {
  path: string;
  text: string;
  line: number;
  column: number;
}

/** A key in a syntax, under a name of Baseten's, somewhere in a text. */
const writtenKey: fc.Arbitrary<Written> = fc
  .record({
    made: anyKey,
    syntax: fc.constantFrom(...SYNTAXES),
    name: fc.constantFrom(...BASETEN_NAMES),
    before: anyLines,
    after: anyLines,
    indentation: fc.constantFrom('', ' ', '    ', '\t', '\t\t  '),
    end: lineEnd,
  })
  .map(({ made, syntax, name, before, after, indentation, end }) => {
    const lines = syntax
      .write(name, made.key)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((line) => indentation + line);
    const inSyntax = lines.findIndex((line) => line.includes(made.key));
    return {
      ...made,
      path: syntax.path,
      text: [...before, ...lines, ...after].join(end),
      line: before.length + inSyntax + 1,
      column: (lines[inSyntax] ?? '').indexOf(made.key) + 1,
    };
  });

describe('any key in any syntax, anywhere in any text', () => {
  test('is found once, in its place, by the rule of its format', () => {
    fc.assert(
      fc.property(writtenKey, ({ rule, key, path, text, line, column }) => {
        const endColumn = column + key.length;
        expect(scanText({ path, text }).findings).toMatchObject([
          { ruleId: rule, path, line, column, endColumn },
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('also in %s', (_, encode) => {
    fc.assert(
      fc.property(writtenKey, ({ rule, key, path, text, line, column }) => {
        // A name at the end of a line is followed to the next one in UTF-8 alone: see docs/detection.md.
        fc.pre(rule !== 'baseten-named-secret' || !text.includes('= ('));
        expect(scanText({ path, text: encode(text) }).findings).toMatchObject([
          { ruleId: rule, line, column, endColumn: column + key.length },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

/** What stands beside keys in real files: no letter and no digit at the end that touches the key. */
const GLUE = [
  '\\n',
  '\\r\\n',
  '\\t',
  '\\"',
  "\\'",
  '\\\\',
  '\\u003d',
  '\\x3d',
  '%3D',
  '%22',
  '&quot;',
  '=',
  ':',
  '"',
  "'",
  '`',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '_',
  '-',
  '.',
  ',',
  ';',
  '/',
  '|',
  '@',
  '#',
  '$',
  '~',
  '+',
  '*',
  ' ',
  '\t',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u2028',
  '\u0085',
  '\x1b[32m',
  '\x0c',
  '…',
  'é',
  '中',
  '😀',
  '\u0301',
]; // prettier-ignore

describe('an exact format between any neighbours', () => {
  const left = fc.oneof(fc.constantFrom(...GLUE), fc.constantFrom('n', 'x3D', '0', 'Bearer'), anyLine);
  // A letter or digit after 32 others makes 33, which is no key; it is what `END` keeps out.
  const right = fc.oneof(
    fc.constantFrom(...GLUE),
    anyLine.filter((text) => !/^[A-Za-z0-9]/.test(text)),
  );

  test('is found once, in its place', () => {
    fc.assert(
      fc.property(exactKey, anyLines, left, right, lineEnd, ({ rule, key }, before, glue, behind, end) => {
        // Not at the beginning of the line, where a byte order mark is none of its characters.
        const text = [...before, `:${glue}${key}${behind}`].join(end);
        const column = glue.length + 2;
        expect(scanText({ path: 'a.txt', text }).findings).toMatchObject([
          { ruleId: rule, line: before.length + 1, column, endColumn: column + key.length },
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  test('two of them, one glue between: both are found', () => {
    fc.assert(
      fc.property(exactKey, exactKey, fc.constantFrom(...GLUE), (first, second, glue) => {
        const text = `${first.key}${glue}${second.key}`;
        expect(scanText({ path: 'a.txt', text }).findings).toMatchObject([
          { ruleId: first.rule, column: 1 },
          { ruleId: second.rule, column: 1 + first.key.length + glue.length },
        ]);
      }),
    );
  });

  test('31 or 33 characters after the dot are no key', () => {
    fc.assert(
      fc.property(fc.constantFrom(31, 33), left, right, (length, glue, behind) => {
        const text = `${glue}b10_${base62(8)}.${base62(length)}${behind}`;
        expect(scanText({ path: 'a.txt', text }).findings).toEqual([]);
      }),
    );
  });
});

describe('text made of pieces of keys', () => {
  const run = fc.constantFrom(1, 7, 8, 9, 12, 15, 16, 17, 20, 31, 32, 33, 40).map((length) => base62(length));
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('b10_', 'bastn_', '.', 'B10_', 'bastn-', 'b10', '_') },
    { weight: 4, arbitrary: run },
    { weight: 1, arbitrary: fc.constantFrom(...GLUE, 'n') },
  );

  test('yields an exact format where one stands, and nowhere else', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        // Not at the beginning of the line, where a byte order mark is none of its characters.
        const text = `:${pieces.join('')}`;
        const found = scanText({ path: 'a.txt', text }).findings.filter(({ ruleId }) =>
          /api-key|bastn/.test(ruleId),
        );
        expect(found.map(({ ruleId, column, endColumn }) => [ruleId, column, endColumn])).toEqual(
          exactShapes(text),
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a line of 8 MiB', () => {
  const SIZE = 8 << 20;
  test.each([
    ['abcdefgh.'],
    ['b10_'],
    ['bastn_'],
    ['b10_abcdefgh.'],
    ['baseten_api_key="'],
    ['baseten_api_key='],
    ['baseten '],
    ['"'],
    [' '],
    ['\\'],
    ['a'],
    ['YmFz'],
    ['MQ+/'],
    ['{"a":"'],
  ])('of %j is read to its end, whatever an expression makes of it', (unit) => {
    const repository = ScratchRepository.create();
    const filling = unit.repeat(Math.ceil(SIZE / unit.length));
    repository.stage('.env', `${filling}\n`);
    expect(repository.scan()).toMatchObject({ status: 0, findings: [], scan: { bytes: filling.length + 1 } });

    // One space between, so that no unit can become a part of the key.
    repository.stage('.env', `${filling} ${currentKey()}\n`);
    expect(repository.scan()).toMatchObject({
      status: 1,
      findings: [{ ruleId: 'baseten-api-key', line: 1, column: filling.length + 2 }],
    });
  });
});

describe('redaction', () => {
  test('no finding holds five characters in a row of a secret half', () => {
    fc.assert(
      fc.property(writtenKey, ({ rule, key, path, text }) => {
        const ofAnother = rule === 'baseten-bastn-key' ? bastnKey() : legacyKey();
        const told = (of: string) => {
          const { findings } = scanText({ path, text: of });
          for (const { fingerprint } of findings) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
          expect(findings).toHaveLength(1);
          // A digest may hold five characters of anything by chance.
          return JSON.stringify(findings.map((finding) => ({ ...finding, fingerprint: '' })));
        };
        // So may the words that stand in every report.
        fc.pre(leakedRun(told(text.replace(key, () => ofAnother)), key) === undefined);
        expect(leakedRun(told(text), key)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('redactKeys leaves none in a text, wherever the key stands', () => {
    const shaped = anyKey.filter(({ key }) => /[._]/.test(key));
    fc.assert(
      fc.property(shaped, anyLine, anyLine, ({ key }, before, after) => {
        fc.pre(leakedRun(before + after, key) === undefined);
        expect(leakedRun(redactKeys(`${before}${key}${after}`), key)).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the triggers never leave out a line in which a rule finds something', () => {
  const corpusFile = fc
    .constantFrom(...POSITIVES, ...NEGATIVES)
    .map(({ path, text }) => ({ path, text: expand(text).text }));
  const file = fc.oneof(corpusFile, writtenKey);

  test('of the corpus, and of any key in any syntax', () => {
    fc.assert(
      fc.property(file, ({ path, text }) => {
        expect(linesLeftOut(path, text)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test('nor after any change to it', () => {
    const change = fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 3 }),
      piece: fc.oneof(fc.constant(''), anyLine),
    });
    fc.assert(
      fc.property(file, change, ({ path, text }, { at, cut, piece }) => {
        const start = at % (text.length + 1);
        const changed = text.slice(0, start) + piece + text.slice(start + cut);
        // Of what depends on other lines the triggers pick the common forms only: a name without an owner before
        // `=` or `:`, an older key encoded alone.
        const isCertain = ({ needs }: Match) => needs === undefined || needs === 'near';
        expect(linesLeftOut(path, changed, isCertain, () => [])).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  /** Lines in which a rule finds what `isWanted`, and in which `detect` finds nothing. */
  function linesLeftOut(
    path: string,
    text: string,
    isWanted: (match: Match) => boolean = () => true,
    decode = decodedTexts,
  ): string[] {
    const bytes = Buffer.from(text).toString('latin1');
    const detections = detect({
      file: { path, blob: '', status: 'A' },
      firstLine: 1,
      bytes: `+${bytes.replaceAll('\n', '\n+')}`,
      lines: text.split('\n').length,
      size: bytes.length,
    });
    const detected = new Set(detections.map(({ gitLine }) => gitLine));
    const traits = fileTraits(path);
    return text.split('\n').filter((line, index) => {
      const texts = [line, ...decode(line).map(({ text: decoded }) => decoded)];
      const matches = texts.flatMap((of) => RULES.flatMap((rule) => rule.find({ text: of, file: traits })));
      return matches.some(isWanted) && !detected.has(index + 1);
    });
  }
});
