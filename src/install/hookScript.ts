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
 *     ) || exit # <<< baseten-key-guard <<<
 *     # >>> baseten-key-guard: … >>>
 *     …
 *     # <<< baseten-key-guard <<<
 *
 * A hook that cannot stand inside a script of ours (another language, a link, switched off) is moved aside and
 * called. Everything that `uninstall` needs to know stands in the file.
 */
const BODY_BEGIN = '( : # >>> baseten-key-guard: the hook that was here, unchanged; it runs first >>>\n';
const BODY_END = ') || exit # <<< baseten-key-guard <<<\n';
const BODY_END_NO_NEWLINE = ') || exit # <<< baseten-key-guard: there was no line end before this <<<\n';
const BLOCK_BEGIN = '# >>> baseten-key-guard: stops Baseten API keys';
const BLOCK_END = '# <<< baseten-key-guard <<<\n';
/** What a moved hook is called, after its own name. */
export const ASIDE_SUFFIX = '.before-baseten-key-guard';
const ASIDE_BEGIN = '# >>> baseten-key-guard: the hook that was here was moved aside; it runs first >>>\n';
const SHEBANG = '#!/bin/sh\n';

/** A hook file, taken apart. */
export interface HookFile {
  /** The hook as it was before us; null where there was none. */
  original: string | null;
  /** Whether the original stands beside the file, under `ASIDE_SUFFIX`. */
  isAside: boolean;
  /** Whether our lines are in it. */
  isGuarded: boolean;
}

/**
 * The file for a repository that had no such hook, or whose hook was moved aside.
 *
 * @param block the lines that run the scan
 * @param name of the hook, where it was moved aside
 */
export function newHook(block: string, name?: string): string {
  return name === undefined ? SHEBANG + block : SHEBANG + asideCall(name) + block;
}

/** The file of a shell hook with its body kept, first. */
export function wrapHook(original: string, block: string): string {
  const shebangEnd = original.startsWith('#!') ? original.indexOf('\n') + 1 || original.length : 0;
  const shebang = original.slice(0, shebangEnd);
  const body = original.slice(shebangEnd);
  const head = shebang === '' || shebang.endsWith('\n') ? shebang : `${shebang}\n`;
  const hasLineEnd = original.endsWith('\n');
  const gap = hasLineEnd || body === '' ? '' : '\n';
  return head + BODY_BEGIN + body + gap + (hasLineEnd ? BODY_END : BODY_END_NO_NEWLINE) + block;
}

/** Takes a hook file apart, also one that was edited since we wrote it. */
export function readHook(file: string): HookFile {
  const blockStart = file.indexOf(BLOCK_BEGIN);
  const blockEnd = file.indexOf(BLOCK_END, blockStart);
  if (blockStart < 0 || blockEnd < 0) return { original: file, isAside: false, isGuarded: false };
  const after = file.slice(blockEnd + BLOCK_END.length);
  const before = file.slice(0, blockStart);
  const bodyStart = before.indexOf(BODY_BEGIN);
  if (bodyStart >= 0) return { original: unwrap(before, bodyStart) + after, isAside: false, isGuarded: true };
  const asideStart = before.indexOf(ASIDE_BEGIN);
  if (asideStart >= 0) return { original: null, isAside: true, isGuarded: true };
  const rest = before + after;
  return { original: rest === SHEBANG ? null : rest, isAside: false, isGuarded: true };
}

function unwrap(before: string, bodyStart: number): string {
  const shebang = before.slice(0, bodyStart);
  const wrapped = before.slice(bodyStart + BODY_BEGIN.length);
  if (wrapped.endsWith(BODY_END)) return shebang + wrapped.slice(0, -BODY_END.length);
  const body = wrapped.slice(0, -BODY_END_NO_NEWLINE.length);
  return (shebang + body).replace(/\n$/, '');
}

function asideCall(name: string): string {
  return [
    ASIDE_BEGIN,
    `baseten_key_guard="\${0%/*}/${name}${ASIDE_SUFFIX}"\n`,
    '# One that was switched off (not executable) stays off.\n',
    'if [ -x "$baseten_key_guard" ]; then "$baseten_key_guard" "$@" || exit; fi\n',
  ].join('');
}
