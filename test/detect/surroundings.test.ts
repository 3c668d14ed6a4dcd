import { describe, expect, test } from 'vitest';
import { type Surroundings, SurroundingsReader } from '../../src/detect/surroundings.ts';

/** What stands around the line with the `X`, the same for every way of cutting the file. */
function around(text: string): Surroundings {
  const line = text.slice(0, text.indexOf('X')).split('\n').length;
  const [first, ...others] = [1, 3, 7, 1 << 20].map((size) => {
    const reader = new SurroundingsReader([line]);
    for (let start = 0; start < text.length; start += size) reader.push(text.slice(start, start + size));
    return reader.end().get(line);
  });
  for (const other of others) expect(other).toEqual(first);
  if (!first) throw new Error('the line was not met');
  return first;
}

const blank = (count: number) => '\n'.repeat(count);

describe('near', () => {
  test.each([
    ['five lines above', `# baseten${blank(5)}X`, true],
    ['six lines above', `# baseten${blank(6)}X`, false],
    ['five lines below', `X${blank(5)}# baseten`, true],
    ['six lines below', `X${blank(6)}# baseten`, false],
    ['an import, far above', `import baseten${blank(90)}X`, true],
    ['a host, far below', `X${blank(90)}url = "https://inference.baseten.co/v1"`, true],
    ['a variable, far above', `BASETEN_API_KEY${blank(90)}X`, true],
    ['the name that it is the value of, far below', `-\n  X${blank(9)}  name: basetenToken`, true],
    ['nothing', `one\nX\ntwo`, false],
    ['in UTF-16', `#\0 \0b\0a\0s\0e\0t\0e\0n\0\n\0X`, true],
    ['after 16 KiB of a line', `${'-'.repeat(1 << 14)}baseten\nX`, false],
  ])('%s: %s', (_, text, near) => expect(around(text).near).toBe(near));
});

describe('enclosing', () => {
  test.each([
    ['a parent', 'baseten:\n  X', true],
    ['a parent of the parent', 'baseten:\n  keys:\n    X', true],
    ['a parent that has ended', 'baseten:\n  a: 1\nother:\n  X', false],
    ['a section', '[baseten]\na = 1\nX', true],
    ['a section before', '[baseten]\na = 1\n[other]\nX', false],
    ['a host in the same block, above', 'call(\n  url="https://api.baseten.co",\n  X', true],
    ['a host in the same block, below', 'call(\n  X\n  url="https://api.baseten.co",\n)', true],
    ['a host in another block', 'call(\n  url="https://api.baseten.co",\n)\nother(\n  X\n)', false],
    ['a host at the left margin', 'url="https://api.baseten.co"\nX', false],
    ['the name of an object of Kubernetes, above', 'metadata:\n  name: my-baseten\ndata:\n  X', true],
    ['the name of an object of Kubernetes, below', 'stringData:\n  X\nmetadata:\n  name: baseten', true],
    ['a label of an object', 'metadata:\n  labels:\n    name: baseten\ndata:\n  X', false],
    ['the name of another object', 'metadata:\n  name: baseten\n---\ndata:\n  X', false],
    ['the name of an object, far from data', 'metadata:\n  name: baseten\nspec:\n  X', false],
    ['the name of nothing', 'name: baseten\ndata:\n  X', false],
    ['a host below in the item of a list', 'all:\n  - X\n    url: https://api.baseten.co', true],
    ['a host in the next item of a list', 'all:\n  - X\n    a: 1\n  - a: 1\n    url: api.baseten.co', false],
    ['a comment in the same block', 'call(\n  # see Baseten\n  X', false],
  ])('%s: %s', (_, text, enclosing) => expect(around(text).enclosing).toBe(enclosing));
});

describe('paired', () => {
  test.each([
    ['the name above', '- name: BASETEN_API_KEY\n  X', true],
    ['the name below', '-\n  X\n  name: BASETEN_API_KEY', true],
    ['a block of Terraform', 'variable "baseten_api_key" {\n  X\n}', true],
    ['the name below in the item of a list', 'env:\n  - X\n    name: BASETEN_API_KEY', true],
    ['the name in the item before', '  - name: BASETEN_API_KEY\n  - X', false],
    ['the name in the item behind', '  - X\n    name: OTHER\n  - name: BASETEN_API_KEY', false],
    ['a resource of Terraform', 'resource "aws_ssm_parameter" "baseten_api_key" {\n  X\n}', true],
    ['an option of a command', 'add_argument(\n  "--baseten-api-key",\n  type=str,\n  X', true],
    ['a first argument', 'add_argument("--baseten-api-key",\n  X', true],
    ['a text alone in its brackets', 'f("--baseten-api-key")\n  X', false],
    ['another entry', '- name: BASETEN_API_KEY\n  value: 1\n- name: OTHER\n  X', false],
    ['a name that is no secret', '- name: BASETEN_URL\n  X', false],
  ])('%s: %s', (_, text, paired) => expect(around(text).paired).toBe(paired));
});

test.each([
  ['# baseten-key-guard:allow-next-line why\nX', true],
  ['# baseten-key-guard:allow-next-line why\n\nX', false],
  ['# baseten-key-guard:allow why\nX', false],
  ['X\n# baseten-key-guard:allow-next-line why', false],
])('allowed from above: %j %s', (text, isAllowedAbove) => {
  expect(around(text).isAllowedAbove).toBe(isAllowedAbove);
});

test('tells of each line that is wanted, and of no other', () => {
  const reader = new SurroundingsReader([2, 4, 9]);
  reader.push('a\nb\rc\nd\ne\n');
  const found = reader.end();
  expect([...found.keys()]).toEqual([2, 4]);
  expect(found.get(4)?.position.line).toBe(5);
});
