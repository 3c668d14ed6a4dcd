import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

// Stryker counts the tests that fail, not the files of tests that cannot be loaded: a change that stops a module from
// loading is seen here.
test.each(['allow', 'detect', 'diff', 'rules'])('every module of src/%s can be loaded', async (folder) => {
  const names = readdirSync(new URL(`../../src/${folder}`, import.meta.url));
  for (const name of names)
    expect(await import(`../../src/${folder}/${name.slice(0, -3)}.ts`)).toBeTypeOf('object');
});
