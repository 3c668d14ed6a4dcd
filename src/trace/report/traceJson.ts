import type { GivenKey } from '../../rules/givenKey.ts';
import type { Trace } from '../place.ts';

/** What `trace` found, for a program. The fields are those of `Trace`; the key is told by what may be shown of it. */
export function traceDocument({ isKnownToGit, ...trace }: Trace, { prefix, redacted }: GivenKey) {
  return { key: { redacted, keyPrefix: prefix }, knownToGit: isKnownToGit, ...trace };
}
