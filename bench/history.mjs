// `npm run bench:history`: the scan of a long history beside the git that it reads, in turn, so that both sides of a
// ratio see the same machine. It asserts nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMIT_LOG_ARGUMENTS } from './gitArguments.mjs';
import { importHistory } from './historyInput.mjs';
import { alternate, cleanEnvironment, median, peakMemory, ratio } from './measure.mjs';

const COMMITS = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;
/** @type {import('./contenders.mjs').Contender} */
const LOG = {
  name: 'git log … | cat',
  command: 'sh',
  args: ['-c', 'echo HEAD | git "$@" | cat', 'sh', ...COMMIT_LOG_ARGUMENTS],
};
/** @type {import('./contenders.mjs').Contender} */
const OURS = {
  name: 'ours',
  command: process.execPath,
  args: [fileURLToPath(new URL('../dist/bin.cjs', import.meta.url)), '--history'],
};
const scratch = mkdtempSync(join(tmpdir(), 'bkg-bench-history-'));
const environment = cleanEnvironment(scratch);

try {
  const cwd = join(scratch, 'repository.git');
  mkdirSync(cwd);
  spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main'], { cwd, env: environment });
  await importHistory(cwd, COMMITS, environment);
  const place = { cwd, environment };
  const times = alternate([LOG, OURS], ROUNDS, place);
  const [log = [], ours = []] = [times.get(LOG.name), times.get(OURS.name)];
  console.log(
    `| commits | \`git log … \\| cat\` | ours | ratio (median of ${ROUNDS} pairs) | peak memory of ours |`,
  );
  console.log('|--:|--:|--:|--:|--:|');
  const row = [
    COMMITS,
    seconds(log),
    seconds(ours),
    ratio(ours, log).toFixed(2),
    `${peakMemory(OURS, place).toFixed(0)} MiB`,
  ];
  console.log(`| ${row.join(' | ')} |`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function seconds(/** @type {readonly number[]} */ taken) {
  return `${(median(taken) / 1000).toFixed(2)} s`;
}
