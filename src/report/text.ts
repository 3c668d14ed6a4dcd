import type { Finding } from '../detect/finding.ts';
import { RULES } from '../rules/rules.ts';
import type { ScanResult } from '../scan/scanResult.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { isSecretFile, remediationSteps, replacementFor, VARIABLE } from './remediation.ts';
import { shellQuote } from './shellQuote.ts';

/** More findings than this are counted, not listed: the first of them already say what to do. */
const LISTED_FINDINGS = 30;
const LISTED_FILES = 8;
const LISTED_PREFIXES = 5;

/** What the text report needs to know beyond the result. */
export interface TextReportContext {
  /** False before the first commit, when `git restore --staged` has nothing to restore from. */
  hasHead: boolean;
  paint: Paint;
}

/** The result for a person who has ten seconds: what was stopped, where, and how to fix it. */
export function textReport(result: ScanResult, { hasHead, paint }: TextReportContext): string {
  const { findings } = result;
  if (findings.length === 0) return `${cleanLine(result)}\n`;
  const lines = [
    paint(
      'failure',
      `baseten-key-guard: ${count(findings.length, 'Baseten API key')} staged. The commit is stopped.`,
    ),
    '',
    ...listing(findings, paint),
    '',
    paint('heading', 'Fix this commit'),
    ...fixSteps(findings, hasHead),
    '',
    paint('heading', 'If a key ever left this machine (pushed, shared, logged), it is leaked'),
    ...leakSteps(findings),
    '',
    paint('heading', 'If it is no key'),
    ...allowSteps(result),
    '',
    scannedLine(result),
  ];
  return `${lines.join('\n')}\n`;
}

function cleanLine(result: ScanResult): string {
  if (result.scan.files === 0) return 'baseten-key-guard: nothing staged, nothing scanned.';
  return `baseten-key-guard: no Baseten API key staged. ${scannedLine(result)}`;
}

function scannedLine({ scan, suppressed }: ScanResult): string {
  const allowed = suppressed.length > 0 ? ` ${count(suppressed.length, 'finding')} allowed.` : '';
  return `Scanned ${count(scan.files, 'staged file')}, ${count(scan.addedLines, 'added line')} in ${scan.durationMs} ms.${allowed}`;
}

function listing(findings: readonly Finding[], paint: Paint): string[] {
  const lines = findings.slice(0, LISTED_FINDINGS).map((finding) => {
    const place = `${printable(finding.path)}:${finding.line}:${finding.column}`;
    return `  ${paint('place', place)}  ${titleOf(finding.ruleId)}${finding.isInName ? ' in the name' : ''}  ${finding.redacted}`;
  });
  return [...lines, ...more(findings.length - LISTED_FINDINGS, 'key', ' (--format json lists all)')];
}

function fixSteps(findings: readonly Finding[], hasHead: boolean): string[] {
  const paths = [...new Set(findings.map(({ path }) => path))];
  const named = new Set(findings.filter(({ isInName }) => isInName).map(({ path }) => path));
  const shown = paths.slice(0, LISTED_FILES);
  const toRename = shown.filter((path) => named.has(path));
  const others = shown.filter((path) => !named.has(path));
  const toMend = others.filter((path) => !isSecretFile(path));
  const toIgnore = others.filter(isSecretFile);
  const unstage = hasHead ? 'git restore --staged' : 'git rm --cached';
  const names = (of: readonly string[]) => of.map(shellQuote).join(' ');
  const lines = toMend.map((path) => `  ${printable(path)}: ${mendingOf(path)}`);
  if (toMend.length > 0)
    lines.push('  then stage that, and commit again:', `    git add -- ${names(toMend)}`);
  if (toIgnore.length > 0) {
    lines.push(
      '  Keep this out of git: name it in .gitignore, and take it out of the commit:',
      `    ${unstage} -- ${names(toIgnore)}`,
    );
  } else if (toMend.length > 0)
    lines.push('  or leave it out of this commit:', `    ${unstage} -- ${names(toMend)}`);
  if (toRename.length > 0) {
    lines.push(
      '  Take this out of the commit, and stage it again under a name without the key (*, here, stands for it):',
      `    ${unstage} -- ${names(toRename)}`,
    );
  }
  return [...lines, ...more(paths.length - LISTED_FILES, 'file')];
}

function mendingOf(path: string): string {
  const replacement = replacementFor(path);
  return replacement === undefined
    ? `take the key out; let the program read ${VARIABLE} from its environment`
    : `in place of the key, write ${replacement}`;
}

function leakSteps(findings: readonly Finding[]): string[] {
  const prefixes = [...new Set(findings.flatMap(({ keyPrefix }) => keyPrefix ?? []))];
  let number = 0;
  return remediationSteps(prefixes.slice(0, LISTED_PREFIXES)).map(({ verb, text }) =>
    verb === '' ? `            ${text}` : `  ${++number}. ${verb.padEnd(6)} ${text}`,
  );
}

/** Both ways, ready to be pasted; with many findings the first shows how. */
function allowSteps({ findings: [first], configurationFile }: ScanResult): string[] {
  if (!first) return [];
  return [
    '  put this on its line, as a comment, or above it with allow-next-line:',
    '    baseten-key-guard:allow it is no key because …',
    '  or note its fingerprint, and stage that:',
    `    npx baseten-key-guard allow ${first.fingerprint} \\`,
    `      --reason "it is no key because …" && git add :/${shellQuote(configurationFile)}`,
  ];
}

function titleOf(ruleId: string): string {
  return RULES.find(({ id }) => id === ruleId)?.title ?? ruleId;
}

function more(number: number, noun: string, hint = ''): string[] {
  return number > 0 ? [`  … and ${count(number, `more ${noun}`)}${hint}`] : [];
}

/** `1 key`, `2 keys`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
