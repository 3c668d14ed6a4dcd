// Repositories with something staged, made anew for each run: no input is kept in this repository.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = 1e6;

/** What is staged in each repository, by the name under which it is reported. */
export const INPUTS = {
  'one line': (/** @type {string} */ folder) => writeFileSync(join(folder, 'a.txt'), 'one line\n'),
  '48 MB in 2,000 files': (/** @type {string} */ folder) => {
    for (let file = 0; file < 2000; file++) {
      const directory = join(folder, `d${file % 50}`);
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, `f${file}.txt`), base64Lines(24_000));
    }
  },
  '630 MB in one file': (/** @type {string} */ folder) => {
    const file = openSync(join(folder, 'a.txt'), 'w');
    for (let written = 0; written < 630; written += 10) writeSync(file, base64Lines(10 * MEGABYTE));
    closeSync(file);
  },
};

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
  INPUTS[input](folder);
  git('add', '.');
}

/** Random Base64 in lines of 76 characters. */
function base64Lines(/** @type {number} */ length) {
  const text = randomBytes(Math.floor((length * 3) / 4)).toString('base64');
  return `${text.replace(/.{76}/g, '$&\n')}\n`;
}
