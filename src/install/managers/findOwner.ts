import { join } from 'node:path';
import { readHookFile } from '../hookFiles.ts';
import { HOOK_NAMES, type HookLocation } from '../hookLocation.ts';
import { lefthook } from './lefthook.ts';
import { configurationOf, type Manager } from './manager.ts';
import { OTHER_MANAGERS } from './otherManagers.ts';
import { husky4, simpleGitHooks, yorkie } from './packageJson.ts';
import { preCommitFramework } from './preCommitFramework.ts';

const MANAGERS: readonly Manager[] = [
  lefthook,
  simpleGitHooks,
  preCommitFramework,
  husky4,
  yorkie,
  ...OTHER_MANAGERS,
];

/** The manager that wrote a hook file. */
export function writerOf(hookFile: string): Manager | undefined {
  return MANAGERS.find((manager) => manager.wrote(hookFile));
}

/**
 * The manager that owns the hooks of a repository: by the files that it wrote, and where it is configured and has
 * not been run yet, for then it will.
 */
export function findOwner(location: HookLocation): Manager | undefined {
  for (const hook of HOOK_NAMES) {
    const file = readHookFile(join(location.gitHooksDirectory, hook));
    const writer = file && writerOf(file.content);
    if (writer) return writer;
  }
  // With a core.hooksPath somebody has decided for hook files of the repository's own, or for husky.
  if (location.hooksPath) return undefined;
  return MANAGERS.find((manager) => configurationOf(manager, location.top));
}
