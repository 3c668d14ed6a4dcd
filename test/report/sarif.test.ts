import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/detect/finding.ts';
import type { SuppressedFinding } from '../../src/detect/judge.ts';
import { sarifReport } from '../../src/report/documents/sarif.ts';
import { RULES } from '../../src/rules/rules.ts';
import type { ScanSummary } from '../../src/scan/scanResult.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';

// One of the schema's expressions is none with the flag `u`.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats.default(ajv);
const isSarif = ajv.compile(
  JSON.parse(readFileSync(new URL('schemas/sarif-schema-2.1.0.json', import.meta.url), 'utf8')),
);

/** The only run of the report, which must keep to the schema. */
function runOf(
  findings: Finding[],
  suppressed: SuppressedFinding[] = [],
  environment = {},
  scan: Partial<ScanSummary> = {},
) {
  const context = { version: '1.2.3', now: new Date('2026-11-24T12:00:01.041Z'), environment };
  const document = JSON.parse(sarifReport(resultOf(findings, suppressed, scan), context));
  isSarif(document);
  expect(isSarif.errors ?? []).toEqual([]);
  expect(document).toMatchObject({ version: '2.1.0', runs: [{}] });
  return document.runs[0];
}

function resultOf(findings: Finding[], suppressed: SuppressedFinding[], scan: Partial<ScanSummary>) {
  const made = madeResult({ findings, suppressed });
  return { ...made, scan: { ...made.scan, ...scan } };
}

test('the schema refuses what is no SARIF', () => {
  expect(isSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
});

test('a scan without a finding is a run without a result', () => {
  expect(runOf([])).toMatchObject({
    results: [],
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: 'baseten-key-guard/staged/' },
    invocations: [
      {
        executionSuccessful: true,
        startTimeUtc: '2026-11-24T12:00:01.000Z',
        endTimeUtc: '2026-11-24T12:00:01.041Z',
      },
    ],
  });
});

test('describes every rule, with help and how grave it is', () => {
  const { driver } = runOf([]).tool;
  expect(driver.semanticVersion).toBe('1.2.3');
  expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  for (const rule of driver.rules) {
    expect(rule.help.markdown).toContain('1. Revoke now');
    expect(rule.help.markdown).toContain('8. Detect');
    expect(rule.fullDescription.text.length).toBeGreaterThan(rule.shortDescription.text.length);
    expect(rule.helpUri).toMatch(/^https:/);
    expect(rule.defaultConfiguration.level).toBe('error');
    expect(rule.properties).toMatchObject({
      'security-severity': '8.5',
      precision: expect.stringMatching(/./),
    });
  }
});

test('a finding says where it is, what it is, and by what others know it again', () => {
  const finding = madeFinding({
    ruleId: 'baseten-legacy-key',
    path: 'a folder/50%/ü#1?.py',
    line: 3,
    column: 21,
  });
  const [result] = runOf([finding]).results;
  expect(result).toMatchObject({
    ruleId: 'baseten-legacy-key',
    ruleIndex: 2,
    level: 'error',
    message: { text: 'Baseten API key (older form, still valid): b10_abcdefgh.********' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20folder/50%25/%C3%BC%231%3F.py', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 21, endColumn: 46 },
        },
      },
    ],
    partialFingerprints: { 'basetenKeyGuard/v1': 'f'.repeat(64) },
    suppressions: [],
    properties: { confidence: 'high', redacted: 'b10_abcdefgh.********', keyPrefix: 'b10_abcdefgh' },
  });
});

test.each(['c:/a.py', '//a.py', '\u202e\u0007\n.py'])('%j is a name relative to the root', (path) => {
  const { uri } = runOf([madeFinding({ path })]).results[0].locations[0].physicalLocation.artifactLocation;
  expect(uri).toMatch(/^[\w%./-]+$/);
  expect(decodeURIComponent(uri)).toBe(path);
});

test('a scan that was interrupted, or of a shallow clone, says so', () => {
  const [whole, partial, shallow] = [{}, { partial: true as const }, { shallow: true as const }].map(
    (scan) => runOf([], [], {}, { mode: 'history', ...scan }).invocations[0],
  );
  expect(whole).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [{ level: 'note' }] });
  expect(partial.executionSuccessful).toBe(false);
  expect(partial.toolExecutionNotifications[0].message.text).toContain('INTERRUPTED');
  expect(shallow.toolExecutionNotifications[0]).toMatchObject({ level: 'warning' });
});

test('a finding of a commit says which', () => {
  const commit = { commit: 'c'.repeat(40), author: 'A <a@example.invalid>', date: '2026-11-24T12:00:00Z' };
  expect(runOf([{ ...madeFinding(), ...commit }]).results[0].properties).toMatchObject(commit);
});

test('a key in a name has the first line for a region, and no columns', () => {
  const [result] = runOf([madeFinding({ isInName: true, column: 1, endColumn: 1 })]).results;
  expect(result.locations[0].physicalLocation.region).toEqual({ startLine: 1 });
  expect(result.message.text).toContain('in the name');
});

test('what is allowed is there, suppressed', () => {
  const { results } = runOf(
    [],
    [
      { ...madeFinding(), by: 'inline' },
      { ...madeFinding(), by: 'config' },
    ],
  );
  expect(results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual([
    [{ kind: 'inSource', status: 'accepted' }],
    [{ kind: 'external', status: 'accepted' }],
  ]);
});

test.each([
  [{ GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: 'abc' }],
  [{ CI_PROJECT_URL: 'https://git.example/a/b', CI_COMMIT_SHA: 'abc' }],
])('says what was scanned, in a job of %j', (environment) => {
  expect(runOf([], [], environment).versionControlProvenance).toEqual([
    { repositoryUri: 'https://git.example/a/b', revisionId: 'abc', mappedTo: { uriBaseId: '%SRCROOT%' } },
  ]);
});

test('says nothing of a version that it does not know', () => {
  expect(runOf([])).not.toHaveProperty('versionControlProvenance');
  expect(runOf([], [], { CI_PROJECT_URL: 'no address' })).not.toHaveProperty('versionControlProvenance');
});
