import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

test('a key in the name that a commit gives to a file is found, and redacted', () => {
  const repository = ScratchRepository.guarded();
  const key = currentKey();
  repository.stage(`notes/${key}.txt`, 'nothing\n');
  const { findings, status } = repository.scan();
  expect(status).toBe(1);
  expect(findings).toMatchObject([{ ruleId: 'baseten-api-key', line: 1, column: 1, isInName: true }]);
  const stopped = repository.tryGit(['commit', '-m', 'x']);
  expect(stopped.status).toBe(1);
  expect(leakedRun(stopped.output, key)).toBeUndefined();
});

test('--output writes the report to a file, and the exit code still tells', () => {
  const repository = ScratchRepository.guarded();
  repository.stage('a.py', `${currentKey()}\n`);
  const outcome = repository.guard(['--staged', '--format', 'json', '--output', 'report.json']);
  expect(outcome).toMatchObject({ status: 1, stdout: '' });
  const report = JSON.parse(readFileSync(join(repository.folder, 'report.json'), 'utf8'));
  expect(report.findings).toMatchObject([{ path: 'a.py', line: 1 }]);
});
