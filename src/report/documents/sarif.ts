import type { Finding } from '../../detect/finding.ts';
import type { SuppressedFinding } from '../../detect/judge.ts';
import { PRODUCT } from '../../product.ts';
import { RULES } from '../../rules/rules.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { HELP_URI, helpOf, titleOf } from '../wording/ruleHelp.ts';
import { scannedLine } from '../wording/summaryLines.ts';
import { whereNotes } from '../wording/whereNotes.ts';
import { jsonDocument } from './jsonDocument.ts';
import type { ReportContext } from './reportContext.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** The name under which others keep our fingerprint; its end changes when what is hashed changes. */
const FINGERPRINT = 'basetenKeyGuard/v1';
/** The top folder of the repository, which paths are relative to. Code-scanning pages know this name. */
const ROOT = '%SRCROOT%';
/** "High", on the scale of CVSS that code-scanning pages show. */
const SECURITY_SEVERITY = '8.5';

/**
 * The result in the Static Analysis Results Interchange Format, for code-scanning pages and editors.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(result: ScanResult, { version, now, environment }: ReportContext): string {
  const { scan, findings, suppressed } = result;
  const provenance = provenanceOf(environment);
  const run = {
    tool: { driver: { name: PRODUCT, semanticVersion: version, rules: RULES.map(({ id }) => ruleOf(id)) } },
    automationDetails: { id: `${PRODUCT}/${scan.mode}/` },
    invocations: [
      {
        executionSuccessful: !scan.partial,
        startTimeUtc: new Date(now.getTime() - scan.durationMs).toISOString(),
        endTimeUtc: now.toISOString(),
        toolExecutionNotifications: [
          {
            level: scan.partial || scan.shallow ? 'warning' : 'note',
            message: { text: scannedLine(result) },
          },
        ],
      },
    ],
    ...(provenance && { versionControlProvenance: [provenance] }),
    originalUriBaseIds: { [ROOT]: { description: { text: 'The top folder of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: [...findings.map((finding) => resultOf(finding)), ...suppressed.map(suppressedResultOf)],
    properties: { scan },
  };
  return jsonDocument({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
}

function ruleOf(id: Finding['ruleId']) {
  const { description, precision, markdown, text } = helpOf(id);
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: titleOf(id) },
    fullDescription: { text: description.replaceAll('`', '') },
    help: { text, markdown },
    helpUri: HELP_URI,
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: ['security', 'secret', 'external/cwe/cwe-798'],
      precision,
      'problem.severity': 'error',
      'security-severity': SECURITY_SEVERITY,
    },
  };
}

function resultOf(finding: Finding, suppressions: object[] = []) {
  // What has no place of its own in a result, such as the commit, goes with its properties.
  const { ruleId, path, line, column, endColumn, fingerprint, ...properties } = finding;
  const { isInName, redacted } = finding;
  const notes = whereNotes(finding);
  return {
    ruleId,
    ruleIndex: RULES.findIndex(({ id }) => id === ruleId),
    level: 'error',
    message: { text: `${titleOf(ruleId)}: ${redacted}${notes && `, ${notes}`}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path), uriBaseId: ROOT },
          region: isInName ? { startLine: line } : { startLine: line, startColumn: column, endColumn },
        },
      },
    ],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    // Empty says "not suppressed"; absent would say "unknown".
    suppressions,
    properties,
  };
}

function suppressedResultOf({ by, ...finding }: SuppressedFinding) {
  return resultOf(finding, [{ kind: by === 'inline' ? 'inSource' : 'external', status: 'accepted' }]);
}

/** A relative URI reference: a colon in its first part would be read as the end of a scheme, so each is encoded. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Which version of which repository was scanned, as GitHub and GitLab tell it to their jobs. */
function provenanceOf({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_SHA,
  CI_PROJECT_URL,
  CI_COMMIT_SHA,
}: NodeJS.ProcessEnv): object | undefined {
  const [repositoryUri, revisionId] =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY
      ? [`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`, GITHUB_SHA]
      : [CI_PROJECT_URL, CI_COMMIT_SHA];
  if (repositoryUri === undefined || !URL.canParse(repositoryUri)) return undefined;
  return {
    repositoryUri,
    ...(revisionId && { revisionId }),
    mappedTo: { uriBaseId: ROOT },
  };
}
