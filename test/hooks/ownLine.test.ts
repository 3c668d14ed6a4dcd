import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { installedPackage, type Outcome, ScratchRepository } from '../support/scratchRepository.ts';
import { folderOf, SHELLS, systemWith, whereIs } from '../support/shells.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/hooks.md', import.meta.url)), 'utf8');
/** The lines that the page has for a hook of one's own. */
const LINES = (/^ {4}grep .*\n {4}sh node_modules\/.*\n/m.exec(PAGE)?.[0] ?? '').replace(/^ {4}/gm, '');
const SCRIPT = 'node_modules/baseten-key-guard/hooks/run';

function repositoryWithPackage(): ScratchRepository {
  const repository = ScratchRepository.create();
  const folder = join(repository.folder, 'node_modules/baseten-key-guard');
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(installedPackage(), 'dist'), join(folder, 'dist'));
  cpSync(join(installedPackage(), 'hooks'), join(folder, 'hooks'), { recursive: true });
  return repository;
}

describe.each(SHELLS)('lines that somebody put into a hook, under %s', (shell) => {
  const runLines = (repository: ScratchRepository): Outcome => {
    const system = folderOf(systemWith(shell));
    return repository.run(join(system, 'sh'), ['-c', `${LINES}echo on`], { variables: { PATH: system } });
  };

  test.runIf(whereIs(shell) !== undefined)('let a commit through that is clean', () => {
    expect(runLines(repositoryWithPackage())).toMatchObject({ status: 0, stdout: 'on\n' });
  });

  test.runIf(whereIs(shell) !== undefined).each([
    ['is missing', (script: string) => rmSync(script)],
    ['is empty', (script: string) => writeFileSync(script, '')],
    ['is cut to its first line', (script: string) => cut(script, '#!/bin/sh\n'.length)],
    ['is cut in its middle', (script: string) => cut(script, 3000)],
    ['lacks its end', (script: string) => cut(script, -3)],
    ['is a folder', (script: string) => rmSync(script) ?? mkdirSync(script)],
  ])('stop where the script %s', (_, harm) => {
    const repository = repositoryWithPackage();
    harm(join(repository.folder, SCRIPT));
    const { status, stdout } = runLines(repository);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
  });
});

test('status tries them', () => {
  const repository = repositoryWithPackage();
  repository.write('.git/hooks/pre-commit', `#!/bin/sh\n${LINES}`, 0o755);
  expect(repository.guard(['status']).stdout).toMatch(/git commit +yes/);
});

function cut(script: string, length: number): void {
  writeFileSync(script, readFileSync(script).subarray(0, length));
}
