import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cleanEnvironment, scratchFolder } from '../support/scratchRepository.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo.mjs', import.meta.url));

/** The findings that the demo promises: place, kind, and what is visible of a key made at run time. */
const FINDINGS = [
  /^ {2}\.env:1:17 {2}Baseten API key {2}b10_\w{8}\.\*{8}$/m,
  /^ {2}config\.json:2:23 {2}Baseten API key \(bastn_ form\) {2}bastn_\*{8}$/m,
  /^ {2}settings\.yaml:1:18\n {4}Baseten API key \(older form, still valid\) {2}\w{8}\.\*{8}$/m,
  /^ {2}credentials\.py:1:15 {2}Baseten API key {2}b10_\w{8}\.\*{8}$/m,
  /^ {2}secrets\.json:1:20 {2}Baseten API key \(bastn_ form\) {2}bastn_\*{8}$/m,
];

test('the demo shows a key stopped in each of the five files, and cleans up', () => {
  const root = scratchFolder('demo');
  const temporary = join(root, 'tmp');
  mkdirSync(temporary);

  const { status, stdout, stderr } = spawnSync(process.execPath, [DEMO], {
    cwd: root,
    env: { ...cleanEnvironment(root), TMPDIR: temporary },
    encoding: 'utf8',
  });

  expect(stderr).toBe('');
  for (const finding of FINDINGS) expect(stdout).toMatch(finding);
  expect(stdout.match(/^Fix this commit$/gm)).toHaveLength(1);
  // The clean change, and each file again without its key.
  expect(stdout.match(/^\[main .*\] Change /gm)).toHaveLength(1 + FINDINGS.length);
  expect(stdout).toContain('baseten-key-guard is uninstalled: .git/hooks/pre-commit is as it was.');
  expect(stdout).toMatch(/^Demo passed: .*\n$/m);
  expect(status).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
});

test('the demo fails with a sentence where there is no git, and cleans up', () => {
  const root = scratchFolder('demo');
  const temporary = join(root, 'tmp');
  const emptyPath = join(root, 'bin');
  for (const folder of [temporary, emptyPath]) mkdirSync(folder);

  const { status, stderr } = spawnSync(process.execPath, ['--eval', withoutGit(emptyPath)], {
    env: { ...cleanEnvironment(root), TMPDIR: temporary },
    encoding: 'utf8',
  });

  expect(stderr).toMatch(/^demo: git could not be run: .*ENOENT/m);
  expect(status).toBe(1);
  expect(readdirSync(temporary)).toEqual([]);
});

/** The demo puts the folder of its node on the PATH, and git may be there too: it is told of another node. */
function withoutGit(emptyPath: string): string {
  return `
    process.execPath = ${JSON.stringify(join(emptyPath, 'node'))};
    process.env.PATH = ${JSON.stringify(emptyPath)};
    import(${JSON.stringify(DEMO)});
  `;
}
