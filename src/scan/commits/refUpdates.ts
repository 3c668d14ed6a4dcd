import { CannotScan } from '../../errors.ts';

/** A ref that a push creates, moves or deletes. */
export interface RefUpdate {
  /** Full name on the other side: `refs/heads/main`. */
  ref: string;
  /** Object id that it is to stand at; all zeros where it is deleted. */
  newId: string;
  /** Object id that it stands at there; all zeros where it is new. */
  oldId: string;
}

const ID = '([0-9a-f]{40}|[0-9a-f]{64})';
// Of all that is a space to an expression, or ends its line, a ref's name lacks those of ASCII only.
/** `refs/heads/main 67890… refs/heads/main 12345…`; the local name may be any revision: `HEAD~2`, `(delete)`. */
const PUSHED = new RegExp(`^.* ${ID} ([^ ]+) ${ID}$`, 's');
/** `12345… 67890… refs/heads/main` */
const RECEIVED = new RegExp(`^${ID} ${ID} ([^ ]+)$`);

/**
 * Reads what git writes to the stdin of `pre-push`.
 *
 * @throws CannotScan for a line of another form
 * @see https://git-scm.com/docs/githooks#_pre_push
 */
export function readPushedRefs(input: string): RefUpdate[] {
  return lines(input).map((line) => {
    const [, newId, ref, oldId] = PUSHED.exec(line) ?? refuse();
    return { ref: ref ?? '', newId: newId ?? '', oldId: oldId ?? '' };
  });
}

/**
 * Reads what git writes to the stdin of `pre-receive`.
 *
 * @throws CannotScan for a line of another form
 * @see https://git-scm.com/docs/githooks#pre-receive
 */
export function readReceivedRefs(input: string): RefUpdate[] {
  return lines(input).map((line) => {
    const [, oldId, newId, ref] = RECEIVED.exec(line) ?? refuse();
    return { ref: ref ?? '', newId: newId ?? '', oldId: oldId ?? '' };
  });
}

/** Whether an object id is git's "none". */
export function isNone(id: string): boolean {
  return /^0+$/.test(id);
}

function lines(input: string): string[] {
  return input.split('\n').filter(Boolean);
}

function refuse(): never {
  throw new CannotScan(
    'What git tells this hook on its standard input has another form.',
    'Run it as a git hook, with its standard input as git gives it.',
  );
}
