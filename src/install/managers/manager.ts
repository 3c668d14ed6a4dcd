import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CannotScan } from '../../errors.ts';
import { PRODUCT } from '../../product.ts';
import type { HookName } from '../hookLocation.ts';

/** A file in which a manager is told what to run. */
export interface Configuration {
  /** Relative to the top of the working tree, with forward slashes. */
  file: string;
  text: string;
}

/** What somebody is to put into a configuration by hand. */
export interface Paste {
  /** Where the lines go, to be read after "in <file>, ". */
  where: string;
  lines: string;
  /** What is to be minded there. */
  note?: string;
}

/**
 * A program that writes the hook files itself: lines of ours would be lost in them, so its configuration must name
 * the scan. Nothing of it is ever edited.
 */
export interface Manager {
  name: string;
  /** Whether it wrote this hook file. */
  wrote(hookFile: string): boolean;
  /** Where it may be configured, relative to the top of the working tree, in the order in which it looks. */
  files: readonly string[];
  /** Whether a file of `files` holds a configuration of it at all; any does where this is left out. */
  isConfigured?(configuration: Configuration): boolean;
  /**
   * Our command, as the configuration has it for a hook: null where it names the scan in a way that nothing but the
   * manager can run. Left out where the hook file itself holds the command.
   */
  commandFor?(configuration: Configuration, hook: HookName): string | null | undefined;
  /** What it calls a hook that was there before it, after the hook's own name, where it runs that as well. */
  keepsAs?: string;
  /** What to paste for a hook, fitted to what the configuration holds now. */
  paste(configuration: Configuration, hook: HookName): Paste;
  /** What puts a changed configuration into force. */
  apply(hooks: readonly HookName[]): string;
}

/** The configuration of a manager; undefined where the repository has none. */
export function configurationOf(manager: Manager, top: string): Configuration | undefined {
  return configurationsOf(manager, top)[0];
}

/** Every configuration of a manager that the repository has. */
export function configurationsOf({ files, isConfigured }: Manager, top: string): Configuration[] {
  return files
    .filter((file) => existsSync(join(top, file)))
    .map((file) => ({ file, text: readFileSync(join(top, file), 'utf8') }))
    .filter((configuration) => isConfigured?.(configuration) ?? true);
}

/**
 * What a configuration in YAML or JSON holds. JSON is YAML; the comments that some allow in it are not.
 *
 * @throws CannotScan when it is neither
 */
export function parseConfiguration<T>({ file, text }: Configuration): Partial<T> {
  try {
    return (parse(file.endsWith('c') ? text.replace(/^\s*\/\/.*$/gm, '') : text) as T | null) ?? {};
  } catch (error) {
    const [sentence] = (error as Error).message.split('\n');
    throw new CannotScan(`${file} could not be read: ${sentence}`, 'Mend it, then run this command again.', {
      cause: error,
    });
  }
}

/** The command by which a manager scans: its hooks run where npm's programs are found, or with `npx` before them. */
export function commandOf(hook: HookName): string {
  const words = hook === 'pre-push' ? 'hook pre-push "$@"' : '--staged';
  return `npx --no-install ${PRODUCT} ${words}`;
}

/** A manager's command with the scan after it: what the first one stages is to be seen. */
export function afterTheirs(theirs: string | undefined, hook: HookName): string {
  return theirs === undefined ? commandOf(hook) : `${theirs} && ${commandOf(hook)}`;
}
