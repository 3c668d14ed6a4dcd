import { expect, test } from 'vitest';
import { jobSummary } from '../../src/report/documents/jobSummary.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';

test('says what was found, where, and what to do', () => {
  expect(jobSummary(madeResult({ findings: [madeFinding()] }))).toMatchInlineSnapshot(`
    "### baseten-key-guard: 1 Baseten API key staged. The commit is stopped.

    | Place | What | Key |
    | --- | --- | --- |
    | \` a.py:1:1 \` | Baseten API key | \` b10_abcdefgh.******** \` |

    #### A key that was pushed is leaked

    1. Revoke now, at https://app.baseten.co/settings/api_keys
       - or: baseten org api-key delete --prefix b10_abcdefgh
    1. Audit the access logs, for deployments and reads that are not yours
    1. Assess which systems, applications and environments used the key
    1. Rotate it: make a new key with the least rights that do
    1. Update those systems and CI with the new key
    1. Harden access: allow-list IP addresses in Baseten, secure connections only
    1. Manage keys in a secrets manager, not in files
    1. Detect the next one: this hook for everyone, repository scans besides

    Scanned 3 staged files, 12 added lines in 41 ms.
    "
  `);
});

test('says which commit adds a key, and that a name holds it', () => {
  const finding = madeFinding({ isInName: true, commit: 'c'.repeat(40) });
  expect(jobSummary(madeResult({ findings: [finding] }))).toContain(
    '| ` a.py:1:1 `, in the name, commit cccccccccccc | Baseten API key |',
  );
});

test('a clean scan is one line', () => {
  expect(jobSummary(madeResult())).toBe(
    'baseten-key-guard: no Baseten API key staged. Scanned 3 staged files, 12 added lines in 41 ms.\n',
  );
});

test.each([
  ['a|b.py', '` a\\|b.py:1:1 `'],
  ['`x`.py', '`` `x`.py:1:1 ``'],
  ['<img src=x>\n# heading', '` <img src=x>\\n# heading:1:1 `'],
])('a name cannot leave its cell: %j', (path, cell) => {
  const report = jobSummary(madeResult({ findings: [madeFinding({ path })] }));
  expect(report).toContain(`\n| ${cell} | Baseten API key |`);
});

test('counts what it does not list', () => {
  const findings = Array.from({ length: 60 }, (_, index) => madeFinding({ line: index + 1 }));
  expect(jobSummary(madeResult({ findings }))).toContain('… and 10 more keys');
});
