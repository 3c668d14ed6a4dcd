import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOnPath } from '../support/isOnPath.ts';
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

test.runIf(isOnPath('parallel'))('GNU parallel runs it a repository at a time', () => {
  const folder = scratchFolder('parallel');
  const ci = join(installedPackage(), 'ci');
  const repository = ScratchRepository.create();
  const outcome = repository.run(
    'sh',
    [
      '-c',
      'parallel --quote --jobs 2 sh "$CI/fleet.sh" --one "$TO" "{#} {}" --history; found=$?; node "$CI/merge-sarif.mjs" "$TO/merged.sarif" "$TO"/*.sarif; exit "$found"',
    ],
    {
      input: [repositoryOf('nothing'), repositoryOf(currentKey())].map((one) => `${one.folder}\n`).join(''),
      variables: { CI: ci, TO: folder },
    },
  );
  expect(outcome).toMatchObject({ stderr: '', status: 1 });
  expect(readFileSync(join(folder, '2-work-tree.status'), 'utf8')).toBe('1\n');
  const { runs } = JSON.parse(readFileSync(join(folder, 'merged.sarif'), 'utf8'));
  expect(runs.map(({ results }: { results: unknown[] }) => results.length)).toEqual([0, 1]);
});

test('without options the whole history is scanned, and an address is cloned', () => {
  const repository = repositoryOf(currentKey());
  repository.seed({ 'a.py': 'nothing\n' });
  const result = fleet([`file://${repository.folder}`], []);
  expect(result.status).toBe(1);
  expect(result.runs).toMatchObject([
    { properties: { scan: { mode: 'history', commits: 2 } }, results: [{}] },
  ]);
});

test.runIf(isOnPath('shellcheck'))('shellcheck has nothing to say of it', () => {
  const script = join(installedPackage(), 'ci', 'fleet.sh');
  expect(ScratchRepository.create().run('shellcheck', [script]).output).toBe('');
});
