import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratchFolder } from './support/scratchRepository.ts';

test('docs/staging.md lists the cases that the suite has', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/staging.mjs', '--check'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    // Without the variables of the Vitest that runs this.
    env: { PATH: dirname(process.execPath), HOME: scratchFolder() },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
