import type { Place, Situation } from './place.ts';

/** What is to be done about a key, by where it stands. */
export function situationOf({
  places,
  refs,
  limits,
  hasRemotes,
}: {
  places: readonly Place[];
  refs: readonly string[];
  limits: readonly string[];
  hasRemotes: boolean;
}): Situation {
  if (places.some((place) => 'reach' in place && place.reach === 'remote')) return 'pushed';
  if (limits.length > 0) return 'unknown';
  if (places.length === 0) return 'absent';
  // Git keeps no record of the tags that a remote has.
  return hasRemotes && refs.some((ref) => ref.startsWith('refs/tags/')) ? 'unknown' : 'local';
}
