/** An annotated tag. */
export interface TagObject {
  /** Object id of what is tagged. */
  target: string;
  /** `commit`, `tag`, `tree` or `blob`. */
  targetType: string;
  /** One character a byte. */
  message: string;
}

/**
 * Reads an annotated tag.
 *
 * @param bytes the object, one character a byte
 * @returns undefined where it is none
 * @see https://git-scm.com/docs/git-mktag
 */
export function readTagObject(bytes: string): TagObject | undefined {
  const headEnd = bytes.indexOf('\n\n');
  const [, target, targetType] = /^object ([0-9a-f]+)\ntype (\w+)\n/.exec(bytes) ?? [];
  if (target === undefined || targetType === undefined) return undefined;
  return { target, targetType, message: headEnd < 0 ? '' : bytes.slice(headEnd + 2) };
}
