import { expect, test } from 'vitest';
import { githubReport } from '../../src/report/documents/github.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';

test('a finding is a workflow command; the line after all of them says what came out', () => {
  const findings = [madeFinding({ path: 'config/config.json', line: 3, column: 21, endColumn: 66 })];
  expect(githubReport(madeResult({ findings }))).toMatchInlineSnapshot(`
    "::error file=config/config.json,line=3,col=21,endColumn=66,title=Baseten API key::b10_abcdefgh.********: revoke it at https://app.baseten.co/settings/api_keys, then take it out.
    baseten-key-guard: 1 Baseten API key staged. The commit is stopped.
    Scanned 3 staged files, 12 added lines in 41 ms.
    "
  `);
});

test.each([
  ['a,b:c.py', 'file=a%2Cb%3Ac.py,'],
  ['100%.py', 'file=100%25.py,'],
  ['%0A.py', 'file=%250A.py,'],
  ['a\r\nb.py', 'file=a%0D%0Ab.py,'],
  ['a\u001b[2J\u202eb.py', 'file=a\\u001b[2J\\u202eb.py,'],
  ['::error::x', 'file=%3A%3Aerror%3A%3Ax,'],
])('a file cannot break out of its property: %j', (path, property) => {
  const [line = '', ...rest] = githubReport(madeResult({ findings: [madeFinding({ path })] })).split('\n');
  expect(line).toContain(property);
  expect(line.match(/::/g)).toHaveLength(2);
  expect(rest.join('\n')).not.toContain('::');
});

test('a key in a name has no columns, and a finding of a commit says which', () => {
  const finding = madeFinding({ isInName: true, commit: 'c'.repeat(40) });
  const report = githubReport(madeResult({ findings: [finding] }));
  expect(report).toContain('::error file=a.py,line=1,title=');
  expect(report).toContain('(in the name, commit cccccccccccc)');
});

test('a key in a message is annotated at the job', () => {
  const report = githubReport(madeResult({ findings: [madeFinding({ isInMessage: true })] }));
  expect(report).toContain("::error title=Baseten API key::b10_abcdefgh.******** (in the commit's message)");
});

test('what is allowed is counted, not annotated', () => {
  const suppressed = [{ ...madeFinding(), by: 'config' as const }];
  const report = githubReport(madeResult({ suppressed }));
  expect(report).not.toContain('::');
  expect(report).toContain('1 finding allowed.');
});
