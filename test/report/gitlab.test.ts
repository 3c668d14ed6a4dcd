import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/detect/finding.ts';
import { gitlabReport } from '../../src/report/documents/gitlab.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
const number = { type: 'number' };
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems });
const record = (fields: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  required: Object.keys(fields),
  properties: { ...fields, ...optional },
});
const program = record({ id: text, name: text, version: text, vendor: record({ name: text }) });

/** What version 15.0.7 of GitLab's schema of secret-detection reports asks for, as far as we give it. */
const isReport = new Ajv().compile(
  record({
    version: { const: '15.0.7' },
    scan: record(
      {
        analyzer: program,
        scanner: program,
        type: { const: 'secret_detection' },
        start_time: time,
        end_time: time,
        status: { enum: ['success', 'failure'] },
      },
      { messages: list(record({ level: { enum: ['info', 'warn', 'fatal'] }, value: text })) },
    ),
    vulnerabilities: list(
      record(
        {
          id: text,
          identifiers: list(record({ type: text, name: text, value: text }, { url: { type: 'string' } }), 1),
          location: record(
            { commit: record({ sha: text }) },
            { file: text, start_line: number, end_line: number },
          ),
        },
        {
          name: { type: 'string', maxLength: 255 },
          description: { type: 'string', maxLength: 1_048_576 },
          severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
          solution: { type: 'string', maxLength: 7000 },
        },
      ),
    ),
  }),
);

function reportOf(findings: Finding[], suppressed: Finding[] = []) {
  const result = madeResult({ findings, suppressed: suppressed.map((one) => ({ ...one, by: 'inline' })) });
  const context = { version: '1.2.3', now: new Date('2026-11-24T12:00:01.041Z'), environment: {} };
  const document = JSON.parse(gitlabReport(result, context));
  isReport(document);
  expect(isReport.errors ?? []).toEqual([]);
  return document;
}

test('a finding is a vulnerability', () => {
  const { scan, vulnerabilities } = reportOf([madeFinding({ path: 'b.py', line: 7 })]);
  expect(scan).toMatchObject({ start_time: '2026-11-24T12:00:01', end_time: '2026-11-24T12:00:01' });
  expect(vulnerabilities).toMatchObject([
    {
      category: 'secret_detection',
      severity: 'High',
      name: 'Baseten API key',
      description: expect.stringContaining('b10_abcdefgh.********'),
      solution: expect.stringContaining('--prefix b10_abcdefgh'),
      identifiers: [{ value: 'baseten-api-key' }, { name: 'CWE-798' }],
      location: { file: 'b.py', start_line: 7, end_line: 7, commit: { sha: '0000000' } },
    },
  ]);
});

test('a finding of a commit names it', () => {
  const commit = { commit: 'c'.repeat(40), author: 'A', date: '2026-11-24T12:00:00Z' };
  const [{ location }] = reportOf([{ ...madeFinding(), ...commit }]).vulnerabilities;
  expect(location.commit).toEqual({ sha: commit.commit, author: 'A', date: commit.date });
});

test('the same finding has the same id in every report, and another one another', () => {
  const findings = [madeFinding(), madeFinding({ line: 2 }), madeFinding({ path: 'b.py' })];
  const ids = reportOf(findings).vulnerabilities.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(reportOf(findings).vulnerabilities.map(({ id }: { id: string }) => id)).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a scan that was interrupted says so', () => {
  const scan = {
    mode: 'history' as const,
    files: 1,
    addedLines: 1,
    bytes: 1,
    durationMs: 1,
    partial: true as const,
  };
  const context = { version: '1.2.3', now: new Date(), environment: {} };
  const document = JSON.parse(gitlabReport(madeResult({ scan }), context));
  expect(document.scan).toMatchObject({ status: 'failure', messages: [{ level: 'warn' }] });
});

test('what is allowed is counted', () => {
  const { scan, vulnerabilities } = reportOf([], [madeFinding()]);
  expect(vulnerabilities).toEqual([]);
  expect(scan.messages).toEqual([
    { level: 'info', value: expect.stringMatching(/^Scanned .* 1 finding allowed\.$/) },
  ]);
});
