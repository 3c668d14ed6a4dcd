/** git printed something that the grammar of `STAGED_DIFF_ARGUMENTS` does not hold. */
export class MalformedDiff extends Error {
  override name = 'MalformedDiff';
}
