// `npm run bench:hook`: what the installed hook costs a commit without a key. `git commit` with it and without, in
// turn, beside `node -e 0`; and its look at 82 MB of Base64 beside `git diff | cat`. It asserts nothing.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STAGED_DIFF_ARGUMENTS } from './gitArguments.mjs';
import { cleanEnvironment, median } from './measure.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const COMMITS = 41;
const LOOKS = 11;
/** Lines of 76 characters, as `base64` writes them. */
const BASE64_LINES = 1_070_000;
const scratch = mkdtempSync(join(tmpdir(), 'bkg-bench-hook-'));
const environment = cleanEnvironment(scratch);

try {
  const bare = repository('bare');
  const hooked = repository('hooked');
  mkdirSync(join(hooked, 'node_modules'));
  symlinkSync(PACKAGE, join(hooked, 'node_modules/baseten-key-guard'));
  run(process.execPath, [join(PACKAGE, 'dist/bin.cjs'), 'install'], hooked);
  /** @type {number[]} */
  const costs = [];
  /** @type {number[]} */
  const nodes = [];
  for (let round = 0; round <= COMMITS; round++) {
    const without = commit(bare, round);
    const cost = commit(hooked, round) - without;
    const node = time(process.execPath, ['-e', '0'], bare);
    if (round === 0) continue; // warms the caches
    costs.push(cost);
    nodes.push(node);
  }
  const [cost, node] = [median(costs), median(nodes)];
  console.log(
    `a clean commit: the hook ${cost.toFixed(1)} ms, node -e 0 ${node.toFixed(1)} ms, ratio ${(cost / node).toFixed(2)}`,
  );

  const large = repository('large');
  run('git', ['config', 'core.compression', '0'], large);
  writeBase64(join(large, 'a.txt'));
  run('git', ['add', '.'], large);
  const pairs = Array.from({ length: LOOKS + 1 }, () => {
    const cat = time('sh', ['-c', 'git "$@" | cat >/dev/null', 'sh', ...STAGED_DIFF_ARGUMENTS], large);
    return { cat, look: time('sh', [join(PACKAGE, 'hooks/run'), 'pre-commit'], large) };
  }).slice(1);
  const cat = median(pairs.map((pair) => pair.cat));
  const look = median(pairs.map((pair) => pair.look));
  const ratio = median(pairs.map((pair) => pair.look / pair.cat));
  console.log(
    `82 MB: the hook ${look.toFixed(0)} ms, git diff | cat ${cat.toFixed(0)} ms, ratio (median of pairs) ${ratio.toFixed(2)}`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @param {string} name */
function repository(name) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  run('git', ['init', '--quiet'], folder);
  run('git', ['config', 'user.name', 'Bench'], folder);
  run('git', ['config', 'user.email', 'bench@example.invalid'], folder);
  return folder;
}

/**
 * @param {string} folder
 * @param {number} round
 * @returns {number} milliseconds that `git commit` took
 */
function commit(folder, round) {
  writeFileSync(join(folder, 'a.txt'), `line ${round}\n`);
  run('git', ['add', 'a.txt'], folder);
  return time('git', ['commit', '--quiet', '-m', 'bench'], folder);
}

/** @param {string} path */
function writeBase64(path) {
  const file = openSync(path, 'w');
  for (let lines = 0; lines < BASE64_LINES; lines += 10_000) {
    writeSync(file, randomBytes(570_000).toString('base64').replace(/.{76}/g, '$&\n'));
  }
  closeSync(file);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function time(command, args, cwd) {
  const started = performance.now();
  run(command, args, cwd);
  return performance.now() - started;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const { status, error, stderr } = spawnSync(command, args, { cwd, env: environment });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args[0]} exited with ${status}: ${stderr}`);
}
