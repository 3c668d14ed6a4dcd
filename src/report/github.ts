import type { Finding } from '../detect/finding.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import { printable } from './printable.ts';
import { DASHBOARD } from './remediation.ts';
import { titleOf } from './ruleHelp.ts';
import { headline, scannedLine } from './summaryLines.ts';

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

function annotation({ ruleId, path, line, column, endColumn, isInName, redacted, ...rest }: Finding): string {
  const title = titleOf(ruleId);
  const properties = {
    file: path,
    line: `${line}`,
    ...(!isInName && { col: `${column}`, endColumn: `${endColumn}` }),
    title,
  };
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  const where = [isInName && "in the file's name", commitOf(rest)].filter(Boolean).join(', ');
  const message = `${redacted}${where && ` (${where})`}: revoke it at ${DASHBOARD}, then take it out.`;
  return `::error ${given.join(',')}::${data(message)}`;
}

/** Findings of a commit say which; those of files have none. */
function commitOf(finding: object): string | false {
  return 'commit' in finding && typeof finding.commit === 'string' && `commit ${finding.commit.slice(0, 12)}`;
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
