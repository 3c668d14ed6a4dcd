import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { installedPackage, ScratchRepository, scratchFolder } from '../support/scratchRepository.ts';

function repositoryOf(text: string): ScratchRepository {
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': `${text}\n` });
  return repository;
}

/** Runs the fleet on these, and tells what it left. */
function fleet(repositories: string[], args = ['--tree']) {
  const folder = join(scratchFolder('fleet'), 'reports');
  const script = join(installedPackage(), 'ci', 'fleet.sh');
  const outcome = ScratchRepository.create().run('sh', [script, folder, ...args], {
    input: `${repositories.join('\n')}\n`,
    variables: { JOBS: '2' },
  });
  const merged = join(folder, 'merged.sarif');
  return {
    ...outcome,
    files: readdirSync(folder).filter((name) => name.endsWith('.sarif')),
    everything: readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n'),
    runs: existsSync(merged) ? JSON.parse(readFileSync(merged, 'utf8')).runs : [],
  };
}

test('scans each repository and merges what is found, a run each', () => {
  const key = currentKey();
  const found = repositoryOf(key);
  const result = fleet([repositoryOf('nothing').folder, found.folder, repositoryOf('nothing').folder]);
  expect(result.status).toBe(1);
  expect(result.runs.map(({ results }: { results: unknown[] }) => results.length)).toEqual([0, 1, 0]);
  const ids = result.runs.map(
    ({ automationDetails }: { automationDetails: { id: string } }) => automationDetails.id,
  );
  expect(ids[1]).toBe('baseten-key-guard/tree/0002-work-tree/');
  expect(new Set(ids).size).toBe(3);
  expect(result.files).toHaveLength(4);
  expect(leakedRun(result.everything + result.output, key)).toBeUndefined();
});

test('all clean is 0', () => {
  expect(fleet([repositoryOf('nothing').folder]).status).toBe(0);
});

test('one that cannot be scanned is no pass, and does not keep the others from it', () => {
  const result = fleet(['/nowhere/at/all.git', repositoryOf(currentKey()).folder]);
  expect(result.status).toBe(2);
  expect(result.stderr).toMatch(/not scanned: .*0001-all\.log/);
  expect(result.stderr).toMatch(/found: .*0002-work-tree\.log/);
  expect(result.runs).toHaveLength(1);
});

test('an empty list is no pass', () => {
  expect(fleet([]).status).toBe(2);
});
