import { CannotScan } from '../errors.ts';
import { PRODUCT } from '../product.ts';
import type { HookName } from './hookLocation.ts';
import { HUSKY_5_TO_8_HEAD } from './husky.ts';
import { isSealBroken, seal } from './seal.ts';

/**
 * What is written into a hook file, as pure text. Bytes of a hook are handled as Latin-1, one character a byte, so
 * that a file in any encoding comes back as it was.
 *
 * A hook that was there keeps its place and its text; it runs first, in a subshell, so that its `exit 0` and
 * `exec` end the subshell and not the hook, and its failure stops the commit as it always did:
 *
 *     #!/bin/sh
 *     ( : # >>> baseten-key-guard: the hook that was here, unchanged; it runs first >>>
 *     npx lint-staged
 *     ) # <<< baseten-key-guard: the end of the hook that was here
 *     baseten_key_guard=$?
 *     [ "$baseten_key_guard" = 0 ] || exit "$baseten_key_guard" # <<< baseten-key-guard <<<
 *     # >>> baseten-key-guard: … >>>
 *     …
 *     # <<< baseten-key-guard <<<
 *
 * Not `( … ) || exit`: before `||` a shell ignores `set -e`, and the `sh -e` under which husky runs a hook, so that
 * a hook whose middle fails would pass.
 *
 * git tells `pre-push` on stdin what is pushed, and it can be read but once: there the file reads it first, into a
 * variable, and hands each of the two its copy.
 *
 * A hook that cannot stand inside a script of ours (another language, a link, switched off) is moved aside and
 * called. Everything that `uninstall` needs to know stands in the file.
 */
const BODY_BEGIN = `( : # >>> ${PRODUCT}: the hook that was here, unchanged; it runs first >>>\n`;
const PASS_STATUS_ON = `baseten_key_guard=$?\n[ "$baseten_key_guard" = 0 ] || exit "$baseten_key_guard" # <<< ${PRODUCT} <<<\n`;
const BODY_END = `) # <<< ${PRODUCT}: the end of the hook that was here\n${PASS_STATUS_ON}`;
const BODY_END_NO_NEWLINE = `) # <<< ${PRODUCT}: the end of the hook that was here, without a line end\n${PASS_STATUS_ON}`;
const BLOCK_BEGIN = `# >>> ${PRODUCT}: stops Baseten API keys`;
const BLOCK_END = `# <<< ${PRODUCT} <<<\n`;
/** The dot keeps the line ends that `$( )` would take off; where a shell stumbles over a byte, it is missing. */
const READ_STDIN = `baseten_key_guard_stdin=$(cat; echo .) # >>> ${PRODUCT}: what is pushed, for two readers >>>
case $baseten_key_guard_stdin in
  *.) ;;
  *) echo "${PRODUCT}: what is pushed could not be read, so git is stopped." >&2; exit 2 ;;
esac # <<< ${PRODUCT} <<<
`;
/** In a few shells printf is a program, which takes no more than the system's arguments: no list is no clean push. */
const FEED = '{ printf %s "${baseten_key_guard_stdin%.}" || echo unreadable; } | ';
/** The folder in which a moved hook keeps its name, beside where it was. */
export const ASIDE_FOLDER = `before-${PRODUCT}`;
/** What a moved hook is called, after its own name, where it keeps its folder. */
export const ASIDE_SUFFIX = `.${ASIDE_FOLDER}`;
const ASIDE_BEGIN = `# >>> ${PRODUCT}: the hook that was here was moved aside; it runs first >>>\n`;
const SHEBANG = '#!/bin/sh\n';

/** The lines that run the scan, for one hook: from `hooks/block.sh`, with the place of the package in it. */
export interface Guard {
  hook: HookName;
  block: string;
}

/** A hook file, taken apart. */
export interface HookFile {
  /** The hook as it was before us; null where there was none. */
  original: string | null;
  /** Where the original stands, from the folder of the file on, if it was moved aside. */
  aside?: string;
  /** Whether our lines are in it. */
  isGuarded: boolean;
}

/** The file for a repository that had no such hook. */
export const newHook = ({ block }: Guard): string => SHEBANG + seal(block);

/** The file for a repository whose hook was moved to `aside`, as seen from the folder of hooks. */
export function callingHook(guard: Guard, aside: string): string {
  const feed = readsStdin(guard) ? FEED : '';
  return [
    SHEBANG,
    ASIDE_BEGIN,
    readsStdin(guard) ? READ_STDIN : '',
    `baseten_key_guard="\${0%/*}/${aside}"\n`,
    '# One that was switched off (not executable) stays off.\n',
    `if [ -x "$baseten_key_guard" ]; then ${feed}"$baseten_key_guard" "$@" || exit; fi\n`,
    seal(readsStdin(guard) ? fed(guard.block) : guard.block),
  ].join('');
}

/** The file of a shell hook with its body kept, first. */
export function wrapHook(original: string, guard: Guard): string {
  const headEnd =
    HUSKY_5_TO_8_HEAD.exec(original)?.[0].length ??
    (original.startsWith('#!') ? original.indexOf('\n') + 1 || original.length : 0);
  const head = original.slice(0, headEnd);
  const body = original.slice(headEnd);
  const hasLineEnd = original.endsWith('\n');
  return [
    head === '' || head.endsWith('\n') ? head : `${head}\n`,
    readsStdin(guard) ? READ_STDIN + FEED : '',
    BODY_BEGIN,
    body,
    hasLineEnd || body === '' ? '' : '\n',
    hasLineEnd ? BODY_END : BODY_END_NO_NEWLINE,
    seal(readsStdin(guard) ? fed(guard.block) : guard.block),
  ].join('');
}

/**
 * A hook file that is guarded already, with our newest lines in the place of the old ones and all else as it is.
 *
 * @param file one for which `readHook` says `isGuarded`
 */
export function replaceBlock(file: string, { block }: Guard): string {
  const { start, end } = findBlock(file) ?? { start: file.length, end: file.length };
  return file.slice(0, start) + seal(file.includes(READ_STDIN) ? fed(block) : block) + file.slice(end);
}

/**
 * Our own lines of a hook file, which can be run without the rest, and what stands in front of them that is neither
 * ours nor the hook that was there.
 *
 * @returns undefined where the file holds none
 */
export function ourLines(file: string): { script: string; before: string } | undefined {
  const found = findBlock(file);
  if (!found) return undefined;
  const script = (file.includes(READ_STDIN) ? READ_STDIN : '') + file.slice(found.start, found.end);
  const before = file.slice(0, found.start);
  const body = before.indexOf(BODY_BEGIN);
  return { script, before: body < 0 ? before : before.slice(0, body).replace(FEED, '') };
}

/**
 * Takes a hook file apart, also one that was edited since we wrote it.
 *
 * @throws CannotScan when our own lines were edited: what was there before cannot be told, or the edit would be lost
 */
export function readHook(file: string): HookFile {
  const found = findBlock(file);
  if (!found) return { original: file, isGuarded: false };
  if (isSealBroken(file.slice(found.start, found.end))) throw edited();
  const after = file.slice(found.end);
  const before = file.slice(0, found.start);
  const bodyStart = before.indexOf(BODY_BEGIN);
  if (bodyStart >= 0) return { original: unwrap(before, bodyStart) + after, isGuarded: true };
  const asideStart = before.indexOf(ASIDE_BEGIN);
  if (asideStart >= 0) {
    const { hook, aside } = calledIn(before);
    if (before !== callingHook({ hook, block: '' }, aside) || after !== '') throw edited();
    return { original: null, aside, isGuarded: true };
  }
  const rest = before + after;
  return { original: rest === SHEBANG ? null : rest, isGuarded: true };
}

/** The hook that was moved aside, and its place, as a file calls it. */
function calledIn(file: string): { hook: HookName; aside: string } {
  const [, aside = ''] = /^baseten_key_guard="\$\{0%\/\*\}\/(.+)"$/m.exec(file) ?? [];
  const hook = aside.replace(`${ASIDE_FOLDER}/`, '').replace(ASIDE_SUFFIX, '') as HookName;
  return { hook, aside };
}

function readsStdin({ hook }: Guard): boolean {
  return hook === 'pre-push';
}

/** Our lines where somebody else has read git's stdin before them. */
function fed(block: string): string {
  return block.replace(/^sh /m, () => `${FEED}sh `);
}

function findBlock(file: string): { start: number; end: number } | undefined {
  const start = file.indexOf(BLOCK_BEGIN);
  const end = file.indexOf(BLOCK_END, start);
  return start < 0 || end < 0 ? undefined : { start, end: end + BLOCK_END.length };
}

function unwrap(before: string, bodyStart: number): string {
  const head = before.slice(0, bodyStart).replace(READ_STDIN, '');
  const wrapped = before.slice(bodyStart + BODY_BEGIN.length);
  const shebang = head.endsWith(FEED) ? head.slice(0, -FEED.length) : head;
  const [body, rest] = splitAtLast(wrapped, BODY_END);
  if (rest !== undefined) return shebang + body + rest;
  const [bodyAndGap, lines] = splitAtLast(wrapped, BODY_END_NO_NEWLINE);
  if (lines === undefined) throw edited();
  return (shebang + bodyAndGap).replace(/\n$/, lines === '' ? '' : '\n') + lines;
}

function splitAtLast(text: string, separator: string): [before: string, after?: string] {
  const start = text.lastIndexOf(separator);
  return start < 0 ? [text] : [text.slice(0, start), text.slice(start + separator.length)];
}

function edited(): CannotScan {
  return new CannotScan(
    `The lines of ${PRODUCT} in the hook were edited, so it was left alone.`,
    `Take them out by hand, each from \`>>> ${PRODUCT}\` to \`<<<\`, then run this command again.`,
  );
}
