import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

/** `script` of util-linux runs a command on a terminal of its own. */
const hasScript = (spawnSync('script', ['--version']).stdout ?? '').includes('util-linux');

/** Runs `trace` on a terminal, and types when it asks. */
function onTerminal(typed: string): Promise<{ status: number | null; screen: string }> {
  const repository = ScratchRepository.create();
  const program = join(installedPackage(), 'dist', 'bin.cjs');
  const command = `'${process.execPath}' '${program}' trace`;
  return new Promise((resolve) => {
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd: repository.folder,
      env: { ...repository.environment, SHELL: '/bin/sh', TERM: 'dumb' },
    });
    let screen = '';
    let isAsked = false;
    child.stdout.on('data', (bytes: Buffer) => {
      screen += bytes.toString('utf8');
      if (isAsked || !screen.includes('paste the key')) return;
      isAsked = true;
      child.stdin.write(typed);
    });
    child.on('close', (status) => resolve({ status, screen }));
  });
}

describe.runIf(hasScript)('on a terminal', () => {
  test('a key is asked for, and not shown', async () => {
    const key = currentKey();
    const { status, screen } = await onTerminal(`${key}\r`);
    expect(screen).toContain('stands nowhere in this');
    expect(status).toBe(0);
    expect(leakedRun(screen, key)).toBeUndefined();
  });

  test.each([
    ['Ctrl-D', '\x04', 2, 'There is no key'],
    ['Ctrl-C', '\x03', 130, 'SIGINT'],
  ])('%s ends it', async (_name, typed, exit, said) => {
    const { status, screen } = await onTerminal(typed);
    expect(status).toBe(exit);
    expect(screen).toContain(said);
  });
});
