// `npm run bench:history`: the scan of a long history beside the git that it reads, in turn, so that both sides of a
// ratio see the same machine. It asserts nothing.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMIT_LOG_ARGUMENTS } from './gitArguments.mjs';
import { importHistory } from './historyInput.mjs';
import { cleanEnvironment, median } from './measure.mjs';

const PROGRAM = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));
const COMMITS = Number(process.argv[2] ?? 20_000);
const TIMES = 5;
const scratch = mkdtempSync(join(tmpdir(), 'bkg-bench-history-'));
const environment = cleanEnvironment(scratch);

try {
  const folder = join(scratch, 'repository.git');
  mkdirSync(folder);
  spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main'], { cwd: folder, env: environment });
  await importHistory(folder, COMMITS, environment);
  const log = ['sh', '-c', 'echo HEAD | git "$@" | cat', 'sh', ...COMMIT_LOG_ARGUMENTS];
  const ours = [process.execPath, PROGRAM, '--history'];
  /** @type {{ log: Run, ours: Run }[]} */
  const pairs = [];
  for (let time = 0; time <= TIMES; time++)
    pairs.push({ log: await run(log, folder), ours: await run(ours, folder) });
  const counted = pairs.slice(1); // the first warms the caches
  console.log(
    `| commits | \`git log … \\| cat\` | ours | ratio (median of ${TIMES} pairs) | peak memory of ours |`,
  );
  console.log('|--:|--:|--:|--:|--:|');
  const row = [
    COMMITS,
    `${median(counted.map((pair) => pair.log.seconds)).toFixed(2)} s`,
    `${median(counted.map((pair) => pair.ours.seconds)).toFixed(2)} s`,
    median(counted.map((pair) => pair.ours.seconds / pair.log.seconds)).toFixed(2),
    `${median(counted.map((pair) => pair.ours.peak)).toFixed(0)} MB`,
  ];
  console.log(`| ${row.join(' | ')} |`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @typedef {{ seconds: number, peak: number }} Run */

/** @returns {Promise<Run>} */
async function run(/** @type {string[]} */ [command = '', ...args], /** @type {string} */ cwd) {
  const start = performance.now();
  const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = Number.NaN;
  const sampling = setInterval(() => {
    peak = peakMemory(child.pid) ?? peak;
  }, 20);
  const [exitCode] = await once(child, 'exit');
  clearInterval(sampling);
  if (exitCode !== 0) throw new Error(`${command} exited with ${exitCode}`);
  return { seconds: (performance.now() - start) / 1000, peak };
}

/** Megabytes, of the process itself and not of the git that it reads; only Linux tells. */
function peakMemory(/** @type {number | undefined} */ pid) {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined; // it has ended, or this is no Linux
  }
}
