import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { cleanEnvironment, installedPackage, type ScratchRepository } from './scratchRepository.ts';

/** Installs, for one test file, the programs that `managers/package.json` names. @returns the path of a file of one */
export function useManagers(): (path: string) => string {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'bkg-managers-')));
    cpSync(fileURLToPath(new URL('managers', import.meta.url)), folder, { recursive: true });
    execFileSync(
      'npm',
      ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (path) => join(folder, 'node_modules', path);
}

/**
 * Puts programs into a repository's `node_modules`, as npm would, so that `npx --no-install` finds them.
 *
 * @param programs the name of each, and its file; ours is always there
 */
export function withPrograms(
  repository: ScratchRepository,
  programs: Record<string, string> = {},
  at = '.',
): void {
  const modules = join(repository.folder, at, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  symlinkSync(installedPackage(), join(modules, 'baseten-key-guard'));
  symlinkSync('../baseten-key-guard/dist/bin.cjs', join(modules, '.bin', 'baseten-key-guard'));
  for (const [name, file] of Object.entries(programs)) symlinkSync(file, join(modules, '.bin', name));
  repository.write('.git/info/exclude', 'node_modules\n');
}

/** Whether this machine has a program, of at least this version. */
export function hasProgram(name: string, oldest: readonly [major: number, minor: number] = [0, 0]): boolean {
  const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8', env: cleanEnvironment('/') });
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return (
    status === 0 && (Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]))
  );
}
