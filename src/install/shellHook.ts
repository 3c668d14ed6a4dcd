import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'mksh', 'zsh', 'yash']);

/**
 * The shell that runs a hook; undefined where it is in another language.
 *
 * @param script one character a byte
 */
export function shellOf(script: string): string | undefined {
  if (script.includes('\0')) return undefined;
  if (!script.startsWith('#!')) return 'sh'; // what git and execvp fall back to
  const words = script.slice(2).split('\n', 1)[0]?.trim().split(/\s+/) ?? [];
  const [interpreter = '', ...rest] = words.filter((word) => !word.startsWith('-'));
  const name = basename(interpreter) === 'env' ? basename(rest[0] ?? '') : basename(interpreter);
  return SHELLS.has(name) ? name : undefined;
}

/**
 * Whether a shell can read a script to its end. Text after an `exit 0` need not be shell, and a here-document
 * may lack its end: such a script works alone, and not inside another.
 */
export function isSyntaxValid(shell: string, script: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(script)) return false; // its last line would go on in ours
  const { status, stderr } = spawnSync(shell, ['-n'], { input: Buffer.from(script, 'latin1') });
  return status === 0 && stderr.length === 0;
}
