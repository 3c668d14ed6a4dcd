import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CannotScan } from '../errors.ts';
import { leadsOutside } from '../git/files/resolvePaths.ts';
import { packageRoot } from '../packageRoot.ts';
import { PRODUCT } from '../product.ts';
import { shellWord } from '../report/shellQuote.ts';
import type { HookLocation, HookName } from './hookLocation.ts';
import type { Guard } from './hookScript.ts';

/** The folder for what only this machine knows: in the repository's own, so untracked, and one for all worktrees. */
export function recordDirectory({ commonDirectory }: HookLocation): string {
  return join(commonDirectory, PRODUCT);
}

/**
 * Writes down where this package and this node are, as the hooks read it.
 *
 * @param directory where `install` was called
 * @throws CannotScan where it cannot be written
 */
export function record(location: HookLocation, directory: string): void {
  const records = recordDirectory(location);
  try {
    write(records, directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotScan(
      `NOT INSTALLED: ${records} could not be written (${code ?? 'unknown'}).`,
      'See whether it is a folder that may be written and has room; then run this command again.',
      { cause: error },
    );
  }
}

function write(records: string, directory: string): void {
  mkdirSync(records, { recursive: true });
  const project = process.versions.pnp === undefined ? undefined : plugNPlayProject(directory);
  if (project !== undefined) {
    mkdirSync(join(records, 'hooks'), { recursive: true });
    const script = readFileSync(join(packageRoot(), 'hooks', 'run-pnp'), 'utf8');
    const place = `project=${shellWord(forShell(project))}`;
    writeFileSync(
      join(records, 'hooks', 'run'),
      script.replace(/^project=.*$/m, () => place),
    );
  }
  writeFileSync(join(records, 'package'), `${forShell(project === undefined ? packageRoot() : records)}\n`);
  writeFileSync(join(records, 'node'), `${forShell(process.execPath)}\n`);
}

/** The folder of Yarn's `.pnp.cjs`: with it a package is in an archive, which node alone can read. */
function plugNPlayProject(directory: string): string | undefined {
  for (let folder = realpathSync(directory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.pnp.cjs'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Takes away what `record` wrote. */
export function forget(location: HookLocation): void {
  rmSync(recordDirectory(location), { recursive: true, force: true });
}

/**
 * The lines that run the scan in one hook.
 *
 * @param directory where `install` was called: the package is looked for there and above
 */
export function guardFor(hook: HookName, directory: string, top: string): Guard {
  const template = readFileSync(join(packageRoot(), 'hooks', 'block.sh'), 'latin1');
  const place = Buffer.from(shellWord(packageIn(directory, top))).toString('latin1');
  const block = template
    .replace(/^baseten_key_guard=node_modules.*$/m, () => `baseten_key_guard=${place}`)
    .replace(/ pre-commit "\$@"/, () => ` ${hook} "$@"`);
  return { hook, block };
}

/** The package, relative to the top of the working tree, as a hook finds it on any machine. */
function packageIn(directory: string, top: string): string {
  for (let folder = realpathSync(directory); ; folder = dirname(folder)) {
    const inside = relative(top, folder);
    if (leadsOutside(inside)) break;
    if (existsSync(join(folder, 'node_modules', PRODUCT))) {
      return [...inside.split(sep).filter(Boolean), 'node_modules', PRODUCT].join('/');
    }
    if (inside === '') break;
  }
  return `node_modules/${PRODUCT}`;
}

/** Forward slashes, which every shell on Windows takes too. */
function forShell(path: string): string {
  return path.split(sep).join('/');
}
