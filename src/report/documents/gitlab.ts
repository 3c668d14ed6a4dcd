import { createHash } from 'node:crypto';
import type { Finding } from '../../detect/finding.ts';
import { PRODUCT } from '../../product.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { remediationSteps } from '../wording/remediation.ts';
import { HELP_URI, helpOf, titleOf } from '../wording/ruleHelp.ts';
import { scannedLine } from '../wording/summaryLines.ts';
import { whereNotes } from '../wording/whereNotes.ts';
import { jsonDocument } from './jsonDocument.ts';
import type { ReportContext } from './reportContext.ts';

/** The version of GitLab's schema that the report follows. */
const SCHEMA_VERSION = '15.0.7';
/** The schema asks for a commit of every finding; this is what GitLab's own scanner says where there is none. */
const NO_COMMIT = '0000000';
/** CWE-798: use of hard-coded credentials. */
const CWE = {
  type: 'cwe',
  name: 'CWE-798',
  value: '798',
  url: 'https://cwe.mitre.org/data/definitions/798.html',
};

/**
 * The result as GitLab's secret-detection report. What is allowed is counted in its messages.
 *
 * @see https://docs.gitlab.com/development/integrations/secure/#report
 */
export function gitlabReport(result: ScanResult, { version, now }: ReportContext): string {
  const { scan, findings } = result;
  const program = { id: PRODUCT, name: PRODUCT, version, vendor: { name: PRODUCT } };
  return jsonDocument({
    version: SCHEMA_VERSION,
    scan: {
      type: 'secret_detection',
      analyzer: program,
      scanner: program,
      start_time: timeOf(new Date(now.getTime() - scan.durationMs)),
      end_time: timeOf(now),
      status: scan.partial ? 'failure' : 'success',
      messages: [{ level: scan.partial || scan.shallow ? 'warn' : 'info', value: scannedLine(result) }],
    },
    vulnerabilities: findings.map(vulnerabilityOf),
  });
}

/** `2026-11-24T13:00:00`, in UTC, without a zone and a fraction. */
function timeOf(date: Date): string {
  return date.toISOString().slice(0, 19);
}

function vulnerabilityOf(finding: Finding) {
  const { ruleId, path, line, redacted, keyPrefix, commit = NO_COMMIT, author, date } = finding;
  const notes = whereNotes(finding);
  return {
    id: idOf(finding, commit),
    category: 'secret_detection',
    name: titleOf(ruleId),
    description: `${redacted}${notes && `, ${notes}`}. ${helpOf(ruleId).description}`,
    severity: 'High',
    solution: solutionOf(keyPrefix),
    identifiers: [
      { type: 'baseten_key_guard_rule', name: `${PRODUCT} rule ${ruleId}`, value: ruleId, url: HELP_URI },
      CWE,
    ],
    location: {
      file: path,
      start_line: line,
      end_line: line,
      commit: { sha: commit, ...(author && { author }), ...(date && { date }) },
    },
  };
}

/** The same finding has the same one in every report; in the form of a UUID, as the schema recommends. */
function idOf({ fingerprint, path, line, column }: Finding, commit: string): string {
  const hash = createHash('sha256')
    .update([fingerprint, path, line, column, commit].join('\0'))
    .digest('hex');
  const [, ...parts] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hash) ?? [];
  return `${parts[0]}-${parts[1]}-8${parts[2]}-a${parts[3]}-${parts[4]}`;
}

function solutionOf(keyPrefix: string | null): string {
  return remediationSteps(keyPrefix === null ? [] : [keyPrefix])
    .map(({ verb, text }) => (verb === '' ? text : `${verb} ${text}`))
    .join('. ');
}
