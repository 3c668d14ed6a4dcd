// Repositories with something staged, made anew for each run: no input is kept in this repository.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = 1e6;
/** 8 MiB. */
const LONG_LINE = 1 << 23;

/** @typedef {(folder: string) => void} Fill */

/** What is staged in each repository, by the name under which it is reported. */
export const INPUTS = /** @type {const} */ ({
  'one line': (/** @type {string} */ folder) => writeFileSync(join(folder, 'a.txt'), 'one line\n'),
  '48 MB in 2,000 files': (/** @type {string} */ folder) => fill(folder, 2000, () => base64Lines(24_000)),
  '20,000 files of one line': (/** @type {string} */ folder) =>
    fill(folder, 20_000, (file) => `export const n${file} = ${file};\n`),
  '630 MB in one file': (/** @type {string} */ folder) => {
    const file = openSync(join(folder, 'a.txt'), 'w');
    for (let written = 0; written < 630; written += 10) writeSync(file, base64Lines(10 * MEGABYTE));
    closeSync(file);
  },
  // Each begins like something that is looked for, without end and without being it.
  '8 MiB line of almost keys': longLine('abcd1234.abcdefghijklmnopqrstuvwxyz01234'),
  '8 MiB line of names': longLine('baseten_api_key='),
  '8 MiB line of `token:`': longLine('token:   '),
  '8 MiB line of Base64': longLine('YjEwX2Jhc2V0ZW4'),
});

/**
 * Makes a repository and stages an input in it.
 *
 * @param {string} folder does not exist yet
 * @param {keyof typeof INPUTS} input
 * @param {Record<string, string>} environment
 */
export function stageInput(folder, input, environment) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd: folder, env: environment });
  mkdirSync(folder);
  git('init', '--quiet');
  // Base64 does not shrink, and what the objects are packed with is not what is measured.
  git('config', 'core.compression', '0');
  git('config', 'user.name', 'bench');
  git('config', 'user.email', 'bench@example.com');
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  INPUTS[input](folder);
  git('add', '.');
}

function fill(
  /** @type {string} */ folder,
  /** @type {number} */ count,
  /** @type {(file: number) => string} */ contentOf,
) {
  for (let file = 0; file < count; file++) {
    const directory = join(folder, `d${file % 50}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `f${file}.txt`), contentOf(file));
  }
}

/** @returns {Fill} */
function longLine(/** @type {string} */ unit) {
  return (folder) => writeFileSync(join(folder, 'a.txt'), unit.repeat(LONG_LINE / unit.length));
}

/** Random Base64 in lines of 76 characters. */
function base64Lines(/** @type {number} */ length) {
  const text = randomBytes(Math.floor((length * 3) / 4)).toString('base64');
  return `${text.replace(/.{76}/g, '$&\n')}\n`;
}
