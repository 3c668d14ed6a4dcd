import { PRODUCT } from '../../product.ts';
import { COLUMNS, fold, foldPhrases } from '../../report/fold.ts';
import type { Paint } from '../../report/paint.ts';
import { printable } from '../../report/printable.ts';
import { counted } from '../../report/wording/counted.ts';
import { DASHBOARD, remediationSteps, revokeCommand } from '../../report/wording/remediation.ts';
import type { GivenKey } from '../../rules/givenKey.ts';
import type { Situation, Trace } from '../place.ts';
import { placeLine, type ToldPlace } from './placeLines.ts';
import { removalLines } from './removal.ts';

const LISTED_PLACES = 40;
const LISTED_REFS = 10;
const LISTED_NOTES = 10;

const MARGIN = '  ';
const ROOM = COLUMNS - MARGIN.length;

const VERDICTS: Record<Situation, string> = {
  absent: 'stands nowhere in this repository.',
  local: 'never left this machine, as far as git knows: remove it.',
  pushed: 'was pushed: revoke it now.',
  unknown: 'may have been pushed, and this repository does not tell: revoke it unless you know.',
};

/** What `trace` found, for a person: which of the situations it is, what to do, and every place. */
export function traceText(
  { situation, places, refs, limits, notes, searched }: Trace,
  { prefix, redacted }: GivenKey,
  paint: Paint,
): string {
  const isFound = places.length > 0;
  const verdict =
    situation === 'unknown' && !isFound ? 'was not found, but not everything is here.' : VERDICTS[situation];
  const headline = fold(`${PRODUCT}: the key ${redacted} ${verdict}`);
  const mayBeOut = situation === 'pushed' || situation === 'unknown';
  const sections: [string, string[]][] = [
    ['Revoke', mayBeOut && isFound ? revokeLines(prefix) : []],
    ['Where it stands', placeLines(places.map(placeLine), paint)],
    ['Reached from', listed(refs.map(printable), LISTED_REFS)],
    ['Remove it', situation === 'local' ? removalLines(places) : []],
    [
      'If it left this machine another way (a copy, a chat, a push to a bare address)',
      situation === 'local' ? revokeLines(prefix) : [],
    ],
    ['What could not be searched', listed(limits.map(noteLines), LISTED_NOTES)],
    ['Beside', listed(notes.map(noteLines), LISTED_NOTES)],
    [
      'After that',
      situation === 'pushed'
        ? remediationSteps([])
            .slice(1)
            .map(({ verb, text }) => `${verb.padEnd(6)} ${text}`)
        : [],
    ],
  ];
  const { objects, commits, files } = searched;
  return [
    ...headline.map((line) => (situation === 'absent' ? line : paint('failure', line))),
    ...sections.flatMap(([title, lines]) =>
      lines.length > 0 ? ['', paint('heading', title), ...lines.map((line) => MARGIN + line)] : [],
    ),
    '',
    `Searched ${counted(objects, 'object')}, ${counted(commits, 'commit')}, ${counted(files, 'file')}.\n`,
  ].join('\n');
}

/** The command for the key's own visible prefix, where it has one, and the page where it is done by hand. */
function revokeLines(prefix: string | null): string[] {
  const page = `at ${DASHBOARD}`;
  return prefix === null ? [page] : [revokeCommand(prefix), `or ${page}`];
}

function placeLines(places: readonly ToldPlace[], paint: Paint): string[] {
  const width = Math.max(0, ...places.map(({ kind }) => kind.length));
  return listed(
    places.map((place) => linesOf(place, width, paint)),
    LISTED_PLACES,
  );
}

/** On one line where there is room; else what there is to say of it below it, and with a long path below its kind. */
function linesOf({ kind, where, more }: ToldPlace, width: number, paint: Paint): string[] {
  const label = `${kind.padEnd(width)}  `;
  const fits = (...parts: string[]) => [label, where, ...parts].join('').length <= ROOM;
  const shown = paint('place', where);
  const beside = more.length === 0 ? '' : `, ${more.join(' ')}`;
  if (fits(beside)) return [label + shown + beside];
  const end = more.length === 0 ? '' : ',';
  return fits(end)
    ? [label + shown + end, ...foldPhrases(more, ' '.repeat(label.length), ROOM)]
    : [kind, MARGIN + shown + end, ...foldPhrases(more, MARGIN, ROOM)];
}

/** A sentence; the path at its end, behind a colon, stays whole. */
function noteLines(note: string): string[] {
  return foldPhrases(printable(note).split(/(?<=:) /), '', ROOM);
}

/** @param items each with its lines */
function listed(items: readonly (string | readonly string[])[], most: number): string[] {
  const hidden = items.length - most;
  return [
    ...items.slice(0, most).flat(),
    ...(hidden > 0 ? [`… and ${hidden} more (--format json lists all)`] : []),
  ];
}
