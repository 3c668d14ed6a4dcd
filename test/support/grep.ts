import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstLook } from '../../src/rules/firstLook.ts';
import { scratchFolder } from './scratchRepository.ts';

/**
 * The numbers, from 1, of the lines that the first look would hand on to the scan, as its two greps see them.
 *
 * @param bytes one character a byte
 */
export function suspiciousLines({ rough, exact }: FirstLook, bytes: string): Set<number> {
  const roughly = grep(rough, bytes);
  return new Set([...grep(exact, bytes)].filter((line) => roughly.has(line)));
}

function grep(expressions: string, bytes: string): Set<number> {
  const file = join(scratchFolder('grep'), 'expressions');
  writeFileSync(file, expressions, 'latin1');
  const { status, stdout, stderr } = spawnSync('grep', ['-n', '-E', '-f', file], {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    input: Buffer.from(bytes.replaceAll('\0', '\x01'), 'latin1'),
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 1) throw new Error(`grep exited with ${status}: ${stderr}`);
  return new Set([...stdout.toString('latin1').matchAll(/^(\d+):/gm)].map(([, line]) => Number(line)));
}
