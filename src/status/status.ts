import { openGit } from '../git/run/git.ts';
import { HOOK_NAMES, type HookName, locateHooks } from '../install/hookLocation.ts';
import { partOf } from './hookPart.ts';
import { stageMadeUpKey } from './scratchIndex.ts';
import { tryPart } from './tryPart.ts';

/** Whether one hook would stop a key. */
export interface HookStatus {
  hook: HookName;
  /** `absent` where nothing of ours is run, `fails` where it should be and does not stop a key. */
  verdict: 'stops' | 'absent' | 'fails' | 'unknown';
  /** The file that is run, relative to the top where it is below; empty where git runs none at all. */
  file: string;
  /** What runs it: git, husky, or another manager that wrote the file. */
  by: string;
  /** Why it would not, where it would not. */
  reason?: string;
}

/** Whether a key would be stopped, and by which hooks. */
export interface Status {
  /** By a commit, by a merge, and by a push where that was asked for. */
  wouldStop: boolean;
  hooks: HookStatus[];
  /** The same in one sentence. */
  sentence: string;
}

/** What runs each hook, for people. */
export const RUN_BY: Record<HookName, string> = {
  'pre-commit': 'git commit',
  'pre-merge-commit': 'git merge',
  'pre-push': 'git push',
};

/**
 * Answers whether a key would be stopped in this repository, now, by trying: a key made up for this is staged in a
 * scratch index, and our part of each hook that git would really run is run on it. The rest of a hook is not run, for
 * it may change files.
 *
 * @param directory anywhere inside the working tree
 * @param environment of the commit that is asked about
 * @throws CannotScan outside a working tree
 */
export async function status(directory: string, environment = process.env): Promise<Status> {
  const location = await locateHooks(directory);
  const { top } = location;
  const gitPrograms = (await openGit(top).raw(['--exec-path'])).trim();
  const scratch = await stageMadeUpKey(top);
  try {
    const hooks = await Promise.all(
      HOOK_NAMES.map(async (hook): Promise<HookStatus> => {
        const { file, by, part } = partOf(location, hook, environment);
        if ('verdict' in part) return { hook, file, by, ...part };
        const reason = await tryPart(hook, part, scratch, { top, gitPrograms, environment });
        return {
          hook,
          file,
          by,
          ...(reason === undefined ? { verdict: 'stops' } : { verdict: 'fails', reason }),
        };
      }),
    );
    return { wouldStop: answerOf({ hooks }) === 'yes', hooks, sentence: sentenceOf(hooks) };
  } finally {
    scratch.remove();
  }
}

/** The answer in a word: `no` where any hook lets a key through, whatever cannot be told of others. */
export function answerOf({ hooks }: Pick<Status, 'hooks'>): 'yes' | 'no' | 'unknown' {
  const holes = hooks.filter(isHole);
  if (holes.length === 0) return 'yes';
  return holes.every(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'no';
}

/** A push is scanned where that was asked for. */
function isHole({ hook, verdict }: HookStatus): boolean {
  return verdict !== 'stops' && (hook !== 'pre-push' || verdict !== 'absent');
}

/** The answer in a sentence, which names the hook that lets a key through rather than one that may. */
export function sentenceOf(hooks: readonly HookStatus[]): string {
  const holes = hooks.filter(isHole);
  const hole = holes.find(({ verdict }) => verdict !== 'unknown') ?? holes[0];
  if (hole) {
    const beginning =
      hole.verdict === 'unknown'
        ? 'It cannot be told whether a key would be stopped'
        : 'A key would NOT be stopped';
    return `${beginning} by \`${RUN_BY[hole.hook]}\`: ${hole.reason}.`;
  }
  const by = hooks.filter(({ verdict }) => verdict === 'stops').map(({ hook }) => `\`${RUN_BY[hook]}\``);
  return `Tried: a key is stopped by ${by.join(', ')}.`;
}
