import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHookFile } from '../install/hookFiles.ts';
import { type HookLocation, type HookName, shownPath } from '../install/hookLocation.ts';
import { ourLines } from '../install/hookScript.ts';
import { HUSKY_5_TO_8_HEAD, huskySwitchedOff } from '../install/husky.ts';
import { writerOf } from '../install/managers/findOwner.ts';
import { configurationsOf, type Manager } from '../install/managers/manager.ts';
import { isSyntaxValid, shellOf } from '../install/shellHook.ts';
import { PRODUCT } from '../product.ts';
import { findGuardCommand } from './guardCommand.ts';

const INSTALL = `\`npx ${PRODUCT} install\``;

/** What of a hook is ours, so that it can be run without the rest, which may do anything. */
export interface HookPart {
  script: string;
  /** The shell and its options. */
  shell: readonly string[];
  /** `$0`, as git gives it. */
  path: string;
  /** Whether it finds node and the package by itself, also under the PATH of a desktop client. */
  isInstalled: boolean;
}

/** Why nothing of a hook can be tried. */
export interface NoPart {
  verdict: 'absent' | 'fails' | 'unknown';
  reason: string;
}

/** Finds what git would really run for a hook, now, and what of that is ours. Nothing is run. */
export function partOf(
  location: HookLocation,
  hook: HookName,
  environment: NodeJS.ProcessEnv,
): { file: string; by: string; part: HookPart | NoPart } {
  const path = fileThatRuns(location, hook);
  const file = path === '' ? '' : shownPath(location, path);
  const by = writerOf(readHookFile(path)?.content ?? '')?.name ?? location.runner;
  return { file, by, part: whyNot(location, hook, environment) ?? partIn(location, hook, path, environment) };
}

/** Why git does not come to run the hook. */
function whyNot(location: HookLocation, hook: HookName, environment: NodeJS.ProcessEnv): NoPart | undefined {
  const { gitHooksDirectory, runner, hooksPath } = location;
  if (gitHooksDirectory === '')
    return fails(`core.hooksPath is ${JSON.stringify(hooksPath?.value)}: hooks are off`);
  if (!existsSync(gitHooksDirectory)) {
    return hooksPath
      ? fails(`core.hooksPath is ${JSON.stringify(hooksPath.value)}, which is not there`)
      : absent('there is no such hook');
  }
  const gitFile = join(gitHooksDirectory, hook);
  const isHusky = runner === 'husky';
  if (!existsSync(gitFile)) {
    return isHusky
      ? fails(`husky is not set up: ${shownPath(location, gitFile)} is missing`)
      : absent('there is no such hook');
  }
  if (process.platform !== 'win32' && !isExecutable(gitFile)) {
    return fails(`it is not executable here, so git skips it (${INSTALL} mends a missing x bit)`);
  }
  if (!isHusky) return undefined;
  const off = huskySwitchedOff(environment);
  if (off !== undefined) return fails(off);
  return existsSync(fileThatRuns(location, hook)) ? undefined : absent('there is no such hook');
}

function partIn(
  location: HookLocation,
  hook: HookName,
  path: string,
  environment: NodeJS.ProcessEnv,
): NoPart | HookPart {
  const content = readFileSync(path, 'latin1');
  const off = HUSKY_5_TO_8_HEAD.test(content) ? huskySwitchedOff(environment) : undefined;
  if (off !== undefined) return fails(off);
  const isHuskys = location.runner === 'husky' && path === join(location.hooksDirectory, hook);
  const shell = isHuskys ? ['sh', '-e'] : [shellOf(content) ?? 'sh'];
  const installed = installedPart(content, path, shell);
  if (installed) return installed;
  const writer = writerOf(content);
  if (!writer) return commandPart(content, path, shell) ?? absent('it does not run the scan');
  const kept = writer.keepsAs === undefined ? undefined : readHookFile(path + writer.keepsAs);
  const part =
    (kept && installedPart(kept.content, path + writer.keepsAs, shell)) ??
    commandPart(writer.commandFor ? namedBy(writer, location.top, hook) : content, path, shell);
  return (
    part ??
    absent(`${writer.name} writes this hook, and does not run the scan (${INSTALL} says what to paste)`)
  );
}

/** The lines that `install` wrote. */
function installedPart(
  content: string,
  path: string,
  shell: readonly string[],
): NoPart | HookPart | undefined {
  const ours = ourLines(content);
  if (!ours) return undefined;
  if (isNeverReached(ours.before)) return fails(NEVER);
  if (!isSyntaxValid(shell[0] ?? 'sh', ours.before)) {
    return {
      verdict: 'unknown',
      reason: 'our lines were put inside others, and only those decide whether they are run',
    };
  }
  return { script: ours.script, shell, path, isInstalled: true };
}

/** A command that somebody put there: null where only its manager can run it. */
function commandPart(
  script: string | null | undefined,
  path: string,
  shell: readonly string[],
): NoPart | HookPart | undefined {
  if (script === undefined) return undefined;
  if (script === null)
    return { verdict: 'unknown', reason: 'only what writes this hook can run what it names' };
  const found = findGuardCommand(script, shell.includes('-e'));
  if (!found) return undefined;
  if (found.doubt !== undefined) return { verdict: 'unknown', reason: found.doubt };
  if (isNeverReached(found.before)) return fails(NEVER);
  // `{0}` is lefthook's word for the arguments that git gave.
  return { script: found.command.replace('{0}', '"$@"'), shell, path, isInstalled: false };
}

const NEVER = 'a line in front of it ends the hook before the scan';

function namedBy(writer: Manager, top: string, hook: HookName): string | null | undefined {
  return configurationsOf(writer, top)
    .map((configuration) => writer.commandFor?.(configuration, hook))
    .find((command) => command !== undefined);
}

/** As git asks: the x bit is not enough on a file system that is mounted without it, nor another person's. */
function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The file whose lines are run: with husky 9, not the one that git starts, unless another manager wrote that. */
function fileThatRuns({ gitHooksDirectory, hooksDirectory, runner }: HookLocation, hook: HookName): string {
  if (gitHooksDirectory === '') return '';
  const gitFile = join(gitHooksDirectory, hook);
  if (runner === 'git') return gitFile;
  const isHuskys = existsSync(gitFile) && /\/h["']?\s*$/.test(readFileSync(gitFile, 'latin1'));
  return isHuskys || !existsSync(gitFile) ? join(hooksDirectory, hook) : gitFile;
}

/** An `exit` or `exec` that stands at the margin, under no condition; `exec 2>file` only redirects. */
function isNeverReached(before: string): boolean {
  return /^(?:exit\b|exec\s+(?![\d<>&]))/m.test(before);
}

function absent(reason: string): NoPart {
  return { verdict: 'absent', reason };
}

function fails(reason: string): NoPart {
  return { verdict: 'fails', reason };
}
