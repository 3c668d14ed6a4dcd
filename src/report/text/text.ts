import { ALLOW_COMMENT } from '../../allow/inlineComment.ts';
import type { Finding } from '../../detect/finding.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { COLUMNS, fold } from '../fold.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { shellQuote } from '../shellQuote.ts';
import { andMore } from '../wording/counted.ts';
import type { Where } from '../wording/fixSteps.ts';
import { MODES } from '../wording/modes.ts';
import { stepsFor } from '../wording/remediation.ts';
import { titleOf } from '../wording/ruleHelp.ts';
import { headline, scannedLine } from '../wording/summaryLines.ts';
import { groupListing } from './history.ts';

/** More findings than this are counted, not listed: the first of them already say what to do. */
const LISTED_FINDINGS = 30;

/** What the text report needs to know beyond the result. */
export interface TextReportContext extends Where {
  paint: Paint;
  /** The words that call this program here, for commands to be pasted. */
  program: readonly string[];
}

/** The result for a person who has ten seconds: what was stopped, where, and how to fix it. */
export function textReport(result: ScanResult, { paint, program, ...where }: TextReportContext): string {
  const { findings } = result;
  const head = fold(headline(result));
  if (findings.length === 0) return `${head.join('\n')}\n`;
  const mode = MODES[result.scan.mode];
  const lines = [
    ...head.map((line) => paint('failure', line)),
    '',
    ...(result.groups ? groupListing(result.groups, paint) : listing(findings, paint)),
    '',
    paint('heading', mode.fixHeading),
    ...mode.fix(findings, where),
    '',
    paint('heading', 'If a key ever left this machine (pushed, shared, logged), it is leaked'),
    ...leakSteps(findings),
    '',
    paint('heading', 'If it is no key'),
    ...allowSteps(result, program),
    '',
    ...fold(scannedLine(result)),
  ];
  return `${lines.join('\n')}\n`;
}

function listing(findings: readonly Finding[], paint: Paint): string[] {
  const lines = findings.slice(0, LISTED_FINDINGS).flatMap((finding) => {
    const place = `${printable(finding.path)}:${finding.line}:${finding.column}`;
    const what = `${titleOf(finding.ruleId)}${finding.isInName ? ' in the name' : ''}  ${finding.redacted}`;
    const fits = `  ${place}  ${what}`.length <= COLUMNS;
    return fits ? `  ${paint('place', place)}  ${what}` : [`  ${paint('place', place)}`, `    ${what}`];
  });
  return [...lines, ...andMore(findings.length - LISTED_FINDINGS, 'key', ' (--format json lists all)')];
}

function leakSteps(findings: readonly Finding[]): string[] {
  let number = 0;
  return stepsFor(findings).map(({ verb, text }) =>
    verb === '' ? `            ${text}` : `  ${++number}. ${verb.padEnd(6)} ${text}`,
  );
}

const ALLOW_IN_LINE = [
  '  put this on its line, as a comment, or above it with allow-next-line:',
  `    ${ALLOW_COMMENT} it is no key because …`,
];

/** Both ways, ready to be pasted; with many findings the first shows how. */
function allowSteps({ findings, scan, configurationFile }: ScanResult, program: readonly string[]): string[] {
  const [first] = findings;
  if (!first) return [];
  const others = findings.some(({ fingerprint }) => fingerprint !== first.fingerprint);
  const { readsIndex, readsCommit, isPast } = MODES[scan.mode];
  const add = `      git add :/${shellQuote(configurationFile)}`;
  const stage = readsCommit ? [`${add} && git commit`] : readsIndex ? [add] : [];
  const purpose = readsCommit ? ', and commit that' : readsIndex ? ', and stage that' : '';
  const hasLine = !first.isInMessage && !first.isInName && !isPast;
  return [
    ...(hasLine ? ALLOW_IN_LINE : []),
    `  ${hasLine ? 'or ' : ''}note its fingerprint${purpose}${others ? ' (the first; --format json lists all)' : ''}:`,
    ...beginningOfCommand([...program, 'allow']),
    `      ${first.fingerprint} \\`,
    `      --reason "it is no key because …"${stage.length > 0 ? ' &&' : ''}`,
    ...stage,
  ];
}

/** The first words of a command whose others stand on lines of their own; where the path of a program is long, these too. */
function beginningOfCommand(words: readonly string[]): string[] {
  const line = `    ${words.join(' ')} \\`;
  if (line.length <= COLUMNS) return [line];
  return words.map((word, index) => `${index === 0 ? '    ' : '      '}${word} \\`);
}
