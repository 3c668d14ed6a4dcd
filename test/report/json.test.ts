import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/documents/json.ts';

test('is one document with all that was scanned, found and suppressed', () => {
  const scan = { mode: 'staged', files: 1, addedLines: 2, bytes: 3, durationMs: 4 } as const;
  const finding = {
    ruleId: 'baseten-api-key',
    confidence: 'high',
    severity: 'high',
    path: 'a "b"\n\u202e.ts',
    line: 1,
    column: 2,
    endColumn: 3,
    redacted: 'x',
    keyPrefix: null,
    fingerprint: 'f',
  } as const;
  const suppressed = { ...finding, by: 'inline' } as const;
  const result = { scan, findings: [finding], suppressed: [suppressed], configurationFile: 'x.json' };
  const report = jsonReport(result, '1.2.3');
  expect(report.endsWith('}\n')).toBe(true);
  expect(JSON.parse(report)).toEqual({
    schemaVersion: 1,
    tool: { name: 'baseten-key-guard', version: '1.2.3' },
    scan,
    findings: [finding],
    suppressed: [suppressed],
  });
});
