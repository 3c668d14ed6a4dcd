import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstLook } from '../../src/rules/look/firstLook.ts';
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

/** The numbers, from 1, of the lines that the glance would not let pass: the diff as it is, its NULs included. */
export function glancedLines({ glance }: FirstLook, bytes: string): Set<number> {
  return grepFor(glance, bytes, ['-a']);
}

function grep(expressions: string, bytes: string): Set<number> {
  return grepFor(expressions, bytes.replaceAll('\0', '\x01'), []);
}

function grepFor(expressions: string, bytes: string, options: string[]): Set<number> {
  const file = join(scratchFolder('grep'), 'expressions');
  writeFileSync(file, expressions, 'latin1');
  const { status, stdout, stderr } = spawnSync('grep', [...options, '-n', '-E', '-f', file], {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    input: Buffer.from(bytes, 'latin1'),
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 1) throw new Error(`grep exited with ${status}: ${stderr}`);
  return new Set([...stdout.toString('latin1').matchAll(/^(\d+):/gm)].map(([, line]) => Number(line)));
}
