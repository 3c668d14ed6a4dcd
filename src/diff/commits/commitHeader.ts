import { MalformedDiff } from '../malformedDiff.ts';

/** A commit, as far as a finding names it. */
export interface Commit {
  /** Object id. */
  id: string;
  /** `Name <address>`. */
  author: string;
  /** When it was written: ISO 8601, with the author's offset from UTC. */
  date: string;
}

/** What stands before the diff of a commit. */
export interface CommitHeader extends Commit {
  message: string;
}

/**
 * What `git log --format` is given. Each part ends with a NUL, which no part can hold. The word at the beginning
 * tells a commit that is missing from one that is empty.
 */
export const COMMIT_FORMAT = 'format:commit %H%x00%an <%ae>%x00%aI%x00%B%x00';

const FIRST_PART = /^commit ([0-9a-f]{40}|[0-9a-f]{64})$/;
/** Longer than any message that a person or a machine writes; git itself holds a message whole. */
const LONGEST_HEADER = 1 << 26;

/**
 * Reads the header of a commit, in the form of `COMMIT_FORMAT`.
 *
 * @param bytes output of git, one character a byte
 * @param start offset of the header
 * @returns the header, and the offset after it; undefined where `bytes` ends inside it
 * @throws MalformedDiff when it is none
 */
export function readCommitHeader(
  bytes: string,
  start: number,
): { header: CommitHeader; end: number } | undefined {
  const parts: string[] = [];
  let position = start;
  while (parts.length < 4) {
    const end = bytes.indexOf('\0', position);
    if (end < 0) {
      if (bytes.length - start > LONGEST_HEADER)
        throw new MalformedDiff('it holds a commit that does not end');
      return undefined;
    }
    parts.push(bytes.slice(position, end));
    position = end + 1;
  }
  const [first = '', author = '', date = '', message = ''] = parts;
  const id = FIRST_PART.exec(first)?.[1];
  if (id === undefined) throw new MalformedDiff('it holds something else in the place of a commit');
  return { header: { id, author: decode(author), date, message }, end: position };
}

function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
