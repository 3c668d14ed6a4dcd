import type { Finding } from '../../detect/finding.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { printable } from '../printable.ts';
import { DASHBOARD } from '../wording/remediation.ts';
import { titleOf } from '../wording/ruleHelp.ts';
import { headline, scannedLine } from '../wording/summaryLines.ts';
import { whereNotes } from '../wording/whereNotes.ts';

/**
 * The result as GitHub's workflow commands, one a finding: each becomes an annotation of its line. What is allowed is
 * counted, not annotated: it would be there in every run.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport(result: ScanResult): string {
  const { findings } = result;
  const lines = [...findings.map(annotation), headline(result)];
  if (findings.length > 0) lines.push(scannedLine(result));
  return `${lines.join('\n')}\n`;
}

function annotation(finding: Finding): string {
  const { ruleId, path, line, column, endColumn, isInName, isInMessage, redacted } = finding;
  const properties = {
    // A message is no file of the repository: its annotation stands at the job.
    ...(!isInMessage && { file: path, line: `${line}` }),
    ...(!isInMessage && !isInName && { col: `${column}`, endColumn: `${endColumn}` }),
    title: titleOf(ruleId),
  };
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  const notes = whereNotes(finding);
  const message = `${redacted}${notes && ` (${notes})`}: revoke it at ${DASHBOARD}, then take it out.`;
  return `::error ${given.join(',')}::${data(message)}`;
}

/** Line ends have an escape of their own here; other control characters have none. */
function data(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((part) => ESCAPES[part] ?? printable(part.replaceAll('%', '%25')))
    .join('');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

const ESCAPES: Record<string, string> = { '\r': '%0D', '\n': '%0A' };
