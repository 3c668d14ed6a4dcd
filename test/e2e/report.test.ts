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

test('the commands to paste name the files from the folder that they are pasted in', () => {
  const repository = ScratchRepository.guarded();
  repository.stage('top.py', `${currentKey()}\n`);
  repository.stage('src/deep/a.py', `${currentKey()}\n`);
  const stopped = repository.run('git', ['commit', '-m', 'x'], { cwd: 'src' });
  expect(stopped).toMatchObject({ status: 1 });
  for (const { output } of [
    stopped,
    ...['--staged', '--tree'].map((mode) => repository.guard([mode], { cwd: 'src' })),
  ]) {
    expect(output).toContain('  src/deep/a.py:1:1');
    expect(output).toContain('    git add -- deep/a.py ../top.py\n');
  }
  const command = /^ *(git (?:restore --staged|rm --cached) -- .*)$/m.exec(stopped.output)?.[1] ?? '';
  expect(repository.run('sh', ['-c', command], { cwd: 'src' })).toMatchObject({ status: 0 });
  expect(repository.git('diff', '--cached', '--name-only')).toBe('');
});
