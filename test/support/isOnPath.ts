import { spawnSync } from 'node:child_process';

/** Whether a program that not every machine has is there, so that what needs it can be tried. */
export function isOnPath(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0;
}
