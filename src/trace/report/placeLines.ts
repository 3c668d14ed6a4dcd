import { printable } from '../../report/printable.ts';
import { shortId } from '../../report/wording/shortId.ts';
import type { Commit } from '../history/logStream.ts';
import type { Place, Reach } from '../place.ts';
import type { Encoding } from '../search/keyForms.ts';

const REACH_WORDS: Record<Reach, string> = {
  remote: 'pushed',
  ref: 'committed',
  stash: 'stashed',
  reflog: 'in the reflog only',
  unreachable: 'in lost commits',
};

const ENCODING_WORDS: Record<Encoding, string> = {
  plain: '',
  'utf-16': 'in UTF-16',
  'utf-32': 'in UTF-32',
  base64: 'in Base64',
};

/** One place, for a person. */
export interface ToldPlace {
  /** What kind of place it is. */
  kind: string;
  where: string;
  /** What else there is to say of it, in phrases. */
  more: readonly string[];
}

/** Words for one place. */
export function placeLine(place: Place): ToldPlace {
  const encoding = 'encoding' in place ? ENCODING_WORDS[place.encoding] : '';
  const encoded = encoding === '' ? [] : [encoding];
  switch (place.kind) {
    case 'file':
      return { kind: `on the disk, ${place.state}`, where: printable(place.path), more: encoded };
    case 'index':
      return { kind: 'in the index', where: printable(place.path), more: encoded };
    case 'history':
      return { kind: REACH_WORDS[place.reach], where: printable(place.path), more: added(place, encoded) };
    case 'name':
      return {
        kind: REACH_WORDS[place.reach],
        where: `the name ${printable(place.path)}`,
        more: added(place),
      };
    case 'message':
      return { kind: REACH_WORDS[place.reach], where: 'a message or an author', more: added(place, encoded) };
    case 'tag':
      return {
        kind: place.reach === 'remote' ? 'pushed' : 'tagged',
        where: printable(place.ref),
        more: encoded,
      };
    case 'object':
      return {
        kind: 'in no commit',
        where: `${place.type} ${shortId(place.id)}`,
        more: [[...encoded, place.stored].join(', ')],
      };
    case 'git':
      return { kind: "in git's files", where: printable(place.path), more: encoded };
    case 'setting':
      return { kind: 'in a setting', where: printable(place.setting), more: [`in ${printable(place.file)}`] };
  }
}

/** By which commits. */
function added(
  { commits, first, last }: { commits: number; first: Commit; last: Commit },
  encoded: readonly string[] = [],
): string[] {
  const before = encoded.map((words) => `${words},`);
  if (commits === 1) return [...before, `added by ${name(first)}`];
  return [...before, `added by ${commits} commits:`, `first ${name(first)},`, `last ${name(last)}`];
}

function name({ id, date, author }: Commit): string {
  return `${shortId(id)} of ${date.slice(0, 10)} by ${printable(author)}`;
}
