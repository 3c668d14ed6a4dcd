import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cleanEnvironment, scratchFolder } from '../support/scratchRepository.ts';

const PICTURE = fileURLToPath(new URL('../../scripts/picture.mjs', import.meta.url));

test('the picture in the README is what a blocked commit prints', () => {
  const root = scratchFolder('picture');
  const { status, stderr } = spawnSync(process.execPath, [PICTURE, '--check'], {
    cwd: root,
    env: cleanEnvironment(root),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
