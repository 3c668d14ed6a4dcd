import { PUSH_COMMAND } from '../install/managers/preCommitFramework.ts';
import { PRODUCT } from '../product.ts';

/** A command that somebody put into a hook by hand, or a manager into its configuration. */
export interface GuardCommand {
  command: string;
  /** The script in front of it. */
  before: string;
  /** Why its failure would not stop git, or why it must not be tried; undefined where all is well. */
  doubt?: string;
}

/** `npx --no-install baseten-key-guard --staged`, `sh node_modules/baseten-key-guard/hooks/run pre-commit "$@"`, … */
const PLAIN_COMMAND =
  /^(?:exec\s+)?(?:(?:npx|pnpm|yarn|bunx?|npm|node|sh)\s+(?:[\w@=-]+\s+)*)?"?[\w./-]*baseten-key-guard[\w./-]*"?(?:\s+[\w"$@{}=./-]+)*$/;
/** Words of such a command that say to scan; others (`uninstall`, `npm install baseten-key-guard`) may change things. */
const SCANS = /\s(?:--staged|--range|--tree|--stdin|hook|pre-commit|pre-merge-commit|pre-push)(?=[\s=]|$)/;
/** What runs this program from its own repository. */
const OWN_HOOK = /^sh hooks\/run(?:\s+[\w"$@-]+)*$/;

/**
 * Finds the command by which a shell script scans.
 *
 * @param script a hook, or the one command of a manager's configuration
 * @param stopsAtFailure whether it runs under `sh -e`
 */
export function findGuardCommand(script: string, stopsAtFailure: boolean): GuardCommand | undefined {
  if (script.trim() === PUSH_COMMAND) return { command: PUSH_COMMAND, before: '' };
  const lines = script.split('\n');
  const isGuard = (text: string) => PLAIN_COMMAND.test(text) || OWN_HOOK.test(text) || mentions(text);
  const index = lines.findLastIndex((line) => !/^\s*#/.test(line) && wordsOf(line).some(isGuard));
  const line = lines[index];
  if (line === undefined) return undefined;
  const parts = wordsOf(line);
  const at = parts.findLastIndex(isGuard);
  const [command = '', next, ...rest] = parts.slice(at);
  const before = lines.slice(0, index).join('\n');
  if (!(PLAIN_COMMAND.test(command) && SCANS.test(command)) && !OWN_HOOK.test(command)) {
    return {
      command,
      before,
      doubt: 'it is called in a way that cannot be tried without the rest of the hook',
    };
  }
  if (parts[at - 1] === '||') return { command, before, doubt: 'it is only run when another command fails' };
  const isLast = lines.slice(index + 1).every((later) => /^\s*(?:#.*)?$/.test(later));
  const isHeeded =
    next === undefined
      ? isLast || stopsAtFailure || /^\s*set -\w*e/m.test(before)
      : next === '&&' || (next === '||' && /^exit\b/.test(rest[0] ?? ''));
  return isHeeded
    ? { command, before }
    : { command, before, doubt: 'what comes after it hides its exit status: put `|| exit` behind it' };
}

/** The commands of a line and what stands between them, in turn. */
function wordsOf(line: string): string[] {
  return line.trim().split(/\s*(&&|\|\||[;|&])\s*/);
}

function mentions(text: string): boolean {
  return text.includes(PRODUCT) && !/^(?:echo|printf)\b/.test(text);
}
