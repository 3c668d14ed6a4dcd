/**
 * What is changed in one run, and the tests of it that take a moment: each change waits for them.
 *
 * @type {Record<string, { mutate: string[], tests: string[] }>}
 */
const PARTS = {
  diff: {
    mutate: ['src/diff/**/*.ts'],
    // The others take seconds, and try what these try with more kinds of damage.
    tests: ['test/diff/!(cuts|oracle|mutations).test.ts'],
  },
  allow: { mutate: ['src/allow/*.ts'], tests: ['test/allow/*.test.ts'] },
  rules: {
    mutate: ['src/rules/**/*.ts', '!src/rules/look/{bracket,ere,firstLook}.ts', '!src/rules/givenKey.ts'],
    tests: [
      'test/rules/!(properties|firstLook|ere).test.ts',
      'test/detect/*.test.ts',
      'test/corpus/{corpus,syntaxes}.test.ts',
    ],
  },
  ere: { mutate: ['src/rules/look/{bracket,ere}.ts'], tests: ['test/rules/ere.test.ts'] },
  'first-look': { mutate: ['src/rules/look/firstLook.ts'], tests: ['test/rules/firstLook.test.ts'] },
};

const name = process.env.PART ?? '';
const chosen = PARTS[name];
if (!chosen) throw new Error(`Set PART to one of: ${Object.keys(PARTS).join(', ')}.`);

export const PART = { name, mutate: chosen.mutate, tests: ['test/mutation/loads.test.ts', ...chosen.tests] };
