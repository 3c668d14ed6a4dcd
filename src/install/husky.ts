import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CannotScan } from '../errors.ts';

/**
 * The first lines of a hook of husky 5 to 8, which run the whole file again under `sh -e`: what follows them is run
 * once, in that second shell. They stay the first lines, or the scan would be done twice.
 */
export const HUSKY_5_TO_8_HEAD = /^#!.*\n\. "\$\(dirname (?:-- )?"\$0"\)\/_\/husky\.sh"\n/;

/** The scripts from which npm, pnpm, Yarn or Bun let a project set husky up. */
const SETUP_SCRIPTS = ['prepare', 'postinstall', 'postprepare'];

/**
 * Whether a project uses husky, 5 or later, that has not been set up yet, as in a new clone.
 *
 * @param top of the working tree; there `core.hooksPath` is not set
 * @throws CannotScan where its package.json cannot be understood
 */
export function huskyIsAwaited(top: string): boolean {
  const manifest = join(top, 'package.json');
  if (!existsSync(join(top, '.husky')) || !existsSync(manifest)) return false;
  const scripts = scriptsIn(readFileSync(manifest, 'utf8'));
  return SETUP_SCRIPTS.some((name) => /\bhusky\b/.test(scripts[name] ?? ''));
}

function scriptsIn(manifest: string): Record<string, string> {
  try {
    const { scripts = {} } = JSON.parse(manifest.replace(/^\ufeff/, ''));
    return scripts;
  } catch {
    // Without the parser's words, which quote what it stumbled over: that may be a key.
    throw new CannotScan(
      'package.json is no valid JSON, so whether this project waits for husky is unknown.',
      'Mend it, then run this command again.',
    );
  }
}

/**
 * Why husky runs no hook for this person: `HUSKY=0`, in the environment or in the file that it reads at each hook.
 *
 * @returns undefined where it does run them
 */
export function huskySwitchedOff(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment.HUSKY === '0') return 'HUSKY=0 in the environment switches husky off';
  const home = environment.HOME ?? homedir();
  const file = join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'husky', 'init.sh');
  if (!existsSync(file)) return undefined;
  const isOff = /^\s*(?:export\s+)?HUSKY=0\b/m.test(readFileSync(file, 'utf8'));
  return isOff ? `${file} sets HUSKY=0, which switches husky off` : undefined;
}
