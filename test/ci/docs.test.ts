import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isOnPath } from '../support/isOnPath.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { ACTION } from '../support/workflowAction.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/ci.md', import.meta.url)), 'utf8');
const BLOCKS = [...PAGE.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
const WORKFLOWS = BLOCKS.filter((text) => text.includes('\njobs:\n'));

test('every block of the page is YAML', () => {
  expect(BLOCKS.length).toBeGreaterThan(3);
  for (const block of BLOCKS) expect(parse(block)).toBeTypeOf('object');
});

test('the page names every input of the action, and no other', () => {
  const [, table = ''] = /\| input .*?\n\| -.*?\n(.*?)\n\n/s.exec(PAGE) ?? [];
  const named = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(ACTION.inputs).sort());
});

test.runIf(isOnPath('actionlint'))('actionlint has nothing to say of the workflows', () => {
  const repository = ScratchRepository.create();
  expect(WORKFLOWS).toHaveLength(2);
  for (const workflow of WORKFLOWS) {
    writeFileSync(join(repository.folder, 'workflow.yml'), workflow);
    const { output } = repository.run('actionlint', ['-no-color', 'workflow.yml']);
    expect(output).toBe('');
  }
});
