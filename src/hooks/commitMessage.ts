/** How git is configured to clean a message up. */
export interface MessageCleanup {
  /** Begins a comment; `#` unless configured (`core.commentChar`, `core.commentString`). */
  comment: string;
  /** `commit.cleanup` */
  mode: string;
}

/** Below it stands the diff that `git commit --verbose` shows: `cut_line` in git's wt-status.c. */
const SCISSORS = ' ------------------------ >8 ------------------------\n';

/**
 * What git may make a commit's message of: what stands above the scissors.
 *
 * Comments are left out only where it is certain that git leaves them out. By default it does so after an editor, and
 * keeps them in `git commit -m`, and does not tell the hook which of the two it is.
 *
 * @param file what `commit-msg` is given, one character a byte
 * @see https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt
 */
export function committedMessage(file: string, { comment, mode }: MessageCleanup): string {
  const cut = `\n${file}`.indexOf(`\n${comment}${SCISSORS}`);
  const message = cut < 0 ? file : file.slice(0, cut);
  if (mode !== 'strip') return message;
  // A line that is left out keeps its number.
  return message
    .split('\n')
    .map((line) => (line.startsWith(comment) ? '' : line))
    .join('\n');
}

/**
 * What the settings say about comments in a message.
 *
 * @param settings `core.commentChar`, `core.commentString` and `commit.cleanup` in the order in which git read them
 * @param message for the character that `auto` chose: that of the scissors, else `#`
 */
export function readMessageCleanup(
  settings: readonly (readonly [name: string, value: string])[],
  message: string,
): MessageCleanup {
  const comment = settings.findLast(([name]) => name.startsWith('core.comment'))?.[1] ?? '#';
  const chosen = /^(\S) -{24} >8 -{24}$/m.exec(message)?.[1] ?? '#';
  const mode = settings.findLast(([name]) => name === 'commit.cleanup')?.[1] ?? 'default';
  return { comment: comment === 'auto' ? chosen : comment, mode };
}
