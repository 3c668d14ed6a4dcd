import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import type { HookName } from '../install/hookLocation.ts';
import { redactKeys } from '../rules/redact.ts';
import type { HookPart } from './hookPart.ts';
import type { ScratchIndex } from './scratchIndex.ts';

/** What a desktop client has, beside the programs of git. */
const SHORTEST_PATH = ['/usr/bin', '/bin'];

/** In what surroundings a hook is tried. */
export interface Surroundings {
  top: string;
  /** Where git keeps its own programs: it puts that first on the PATH of a hook. */
  gitPrograms: string;
  environment: NodeJS.ProcessEnv;
}

/**
 * Runs our part of a hook as git would, with the made-up key staged.
 *
 * @returns why the key would not be stopped; undefined where it was
 */
export async function tryPart(
  hook: HookName,
  part: HookPart,
  scratch: ScratchIndex,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const { PATH = '' } = surroundings.environment;
  const [plain, desktop] = await Promise.all([
    run(hook, part, scratch, surroundings, PATH.split(delimiter)),
    // Once is enough: our lines are the same in each hook. Windows has no such PATH, and a manager's command has
    // never worked without its programs on it.
    part.isInstalled && hook === 'pre-commit' && process.platform !== 'win32'
      ? run(hook, part, scratch, surroundings, SHORTEST_PATH)
      : undefined,
  ]);
  if (plain !== undefined) return plain;
  return desktop === undefined
    ? undefined
    : `from a desktop client, with PATH=${SHORTEST_PATH.join(':')}: ${desktop}`;
}

async function run(
  hook: HookName,
  { script, shell, path }: HookPart,
  { path: staged, variables, push }: ScratchIndex,
  { top, gitPrograms, environment }: Surroundings,
  folders: readonly string[],
): Promise<string | undefined> {
  const [program = 'sh', ...options] = shell;
  const isPush = hook === 'pre-push';
  const words = isPush ? ['origin', top] : [];
  const child = spawn(program, [...options, '-c', script, path, ...words], {
    cwd: top,
    env: {
      ...environment,
      ...variables,
      PATH: [gitPrograms, ...folders].join(delimiter),
      GIT_EDITOR: ':',
      PRE_COMMIT_FROM_REF: push.from,
      PRE_COMMIT_TO_REF: push.to,
    },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => undefined); // it need not read what is pushed
  child.stdin.end(isPush ? push.line : '');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`${program} could not be started (${error.message})`));
    child.on('close', (status) =>
      resolve(status === 1 && said.includes(staged) ? undefined : whyNot(status, said)),
    );
  });
}

function whyNot(status: number | null, said: string): string {
  if (status === 0)
    return 'it was run, and let the key through: is every file excluded by the configuration?';
  const sentence =
    /^baseten-key-guard: (.*?)\.?(?: Git is stopped\.| \(exit \d.*)?$/m.exec(said)?.[1] ??
    said.trim().split('\n').at(-1);
  return `it was run, and could not scan: ${redactKeys(sentence || `it exited with ${status ?? 'a signal'}`)}`;
}
