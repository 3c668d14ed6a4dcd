import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CannotScan } from '../errors.ts';
import { packageRoot } from '../packageRoot.ts';
import { shellQuote } from '../report/shellQuote.ts';
import { type HookLocation, locateHooks } from './hookLocation.ts';
import { ASIDE_SUFFIX, newHook, readHook, replaceBlock, wrapHook } from './hookScript.ts';
import { isSyntaxValid, shellOf } from './shellHook.ts';

const PACKAGE = 'baseten-key-guard';
const HOOK = 'pre-commit';
const EXECUTABLE = 0o755;

/**
 * Makes every commit of a repository scan what is staged. A hook that was there keeps running, first; a second
 * call changes nothing.
 *
 * @param directory anywhere inside the working tree
 * @returns what was done, in one or two lines
 * @throws CannotScan when the hook could not be installed; nothing is changed then
 */
export async function install(directory: string): Promise<string> {
  const location = await locateHooks(directory);
  const path = join(location.hooksDirectory, HOOK);
  const block = blockFor(packageIn(directory, location.top));
  const found = readExisting(path);
  const target = plan(path, found, block, location);
  mkdirSync(location.hooksDirectory, { recursive: true });
  record(location);
  if (found?.content === target.content && found.mode === target.mode) {
    return `baseten-key-guard is installed already: ${path}`;
  }
  if (target.aside === 'move') renameSync(path, path + ASIDE_SUFFIX);
  else if (target.aside !== undefined)
    writeWhole(path + ASIDE_SUFFIX, target.aside.content, target.aside.mode);
  writeWhole(path, target.content, target.mode);
  const neighbour = target.aside
    ? `The hook that was there is now ${HOOK}${ASIDE_SUFFIX}; it runs first.`
    : target.keeps
      ? 'The hook that was there runs first, as before.'
      : 'It takes effect with the next commit.';
  return `baseten-key-guard is installed: ${path}\n${neighbour}`;
}

/**
 * Puts the hooks of a repository back as they were before `install`.
 *
 * @param directory anywhere inside the working tree
 * @returns what was done, in one line
 * @throws CannotScan outside a working tree
 */
export async function uninstall(directory: string): Promise<string> {
  const location = await locateHooks(directory);
  const path = join(location.hooksDirectory, HOOK);
  const found = readExisting(path);
  const hook = found && !found.isLink ? readHook(found.content) : undefined;
  rmSync(recordDirectory(location), { recursive: true, force: true });
  if (!found || !hook?.isGuarded)
    return `baseten-key-guard is not installed in ${path}; nothing was changed.`;
  if (hook.isAside && isThere(path + ASIDE_SUFFIX)) renameSync(path + ASIDE_SUFFIX, path);
  else if (hook.original === null) rmSync(path);
  else writeWhole(path, hook.original, found.mode);
  return `baseten-key-guard is uninstalled: ${path} is as it was.`;
}

interface ExistingHook {
  /** One character a byte. */
  content: string;
  mode: number;
  isLink: boolean;
}

interface Plan {
  content: string;
  mode: number;
  /** Whether a hook that was there runs on. */
  keeps: boolean;
  /** What is to be put beside the hook: the file that is there now, or what it held before us. */
  aside?: 'move' | { content: string; mode: number };
}

/** What the hook file will hold, given what it holds now. */
function plan(path: string, found: ExistingHook | undefined, block: string, location: HookLocation): Plan {
  if (!found) return { content: newHook(block), mode: EXECUTABLE, keeps: false };
  const { mode } = found;
  const isRun = location.runner === 'husky' || (mode & 0o111) !== 0;
  if (!found.isLink) {
    const hook = readHook(found.content);
    if (hook.isGuarded && (isRun || hook.original === null)) {
      const content = replaceBlock(found.content, block);
      return { content, mode: isRun ? mode : EXECUTABLE, keeps: hook.isAside || hook.original !== null };
    }
    if (hook.isGuarded && hook.original !== null) {
      // Its owner switched it off after we had joined it: theirs stays off, ours was asked for again.
      refuseToOverwrite(path);
      const aside = { content: hook.original, mode };
      return { content: newHook(block, HOOK), mode: EXECUTABLE, keeps: true, aside };
    }
    const shell = location.runner === 'husky' ? 'sh' : shellOf(found.content);
    const content = wrapHook(found.content, block);
    if (isRun && shell && isSyntaxValid(shell, found.content) && isSyntaxValid(shell, content)) {
      return { content, mode, keeps: true };
    }
  }
  if (location.runner === 'husky') {
    throw new CannotScan(
      `NOT INSTALLED: ${path} is a link or no complete shell script, so it was left alone.`,
      `Put this line at its end: sh node_modules/${PACKAGE}/hooks/run ${HOOK} "$@"`,
    );
  }
  refuseToOverwrite(path);
  return { content: newHook(block, HOOK), mode: EXECUTABLE, keeps: true, aside: 'move' };
}

function refuseToOverwrite(path: string): void {
  if (!isThere(path + ASIDE_SUFFIX)) return;
  throw new CannotScan(
    `NOT INSTALLED: ${path} must be moved aside, and ${HOOK}${ASIDE_SUFFIX} exists already.`,
    'Remove or rename that file, then run this command again.',
  );
}

/** Whether there is anything of this name, a link to nothing included. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readExisting(path: string): ExistingHook | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const isLink = stat.isSymbolicLink();
  return { content: isLink ? '' : readFileSync(path, 'latin1'), mode: stat.mode & 0o777, isLink };
}

/** The package, relative to the top of the working tree, as a hook finds it on any machine. */
function packageIn(directory: string, top: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    const inside = relative(top, folder);
    if (inside.startsWith('..')) break;
    if (existsSync(join(folder, 'node_modules', PACKAGE))) {
      return [...inside.split(sep).filter(Boolean), 'node_modules', PACKAGE].join('/');
    }
    if (inside === '') break;
  }
  return `node_modules/${PACKAGE}`;
}

function blockFor(packagePath: string): string {
  const template = readFileSync(join(packageRoot(), 'hooks', 'block.sh'), 'latin1');
  const line = `baseten_key_guard=${Buffer.from(shellQuote(packagePath)).toString('latin1')}`;
  return template.replace(/^baseten_key_guard=node_modules.*$/m, () => line);
}

function recordDirectory({ commonDirectory }: HookLocation): string {
  return join(commonDirectory, PACKAGE);
}

/** What only this machine knows, in an untracked place: where this package and this node are. */
function record(location: HookLocation): void {
  const directory = recordDirectory(location);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package'), `${packageRoot()}\n`);
  writeFileSync(join(directory, 'node'), `${process.execPath}\n`);
}

/** Writes a file at once or not at all: a half-written hook would stop every commit. */
function writeWhole(path: string, content: string, mode: number): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, content, { encoding: 'latin1', mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}
