import type { Finding } from '../../detect/finding.ts';
import type { FindingGroup } from '../../scan/scanResult.ts';
import { COLUMNS, foldBeside } from '../fold.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { andMore, counted } from '../wording/counted.ts';
import { titleOf } from '../wording/ruleHelp.ts';
import { shortId } from '../wording/shortId.ts';

/** More keys than this are counted, not listed. */
const LISTED_GROUPS = 8;
const LISTED_REFS = 6;

/** The keys that commits hold, each with the first and the last of those commits. */
export function groupListing(groups: readonly FindingGroup[], paint: Paint): string[] {
  return [
    ...groups.slice(0, LISTED_GROUPS).flatMap((group) => groupLines(group, paint)),
    ...andMore(groups.length - LISTED_GROUPS, 'key', ' (--format json lists all)'),
  ];
}

function groupLines(group: FindingGroup, paint: Paint): string[] {
  const { redacted, ruleId, commits, first, last, refs = [] } = group;
  const isOnce = commits === 1 && group.findings === 1;
  return [
    `  ${redacted}  ${titleOf(ruleId)}${isOnce ? '' : `, ${counted(group.findings, 'time')} in ${counted(commits, 'commit')}`}`,
    ...placeLines(isOnce ? 'in' : 'first', first, paint),
    ...(isOnce ? [] : placeLines('last', last, paint)),
    ...(refs.length > 0 ? foldBeside('    refs   ', refList(refs)) : []),
  ];
}

function refList(refs: readonly string[]): string[] {
  const shown = refs.slice(0, LISTED_REFS).map(printable);
  const others = refs.length - shown.length;
  return [
    ...shown.slice(0, -1).map((ref) => `${ref},`),
    ...shown.slice(-1),
    ...(others > 0 ? [`and ${others} more`] : []),
  ];
}

/** Where, when and by whom; the latter two below it, where there is no room beside it. */
function placeLines(label: string, finding: Finding, paint: Paint): string[] {
  const { path, line, column, commit = '', author = '', date = '', isInName, isInMessage } = finding;
  const place = `${printable(path)}:${line}:${column}`;
  const what = isInName ? ' in the name' : isInMessage ? ' in the message' : '';
  const who = [date.slice(0, 10), printable(author)].filter(Boolean).join('  ');
  const beginning = `    ${[label.padEnd(5), shortId(commit)].filter(Boolean).join('  ')}  `;
  const shown = `${beginning}${paint('place', place)}${what}`;
  if (who === '') return [shown];
  const fits = `${beginning}${place}${what}  ${who}`.length <= COLUMNS;
  return fits ? [`${shown}  ${who}`] : [shown, ...foldBeside(`    ${''.padEnd(5)}  `, [who])];
}
