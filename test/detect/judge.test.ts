import { describe, expect, test } from 'vitest';
import { configure, NO_CONFIGURATION } from '../../src/allow/configuration.ts';
import type { Detection } from '../../src/detect/detect.ts';
import { type JudgeOptions, judge } from '../../src/detect/judge.ts';
import type { Surroundings } from '../../src/detect/surroundings.ts';
import { madeDetection, madeFinding } from '../support/madeFinding.ts';

const NOTHING: Surroundings = {
  near: false,
  enclosing: false,
  paired: false,
  isAllowedAbove: false,
  position: { line: 1, wideLine: 1, wideBytes: 0 },
};

function judged(
  detections: Detection[],
  surroundings: Partial<Surroundings> = {},
  options: Partial<JudgeOptions> = {},
) {
  return judge(
    detections,
    ({ gitLine }) => ({ ...NOTHING, position: { ...NOTHING.position, line: gitLine }, ...surroundings }),
    { configuration: NO_CONFIGURATION, isInlineAllowed: true, ...options },
  );
}

describe('what needs something around it', () => {
  test.each([
    [undefined, {}, true],
    ['near', {}, false],
    ['near', { near: true }, true],
    ['enclosing', { near: true }, false],
    ['enclosing', { enclosing: true }, true],
    ['paired', { enclosing: true }, false],
    ['paired', { paired: true }, true],
  ] as const)('%s, with %j: a key %s', (needs, surroundings, isKey) => {
    const detection = madeDetection(madeFinding(), { ...(needs && { needs }) });
    expect(judged([detection], surroundings).findings).toHaveLength(isKey ? 1 : 0);
  });

  test.each([
    ['.env', [], true, true],
    ['.env', [], false, false],
    ['a.vars', [], true, false],
    ['a.vars', ['*.vars'], true, true],
  ])(
    'an older key in %s, with the globs %j and a secret name %s: a key %s',
    (path, credentialFiles, hasSecretName, isKey) => {
      const configuration = configure({ credentialFiles });
      const detection = madeDetection(madeFinding({ path }), { needs: 'near', hasSecretName });
      expect(judged([detection], {}, { configuration }).findings).toHaveLength(isKey ? 1 : 0);
    },
  );

  test('a credential file is context for an older key alone', () => {
    for (const needs of ['enclosing', 'paired'] as const) {
      const detection = madeDetection(madeFinding({ path: '.env' }), { needs, hasSecretName: true });
      expect(judged([detection]).findings).toEqual([]);
    }
  });
});

describe('what is allowed', () => {
  const finding = madeFinding();
  const allowing = configure({ allow: [{ fingerprint: finding.fingerprint, reason: 'r' }] });

  test.each([
    ['by a comment on the line', { isAllowed: true }, {}, {}, 'inline'],
    ['by one above', {}, { isAllowedAbove: true }, {}, 'inline'],
    ['by the configuration', {}, {}, { configuration: allowing }, 'config'],
    ['by both', { isAllowed: true }, {}, { configuration: allowing }, 'inline'],
    [
      'by a comment that is refused',
      { isAllowed: true },
      { isAllowedAbove: true },
      { isInlineAllowed: false },
      undefined,
    ],
    ['by nothing', {}, {}, {}, undefined],
  ] as const)('%s', (_, given, surroundings, options, by) => {
    const judgement = judged([madeDetection(finding, given)], surroundings, options);
    expect(judgement).toEqual(
      by ? { findings: [], suppressed: [{ ...finding, by }] } : { findings: [finding], suppressed: [] },
    );
  });

  test('is not counted where it is no key', () => {
    const detection = madeDetection(finding, { needs: 'near', isAllowed: true });
    expect(judged([detection])).toEqual({ findings: [], suppressed: [] });
  });
});

describe('places', () => {
  test('come in the order of path, line and column, each once', () => {
    const places = [
      ['b.py', 1, 1],
      ['a.py', 10, 1],
      ['a.py', 2, 9],
      ['a.py', 2, 3],
      ['a.py', 2, 9],
    ] as const;
    const detections = places.map(([path, line, column]) =>
      madeDetection(madeFinding({ path, line, column })),
    );
    expect(judged(detections).findings.map(({ path, line, column }) => `${path}:${line}:${column}`)).toEqual([
      'a.py:2:3',
      'a.py:2:9',
      'a.py:10:1',
      'b.py:1:1',
    ]);
  });

  test('a line is moved by the carriage returns above it', () => {
    const detection = madeDetection(madeFinding({ line: 5 }), { gitLine: 4 });
    const position = { line: 9, wideLine: 1, wideBytes: 0 };
    expect(judged([detection], { position }).findings).toMatchObject([
      { line: 10, column: 1, endColumn: 46 },
    ]);
  });

  test.each([
    [0, 0, 1],
    [-1, 1, 1],
    [40, 0, 21],
    [40, 2, 22],
  ])(
    'in UTF-16, %i bytes before git’s line and %i before the text: column %i',
    (wideBytes, wideFrom, column) => {
      const detection = madeDetection(madeFinding({ line: 3 }), { wideFrom });
      const position = { line: 3, wideLine: 2, wideBytes };
      expect(judged([detection], { position }).findings).toMatchObject([
        { line: 2, column, endColumn: column + 45 },
      ]);
    },
  );
});
