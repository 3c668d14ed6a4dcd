// `npm run bench [-- --quick] [-- --svg <file>]`: whole commands, in turn, medians and ratios. It asserts nothing.
// The environment is a clean one: what node is told by variables slows it down, and would flatter the ratios.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { barChart } from './barChart.mjs';
import { DIFF, HOOK, NODE, OURS, peers } from './contenders.mjs';
import { INPUTS, stageInput } from './inputs.mjs';
import { alternate, cleanEnvironment, LONGEST, median, peakMemory, ratio } from './measure.mjs';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, svg: { type: 'string' } } });
const scratch = mkdtempSync(join(tmpdir(), 'bkg-bench-'));
const environment = cleanEnvironment(join(scratch, 'home'));

/**
 * What each input is measured against, how often, and whether beside other scanners too.
 *
 * @type {Record<keyof typeof INPUTS, { beside: import('./contenders.mjs').Contender, rounds: number, withPeers?: boolean, isSlow?: boolean }>}
 */
const RUNS = {
  'one line': { beside: NODE, rounds: 41, withPeers: true },
  '48 MB in 2,000 files': { beside: DIFF, rounds: 11, withPeers: true },
  '20,000 files of one line': { beside: DIFF, rounds: 5 },
  '630 MB in one file': { beside: DIFF, rounds: 3, isSlow: true },
  '8 MiB line of almost keys': { beside: DIFF, rounds: 5 },
  '8 MiB line of names': { beside: DIFF, rounds: 5 },
  '8 MiB line of `token:`': { beside: DIFF, rounds: 5 },
  '8 MiB line of Base64': { beside: DIFF, rounds: 5 },
};

try {
  mkdirSync(environment.HOME);
  console.log(`${cpus().length} cores, Node ${process.versions.node}, ${version('git')}, medians\n`);
  const scanners = [];
  console.log('| staged | beside | its median | ours | its median | ratio | its memory |');
  console.log('|---|---|--:|---|--:|--:|--:|');
  for (const input of /** @type {(keyof typeof INPUTS)[]} */ (Object.keys(INPUTS))) {
    const { beside, withPeers, isSlow, ...run } = RUNS[input];
    if (options.quick && isSlow) continue;
    const place = { cwd: join(scratch, input.replaceAll(/\W/g, '-')), environment };
    stageInput(place.cwd, input, environment);
    const rounds = options.quick ? Math.ceil(run.rounds / 5) : run.rounds;
    const times = alternate([beside, OURS, HOOK], rounds, place);
    printRow(input, times, beside, OURS, `${peakMemory(OURS, place).toFixed(0)} MiB`);
    printRow(input, times, beside, HOOK, '');
    if (withPeers)
      scanners.push({ input, times: alternate([HOOK, OURS, ...peers()], Math.ceil(rounds / 8), place) });
    rmSync(place.cwd, { recursive: true });
  }
  console.log(`\n| | ${scanners.map(({ input }) => input).join(' | ')} |`);
  console.log(`|---|${scanners.map(() => '--:').join('|')}|`);
  for (const { name } of [HOOK, OURS, ...peers()]) {
    console.log(`| ${name} | ${scanners.map(({ times }) => milliseconds(times.get(name))).join(' | ')} |`);
  }
  if (options.svg !== undefined) {
    const panels = scanners.map(({ input, times }) => ({
      title: `${input} staged`,
      bars: [...times].map(([name, taken]) => ({ name, value: median(taken) })),
    }));
    writeFileSync(options.svg, barChart(panels, 'baseten-key-guard'));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function printRow(
  /** @type {string} */ input,
  /** @type {Map<string, number[]>} */ times,
  /** @type {import('./contenders.mjs').Contender} */ beside,
  /** @type {import('./contenders.mjs').Contender} */ ours,
  /** @type {string} */ memory,
) {
  const [theirs = [], own = []] = [times.get(beside.name), times.get(ours.name)];
  const quoted = `\`${beside.name.replaceAll('|', '\\|')}\``;
  const row = [
    input,
    quoted,
    milliseconds(theirs),
    ours.name,
    milliseconds(own),
    ratio(own, theirs).toFixed(2),
    memory,
  ];
  console.log(`| ${row.join(' | ')} |`);
}

function milliseconds(/** @type {readonly number[]} */ taken = []) {
  return taken.length > 0 ? `${median(taken).toFixed(0)} ms` : `over ${LONGEST / 1000} s`;
}

function version(/** @type {string} */ program) {
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
}
