import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CannotScan } from '../errors.ts';
import { PRODUCT } from '../product.ts';
import { ASIDE_FOLDER, ASIDE_SUFFIX } from './hookScript.ts';

/** A script that looks for files beside itself: `dirname "$0"`, `${0%/*}`, `"$0".d`, `__dirname`, `sys.argv[0]` … */
const GOES_BY_FOLDER =
  /\bdirname\b.{0,40}(?:\$\{?0|BASH_SOURCE|argv|__file__|__FILE__)|\$\{0%|\$\{?0\}?"?\.d\b|__dirname|__dir__|__file__|FindBin|import\.meta|require_relative|\b(?:require|import|from)\b\W{0,3}['"]\./;
/** A script that is many hooks, and asks as which it was called. */
const GOES_BY_NAME =
  /\bbasename\b.{0,40}(?:\$\{?0|argv|__file__|__FILE__|PROGRAM_NAME)|\$\{0##|\$\{?0\}?"?\.d\b/;

/** What is in a folder of hooks and no file that one of them needs. */
const NO_HELPER =
  /\.sample$|^(?:pre|post|prepare|commit|applypatch|sendemail|push|proc|reference|fsmonitor|p4)-[a-z-]+$|^update$/;

/**
 * Where a hook goes that has to be moved aside, from its folder on. It keeps its name, for one script may be many
 * hooks, each a link to it; one that looks for files beside itself keeps its folder.
 *
 * @param path of the hook, links followed
 * @throws CannotScan where it needs both
 */
export function asidePlace(hook: string, path: string): string {
  const script = read(path);
  if (!goesByFolder(script, path)) return `${ASIDE_FOLDER}/${hook}`;
  if (!GOES_BY_NAME.test(script)) return hook + ASIDE_SUFFIX;
  throw new CannotScan(
    `NOT INSTALLED: ${path} goes by its own name and its own folder, so it was not moved.`,
    `Let it end with this, and with its exit code: \`sh node_modules/${PRODUCT}/hooks/run ${hook}\``,
  );
}

/**
 * Whether a hook that was moved aside under another name, as the first versions did with all, asks for its own.
 *
 * @param path where it is now, in the folder of hooks
 */
export function missesItsName(path: string): boolean {
  const script = read(path);
  return GOES_BY_NAME.test(script) && !goesByFolder(script, path);
}

/** Whether a script would miss its neighbours elsewhere. */
function goesByFolder(script: string, path: string): boolean {
  return GOES_BY_FOLDER.test(script) || namesNeighbour(script, path);
}

/** Whether a script names a file beside it. It may look for one without saying where, as Python's `import` does. */
function namesNeighbour(script: string, path: string): boolean {
  const words = new Set(script.match(/[\w-]+/g));
  return readdirSync(dirname(path)).some((name) => {
    const [stem = ''] = name.split('.');
    if (NO_HELPER.test(name) || name.includes(ASIDE_FOLDER) || !words.has(stem)) return false;
    return name !== basename(realpathSync(path)); // the script itself, where the hook is a link to it
  });
}

/** A link may lead nowhere. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new CannotScan(
      `NOT INSTALLED: the hook ${path} could not be read.`,
      'See what is there, then run this command again.',
      { cause: error },
    );
  }
}
