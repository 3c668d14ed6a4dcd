import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commit, stoppedAt } from '../support/commit.ts';
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

// git reads the file on the disk in the place of the staged one where its times say that the two are the same.
test('a key that was taken out of the file on the disk, its times restored, is found in the index', async () => {
  const repository = ScratchRepository.guarded();
  repository.git('config', 'core.trustctime', 'false');
  repository.git('config', 'core.checkStat', 'minimal');
  const file = join(repository.folder, 'a.py');
  const key = currentKey();
  repository.write('a.py', `${key}\n`);
  const old = new Date('2026-01-01T00:00:00Z');
  utimesSync(file, old, old);
  repository.git('add', 'a.py');
  // git counts the time of a change in whole seconds: what happens in the second of the `add` it cannot tell.
  await sleep(1100);
  repository.write('a.py', `${'x'.repeat(key.length)}\n`);
  utimesSync(file, old, old);
  expect(statSync(file).mtimeMs).toBe(old.getTime());
  expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
});
