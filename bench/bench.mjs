// `npm run bench`: whole commands, in turn, so that both sides of a ratio see the same machine. It asserts nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STAGED_DIFF_ARGUMENTS } from '../dist/git/stagedDiff.js';
import { INPUTS, stageInput } from './inputs.mjs';

const PROGRAM = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bkg-bench-'));
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: join(scratch, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** @typedef {{ name: string, command: string, args: string[] }} Contender */

/** @type {Contender} */
const ours = { name: 'baseten-key-guard --staged', command: process.execPath, args: [PROGRAM, '--staged'] };
/** @type {Contender} */
const node = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] };
/** @type {Contender} */
const diff = {
  name: 'git diff … | cat',
  command: 'sh',
  args: ['-c', 'git "$@" | cat', 'sh', ...STAGED_DIFF_ARGUMENTS],
};

/** What each input is measured against, and how often. */
const RUNS = {
  'one line': { peer: node, times: 41 },
  '48 MB in 2,000 files': { peer: diff, times: 11 },
  '630 MB in one file': { peer: diff, times: 3 },
};

try {
  mkdirSync(environment.HOME);
  console.log('| staged | beside | its median | ours | ratio (median of pairs) |');
  console.log('|---|---|--:|--:|--:|');
  for (const input of /** @type {(keyof typeof INPUTS)[]} */ (Object.keys(INPUTS))) {
    const folder = join(scratch, input.replaceAll(/\W/g, '-'));
    stageInput(folder, input, environment);
    const { peer, times } = RUNS[input];
    const pairs = Array.from({ length: times + 1 }, () => ({
      peer: time(peer, folder),
      ours: time(ours, folder),
    }));
    const counted = pairs.slice(1); // the first warms the caches
    const row = [
      input,
      `\`${peer.name.replaceAll('|', '\\|')}\``,
      milliseconds(median(counted.map((pair) => pair.peer))),
      milliseconds(median(counted.map((pair) => pair.ours))),
      median(counted.map((pair) => pair.ours / pair.peer)).toFixed(2),
    ];
    console.log(`| ${row.join(' | ')} |`);
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns {number} milliseconds */
function time(/** @type {Contender} */ { name, command, args }, /** @type {string} */ cwd) {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error || status !== 0) throw error ?? new Error(`${name} exited with ${status}`);
  return performance.now() - start;
}

function median(/** @type {number[]} */ values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function milliseconds(/** @type {number} */ value) {
  return `${value.toFixed(0)} ms`;
}
