import { describe, expect, test } from 'vitest';
import { type PositiveCase, RULE_IDS } from './case.ts';
import { NEGATIVES, POSITIVES } from './corpus.ts';
import { DEBATABLE } from './debatable.ts';
import { type ExpandedKey, expand } from './expand.ts';
import { type CaseFinding, scanCase } from './scanCase.ts';

const ALL = [...POSITIVES, ...NEGATIVES, ...DEBATABLE];

describe('the corpus', () => {
  test('holds several hundred of each', () => {
    expect(POSITIVES.length).toBeGreaterThanOrEqual(350);
    expect(NEGATIVES.length).toBeGreaterThanOrEqual(350);
  });

  test('names each case once', () => {
    const names = ALL.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('holds no text twice', () => {
    const files = ALL.map(({ path, text, encoding }) => `${path}\n${encoding}\n${text}`);
    expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([]);
  });

  test('says where each case comes from', () => {
    const unsourced = ALL.filter(
      ({ source }) => !/^(card|facts|constructed|public code|docs): ?\S/.test(source),
    );
    expect(unsourced.map(({ name }) => name)).toEqual([]);
  });

  test('has a path in the repository for each', () => {
    const bad = ALL.filter(({ path }) => path === '' || path.startsWith('/') || path.includes('\\'));
    expect(bad.map(({ name }) => name)).toEqual([]);
  });

  test('has a key in each positive, and each rule in many', () => {
    const keys = POSITIVES.map(({ name, text }) => ({
      name,
      rules: expand(text).keys.map(({ rule }) => rule),
    }));
    expect(keys.filter(({ rules }) => rules.length === 0).map(({ name }) => name)).toEqual([]);
    for (const id of RULE_IDS) {
      expect(keys.filter(({ rules }) => rules.includes(id)).length, id).toBeGreaterThanOrEqual(30);
    }
  });

  test('has no key of an exact format in a negative', () => {
    const exact = NEGATIVES.filter(({ text }) =>
      expand(text).keys.some(({ rule }) => rule === 'baseten-api-key' || rule === 'baseten-bastn-key'),
    );
    expect(exact.map(({ name }) => name)).toEqual([]);
  });

  test('leaves no misspelt placeholder in a text', () => {
    const kinds =
      'current|bastn|cardSample|legacy|federated|sky|opaque|hexkey|base62|hex|digits|same|uuid|jwt';
    const left = new RegExp(`\\{(?:${kinds}|docsSample|base64)[:}]`, 'i');
    const misspelt = ALL.filter(({ text }) => left.test(expand(text).text));
    expect(misspelt.map(({ name }) => name)).toEqual([]);
  });
});

describe('expand', () => {
  test('says where a key stands, in lines and UTF-16 code units', () => {
    const { text, keys } = expand('a\n😀 = "{bastn:16}"\n');
    expect(text.split('\n')[1]).toMatch(/^😀 = "bastn_[A-Za-z0-9]{16}"$/);
    expect(keys).toEqual([expect.objectContaining({ line: 2, column: 7, endColumn: 29, isEncoded: false })]);
  });

  test('encodes what stands between, inside out', () => {
    const { text, keys } = expand('x: {base64}a {base64}{current}{/base64}{/base64}\n');
    const outer = Buffer.from(text.slice(3), 'base64').toString();
    expect(Buffer.from(outer.slice(2), 'base64').toString()).toBe(keys[0]?.key);
    expect(keys[0]).toMatchObject({ line: 1, column: 4, endColumn: text.length, isEncoded: true });
  });

  test('keeps what stands in HEAD already', () => {
    expect(expand('{=}import baseten\nx = 1\n{=}y = 2')).toMatchObject({
      text: 'import baseten\nx = 1\ny = 2',
      before: 'import baseten\ny = 2',
    });
  });

  test('leaves other braces alone and refuses an encoding that is not closed', () => {
    expect(expand('{ "a": ${B}, {{ c }} }').text).toBe('{ "a": ${B}, {{ c }} }');
    expect(() => expand('{base64}a')).toThrow('not closed');
    expect(() => expand('a{/base64}')).toThrow('closes nothing');
  });
});

describe('every positive is found, once, where it stands', () => {
  for (const labelled of POSITIVES) {
    test(labelled.name, () => {
      const { text, keys } = expand(labelled.text);
      const found = scanCase(labelled, text);
      expect(found.map(comparable(labelled, keys)).sort()).toEqual(keys.map(expected(labelled)).sort());
    });
  }
});

describe('no negative is', () => {
  for (const labelled of NEGATIVES) {
    test(labelled.name, () => {
      const found = scanCase(labelled, expand(labelled.text).text);
      const never: readonly string[] = labelled.never ?? RULE_IDS;
      expect(found.filter(({ ruleId }) => never.includes(ruleId))).toEqual([]);
    });
  }
});

/** A finding as a line of text. One in an encoded run has the place of the run, if it lies within it. */
function comparable(labelled: PositiveCase, keys: readonly ExpandedKey[]) {
  return ({ ruleId, line, column, endColumn }: CaseFinding): string => {
    if (labelled.anyPlace) return ruleId;
    const run = keys.find(
      (key) =>
        key.isEncoded &&
        key.line === line &&
        key.column <= column &&
        endColumn <= key.endColumn &&
        column < endColumn,
    );
    return run
      ? `${ruleId} ${line}:${run.column}-${run.endColumn}`
      : `${ruleId} ${line}:${column}-${endColumn}`;
  };
}

function expected(labelled: PositiveCase) {
  return ({ rule, line, column, endColumn }: ExpandedKey): string =>
    labelled.anyPlace ? rule : `${rule} ${line}:${column}-${endColumn}`;
}
