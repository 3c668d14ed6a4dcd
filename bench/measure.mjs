import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./contenders.mjs').Contender} Contender */
/** @typedef {{ cwd: string, environment: Record<string, string> }} Place */

/**
 * An environment made from nothing: a variable that tells node of more certificates, say, slows it down.
 *
 * @param {string} home
 */
export function cleanEnvironment(home) {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

/** Longer than this a contender is not waited for, in ms. */
export const LONGEST = 60_000;

/**
 * Runs contenders in turn, so that all see the same machine. The first round warms the caches and does not count.
 *
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @param {Place} place
 * @returns {Map<string, number[]>} milliseconds of each round, by the contender's name; none where it took too long
 */
export function alternate(contenders, rounds, place) {
  /** @type {Map<string, number[]>} */
  const times = new Map(contenders.map(({ name }) => [name, []]));
  const late = new Set();
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      if (late.has(contender)) continue;
      const taken = time(contender, place);
      if (taken === undefined) late.add(contender);
      else if (round > 0) times.get(contender.name)?.push(taken);
    }
  }
  return times;
}

/** @returns {number | undefined} milliseconds; nothing where it took longer than LONGEST */
function time(/** @type {Contender} */ { name, command, args }, /** @type {Place} */ { cwd, environment }) {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  });
  const taken = performance.now() - start;
  if (taken >= LONGEST) return undefined;
  // What scanners (123: below xargs) say where they take random text for a secret.
  if (error || status === null || ![0, 1, 123, 200].includes(status)) {
    throw error ?? new Error(`${name} exited with ${status}`);
  }
  return taken;
}

/** @returns {number} the most memory that a node program itself held, in MiB */
export function peakMemory(
  /** @type {Contender} */ { command, args },
  /** @type {Place} */ { cwd, environment },
) {
  const folder = mkdtempSync(join(tmpdir(), 'bkg-peak-'));
  const file = join(folder, 'peak');
  const probe = fileURLToPath(new URL('peak.cjs', import.meta.url));
  spawnSync(command, ['--require', probe, ...args], {
    cwd,
    env: { ...environment, PEAK_FILE: file },
    stdio: 'ignore',
  });
  const peak = Number(readFileSync(file, 'utf8')) / 1024;
  rmSync(folder, { recursive: true });
  return peak;
}

export function median(/** @type {readonly number[]} */ values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The median of the ratios of two series, round by round. */
export function ratio(/** @type {readonly number[]} */ ours, /** @type {readonly number[]} */ theirs) {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
