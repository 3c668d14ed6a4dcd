import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { firstLook } from '../../src/rules/look/firstLook.ts';

const SOURCE = new URL('../../src/', import.meta.url);

// Stryker counts the tests that fail, not the files of tests that cannot be loaded: a change that stops a module from
// loading is seen here.
test.each(['allow', 'detect', 'diff', 'rules'])('every module of src/%s can be loaded', async (folder) => {
  const names = readdirSync(new URL(folder, SOURCE), { recursive: true, encoding: 'utf8' });
  const modules = names.filter((name) => name.endsWith('.ts'));
  expect(modules.length).toBeGreaterThan(3);
  for (const name of modules)
    expect(await import(new URL(`${folder}/${name}`, SOURCE).href)).toBeTypeOf('object');
});

// Its tests make it as they are loaded.
test('the first look can be made', async () => {
  const module = await import(new URL('rules/look/firstLook.ts', SOURCE).href);
  const make: typeof firstLook = module.firstLook;
  expect(make(['package.json']).exact.split('\n').length).toBeGreaterThan(10);
});
