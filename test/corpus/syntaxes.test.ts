import { describe, expect, test } from 'vitest';
import { bastnKey, currentKey, federatedKey, hex, legacyKey, opaqueKey, skyKey } from '../support/keys.ts';
import type { RuleId } from './case.ts';
import { scanCase } from './scanCase.ts';
import { BASETEN_NAMES, SYNTAXES } from './syntaxes.ts';

const FORMATS: readonly [format: string, rule: RuleId, make: () => string][] = [
  ['F1', 'baseten-bastn-key', () => bastnKey()],
  ['F2', 'baseten-api-key', () => currentKey()],
  ['F3', 'baseten-legacy-key', () => legacyKey()],
  ['F4', 'baseten-named-secret', federatedKey],
  ['F4 with sky_', 'baseten-named-secret', skyKey],
  ['base62 of 40', 'baseten-named-secret', () => opaqueKey(40)],
  ['hex of 40', 'baseten-named-secret', () => hex(40)],
];

describe('the table of syntaxes', () => {
  test('has every syntax once, and writes name and value once each', () => {
    expect(new Set(SYNTAXES.map(({ name }) => name)).size).toBe(SYNTAXES.length);
    expect(SYNTAXES.length).toBeGreaterThanOrEqual(30);
    for (const { name, write } of SYNTAXES) {
      const text = write('BASETEN_API_KEY', 'VALUE');
      expect(text.split('VALUE'), name).toHaveLength(2);
      expect(text, name).toContain('BASETEN_API_KEY');
    }
  });

  test('speaks of Baseten in the name alone', () => {
    const telling = SYNTAXES.filter(({ path, write }) => /baseten|truss/i.test(path + write('x', 'y')));
    expect(telling.map(({ name }) => name)).toEqual([]);
  });
});

describe('every format is found in every syntax, under every name', () => {
  for (const [format, rule, make] of FORMATS) {
    for (const { name, path, write } of SYNTAXES) {
      test(`${format} in ${name}`, () => {
        for (const variable of BASETEN_NAMES) {
          const key = make();
          const text = write(variable, key);
          const before = text.slice(0, text.indexOf(key));
          const column = before.length - before.lastIndexOf('\n');
          const place = { line: before.split('\n').length, column, endColumn: column + key.length };
          expect(scanCase({ path }, text), variable).toMatchObject([{ ruleId: rule, ...place }]);
        }
      });
    }
  }
});
