import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { currentKey } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

const template = parse(readFileSync(fileURLToPath(new URL('../../ci/gitlab.yml', import.meta.url)), 'utf8'));
const job = template['baseten-key-guard'];

test('the job runs the script of the package, and hands over the report that it writes', () => {
  const [, scan] = job.script;
  expect(scan).toBe('node "$(npm root --global)/baseten-key-guard/ci/scan.mjs"');
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': `${currentKey()}\n` });
  // The package as npm installed it, in the place of npm's global folder.
  const { status, output } = repository.run('sh', ['-ec', scan.replace('$(npm root --global)', '$FOLDER')], {
    variables: {
      ...job.variables,
      FOLDER: join(installedPackage(), '..'),
      GITLAB_CI: 'true',
      KEY_GUARD_SCAN: 'tree',
    },
  });
  expect(status).toBe(1);
  expect(output).toContain('1 Baseten API key found in 1 file.');
  const report = readFileSync(join(repository.folder, job.artifacts.reports.secret_detection), 'utf8');
  expect(JSON.parse(report).vulnerabilities).toMatchObject([{ location: { file: 'a.py', start_line: 1 } }]);
  expect(job.artifacts.when).toBe('always');
});
