import { printable } from '../../report/printable.ts';
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
  'utf-16': ', in UTF-16',
  'utf-32': ', in UTF-32',
  base64: ', in Base64',
};

/** One place, for a person: what kind it is, and where. */
export function placeLine(place: Place): { kind: string; where: string } {
  const encoding = 'encoding' in place ? ENCODING_WORDS[place.encoding] : '';
  switch (place.kind) {
    case 'file':
      return { kind: `on the disk, ${place.state}`, where: printable(place.path) + encoding };
    case 'index':
      return { kind: 'in the index', where: printable(place.path) + encoding };
    case 'history':
      return {
        kind: REACH_WORDS[place.reach],
        where: `${printable(place.path)}${encoding}, ${commits(place)}`,
      };
    case 'name':
      return {
        kind: REACH_WORDS[place.reach],
        where: `the name ${printable(place.path)}, ${commits(place)}`,
      };
    case 'message':
      return {
        kind: REACH_WORDS[place.reach],
        where: `a message or an author${encoding}, ${commits(place)}`,
      };
    case 'tag':
      return { kind: place.reach === 'remote' ? 'pushed' : 'tagged', where: printable(place.ref) + encoding };
    case 'object':
      return { kind: 'in no commit', where: `${place.type} ${short(place.id)}${encoding}, ${place.stored}` };
    case 'git':
      return { kind: "in git's files", where: printable(place.path) + encoding };
    case 'setting':
      return { kind: 'in a setting', where: `${printable(place.setting)}, in ${printable(place.file)}` };
  }
}

function commits({ commits, first, last }: { commits: number; first: Commit; last: Commit }): string {
  if (commits === 1) return `added by ${name(first)}`;
  return `added by ${commits} commits: first ${name(first)}, last ${name(last)}`;
}

function name({ id, date, author }: Commit): string {
  return `${short(id)} of ${date.slice(0, 10)} by ${printable(author)}`;
}

function short(id: string): string {
  return id.slice(0, 12);
}
