import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

function stagedKey(): { repository: ScratchRepository; key: string } {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.stage('a.py', `${key}\n`);
  return { repository, key };
}

test('one scan gives as many reports as are asked for, and none holds the key', () => {
  const { repository, key } = stagedKey();
  const formats = ['text', 'json', 'sarif', 'github', 'gitlab'];
  const reports = formats.flatMap((format) => ['--report', `${format}:${format}.out`]);
  const { status, output } = repository.guard(['--staged', ...reports]);
  expect(status).toBe(1);
  expect(output).toContain('The commit is stopped.');
  const texts = formats.map((format) => readFileSync(join(repository.folder, `${format}.out`), 'utf8'));
  for (const text of texts) expect(text).toContain('********');
  expect(leakedRun(output + texts.join(''), key)).toBeUndefined();
});

test.each([['sarif'], ['json'], ['gitlab']])(
  '%s is a document on stdout, of a quiet clean scan too',
  (format) => {
    const { stdout, status } = ScratchRepository.create().guard(['--staged', '--quiet', '--format', format]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
  },
);

test('a quiet clean scan says nothing to GitHub', () => {
  const { output } = ScratchRepository.create().guard(['--staged', '--quiet', '--format', 'github']);
  expect(output).toBe('');
});

test.each([
  [['--format', 'sariff'], 'Did you mean sarif?'],
  [['--report', 'sarif'], '--report needs a format, a colon and the name of a file.'],
  [['--report', 'sarif:'], '--report needs a format, a colon and the name of a file.'],
  [['--report', 'serif:x'], 'Did you mean sarif?'],
  [['--report', 'sarif:no/such/folder'], 'its folder does not exist'],
])('%j is refused', (args, sentence) => {
  const { status, stderr } = ScratchRepository.create().guard(['--staged', ...args]);
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
});

test('a summary goes where GitHub says, with its format only', () => {
  const { repository } = stagedKey();
  const summary = join(repository.home, 'summary.md');
  const variables = { GITHUB_STEP_SUMMARY: summary };
  expect(repository.guard(['--staged'], { variables }).status).toBe(1);
  expect(existsSync(summary)).toBe(false);
  expect(repository.guard(['--staged', '--format', 'github'], { variables }).status).toBe(1);
  expect(readFileSync(summary, 'utf8')).toMatch(/^### baseten-key-guard: 1 Baseten API key staged/);
  const nowhere = { GITHUB_STEP_SUMMARY: join(repository.home, 'no', 'summary.md') };
  const failed = repository.guard(['--staged', '--format', 'github'], { variables: nowhere });
  expect(failed.status).toBe(2);
  expect(failed.stderr).toContain('The summary could not be written');
});
