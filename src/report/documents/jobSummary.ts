import type { Finding } from '../../detect/finding.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { printable } from '../printable.ts';
import { andMore } from '../wording/counted.ts';
import { stepsFor } from '../wording/remediation.ts';
import { titleOf } from '../wording/ruleHelp.ts';
import { headline, scannedLine } from '../wording/summaryLines.ts';
import { whereNotes } from '../wording/whereNotes.ts';

/** A page is to be read; the other reports list all. */
const LISTED_FINDINGS = 50;

/** The result in Markdown, for the page of a CI job. */
export function jobSummary(result: ScanResult): string {
  const { findings } = result;
  if (findings.length === 0) return `${headline(result)}\n`;
  const lines = [
    `### ${headline(result)}`,
    '',
    '| Place | What | Key |',
    '| --- | --- | --- |',
    ...findings.slice(0, LISTED_FINDINGS).map(row),
    '',
    ...andMore(findings.length - LISTED_FINDINGS, 'key'),
    '#### A key that was pushed is leaked',
    '',
    ...stepsFor(findings).map(({ verb, text }) => (verb === '' ? `   - ${text}` : `1. ${verb} ${text}`)),
    '',
    scannedLine(result),
  ];
  return `${lines.join('\n')}\n`;
}

function row(finding: Finding): string {
  const { path, line, column, ruleId, redacted } = finding;
  const notes = whereNotes(finding);
  return `| ${code(`${path}:${line}:${column}`)}${notes && `, ${notes}`} | ${titleOf(ruleId)} | ${code(redacted)} |`;
}

/** A code span in a table: nothing in it is Markdown or HTML, but for what ends the span or the cell. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${printable(text).replaceAll('|', '\\|')} ${fence}`;
}
