import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { apiPage } from '../../scripts/docs/apiPage.mjs';
import { readDeclarations, readDoc } from '../../scripts/docs/declarations.mjs';
import * as library from '../../src/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${ROOT}docs/api.md`, 'utf8');

test('docs/api.md is what `npm run docs` makes of the docstrings', () => {
  expect(page).toBe(apiPage((path) => readFileSync(`${ROOT}dist/${path}`, 'utf8')));
});

test('everything that the package exports stands in it, with its docstring', () => {
  for (const name of Object.keys(library)) expect(page).toContain(`### \`${name}\`\n\n`);
  for (const entry of page.split(/^### /m).slice(1)) expect(entry).toMatch(/^`\w+`\n\n[A-Z]/);
});

test('a module is read statement by statement', () => {
  const { declarations, imported, exported } = readDeclarations(
    [
      "import type { A, type B } from './a.ts';",
      "export { C } from './c.ts';",
      '/** One. */',
      'export interface One {',
      '    a: A;',
      '}',
      '/**',
      ' * Two,',
      ' * of many.',
      ' *',
      ' * @param one the first',
      ' *   of them',
      ' * @throws Error always',
      ' */',
      'export declare function two(one: One): void;',
      'export {};',
    ].join('\n'),
  );
  expect(declarations.map(({ name, kind, text }) => [name, kind, text])).toEqual([
    ['One', 'interface', 'interface One {\n    a: A;\n}'],
    ['two', 'function', 'function two(one: One): void;'],
  ]);
  expect([...imported]).toEqual([
    ['A', './a.ts'],
    ['B', './a.ts'],
  ]);
  expect([...exported]).toEqual([['C', './c.ts']]);
  expect(readDoc(declarations[1]?.doc ?? '')).toEqual({
    description: 'Two,\nof many.',
    tags: [
      { name: 'param', text: 'one the first of them' },
      { name: 'throws', text: 'Error always' },
    ],
  });
});
