import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratchRepository.ts';

/** The shells that a hook may meet as `sh`, by the program that they are. */
export const SHELLS = ['dash', 'bash', 'busybox', 'mksh', 'zsh', 'yash'] as const;

/** Where a program of this machine is; undefined where it is not installed. */
export function whereIs(program: string): string | undefined {
  const { stdout } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

/**
 * A folder for a PATH that holds these programs and no others.
 *
 * @param programs what each name stands for: a path
 */
export function folderOf(programs: Record<string, string | undefined>): string {
  const folder = join(scratchFolder('bin'), 'bin');
  mkdirSync(folder);
  link(folder, programs);
  return folder;
}

/** The same, with a path that can stand in the first line of a script, where a space would end it. */
export function folderForShebang(programs: Record<string, string | undefined>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bkg-bin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  link(folder, programs);
  return folder;
}

function link(folder: string, programs: Record<string, string | undefined>): void {
  for (const [name, path] of Object.entries(programs)) {
    if (path === undefined) throw new Error(`${name} is not installed`);
    symlinkSync(path, join(folder, name));
  }
}

/** What a hook needs from a system, with a shell as `sh`; busybox brings its own tools. */
export function systemWith(shell: string): Record<string, string | undefined> {
  const path = whereIs(shell);
  const own = shell === 'busybox' ? path : undefined;
  return {
    sh: path,
    git: whereIs('git'),
    cat: own ?? whereIs('cat'),
    grep: own ?? whereIs('grep'),
    tr: own ?? whereIs('tr'),
    // yash, as `sh`, has these only where the PATH does.
    '[': '/usr/bin/[',
    echo: own ?? '/bin/echo',
  };
}
