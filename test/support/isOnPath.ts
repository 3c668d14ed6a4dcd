import { spawnSync } from 'node:child_process';
import { cleanEnvironment } from './scratchRepository.ts';

/** Whether a program that not every machine has is there for a test, on the PATH that tests have. */
export function isOnPath(program: string): boolean {
  const env = cleanEnvironment('/nowhere');
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore', env }).status === 0;
}
