import { describe, expect, test } from 'vitest';
import { LiteralSearch } from '../../src/rules/literalSearch.ts';
import type { Rule, RuleId } from '../../src/rules/rule.ts';
import { RULES } from '../../src/rules/rules.ts';
import { scanText } from '../../src/scan/files/scanText.ts';
import { bastnKey, currentKey, legacyKey, opaqueKey } from '../support/keys.ts';

const LINES: Record<RuleId, () => string> = {
  'baseten-api-key': currentKey,
  'baseten-bastn-key': bastnKey,
  'baseten-legacy-key': legacyKey,
  'baseten-named-secret': () => `BASETEN_API_KEY=${opaqueKey()}`,
};

function holdsTrigger({ triggers }: Rule, line: string): boolean {
  return triggers.some((trigger) =>
    trigger instanceof RegExp
      ? new RegExp(trigger).test(line)
      : new LiteralSearch([trigger]).next(line, 0) >= 0,
  );
}

// So that each stands for itself: a key of the current form has a trigger of the older one too.
test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s is triggered by a trigger of its own',
  (id, rule) => {
    expect(holdsTrigger(rule, LINES[id]())).toBe(true);
  },
);

describe('a line is read', () => {
  test('for a name of Baseten’s where words stand between it and its value', () => {
    const secret = opaqueKey();
    for (const name of ['bdnApiKey', 'BdnApiKey', 'trussKey', 'basetenToken'])
      expect(
        scanText({ path: 'a.ts', text: `const ${name}: string = '${secret}';` }).findings,
        name,
      ).toHaveLength(1);
  });
});

test.each(['s3.example.com', 'eu.example.com'])('a host under %s is no older key', (domain) => {
  const text = `baseten: https://${legacyKey()}.${domain}/a`;
  expect(scanText({ path: 'a.md', text }).findings).toEqual([]);
});
