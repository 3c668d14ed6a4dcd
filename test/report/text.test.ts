import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/detect/finding.ts';
import { paintFor } from '../../src/report/paint.ts';
import { textReport } from '../../src/report/text/text.ts';
import type { ScanResult, ScanSummary } from '../../src/scan/scanResult.ts';
import { madeResult } from '../support/madeResult.ts';

const finding: Finding = {
  ruleId: 'baseten-api-key',
  confidence: 'high',
  severity: 'high',
  path: 'config/config.json',
  line: 3,
  column: 21,
  endColumn: 66,
  redacted: 'b10_AbCd1234.********',
  keyPrefix: 'b10_AbCd1234',
  fingerprint: 'f'.repeat(64),
};

function report(findings: Finding[], hasHead = true, suppressed = 0): string {
  const result: ScanResult = {
    scan: { mode: 'staged', files: 3, addedLines: 12, bytes: 734, durationMs: 41 },
    configurationFile: '.baseten-key-guard.json',
    findings,
    suppressed: Array.from({ length: suppressed }, () => ({ ...finding, by: 'inline' as const })),
  };
  return textReport(result, { hasHead, paint: paintFor({}, false), program: ['npx', 'baseten-key-guard'] });
}

describe('the message of a stopped commit', () => {
  test('says what, where, how to fix it, what if it is out, how to allow it, and what was scanned', () => {
    expect(report([finding])).toMatchInlineSnapshot(`
      "baseten-key-guard: 1 Baseten API key staged. The commit is stopped.

        config/config.json:3:21  Baseten API key  b10_AbCd1234.********

      Fix this commit
        config/config.json:
          take the key out; let the program read BASETEN_API_KEY from its environment
        then stage that, and commit again:
          git add -- config/config.json
        or leave it out of this commit:
          git restore --staged -- config/config.json

      If a key ever left this machine (pushed, shared, logged), it is leaked
        1. Revoke now, at https://app.baseten.co/settings/api_keys
                  or: baseten org api-key delete --prefix b10_AbCd1234
        2. Audit  the access logs, for deployments and reads that are not yours
        3. Assess which systems, applications and environments used the key
        4. Rotate it: make a new key with the least rights that do
        5. Update those systems and CI with the new key
        6. Harden access: allow-list IP addresses in Baseten, secure connections only
        7. Manage keys in a secrets manager, not in files
        8. Detect the next one: this hook for everyone, repository scans besides

      If it is no key
        put this on its line, as a comment, or above it with allow-next-line:
          baseten-key-guard:allow it is no key because …
        or note its fingerprint, and stage that:
          npx baseten-key-guard allow \\
            ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff \\
            --reason "it is no key because …" &&
            git add :/.baseten-key-guard.json

      Scanned 3 staged files, 12 added lines in 41 ms.
      "
    `);
  });

  test('has at most 40 lines for one key', () => {
    expect(report([finding]).split('\n').length).toBeLessThanOrEqual(40);
  });

  test.each([
    [true, 'git restore --staged -- config/config.json'],
    [false, 'git rm --cached -- config/config.json'],
  ])('takes a file out of the commit, with a HEAD: %s', (hasHead, command) => {
    expect(report([finding], hasHead)).toContain(command);
  });

  test.each([
    ['src/app.py', 'os.environ["BASETEN_API_KEY"]'],
    ['src/app.ts', 'process.env.BASETEN_API_KEY'],
    ['run.sh', '"$BASETEN_API_KEY"'],
    ['.github/workflows/ci.yml', '${{ secrets.BASETEN_API_KEY }}'],
    ['main.go', 'os.Getenv("BASETEN_API_KEY")'],
    ['config.json', 'let the program read BASETEN_API_KEY from its environment'],
  ])('tells how %s reads the key', (path, advice) => {
    expect(report([{ ...finding, path }])).toContain(`  ${path}:`);
    expect(report([{ ...finding, path }])).toContain(advice);
  });

  test('keeps a file that exists for secrets out of git', () => {
    const text = report([{ ...finding, path: 'api/.env.local' }]);
    expect(text).toContain('name it in .gitignore');
    expect(text).toContain('git restore --staged -- api/.env.local');
    expect(text).not.toContain('git add -- api');
  });

  test('revokes each key by its own prefix, and a key without one at the dashboard only', () => {
    const text = report([finding, { ...finding, line: 4, keyPrefix: 'b10_ZyXw9876' }]);
    expect(text).toContain('--prefix b10_AbCd1234\n');
    expect(text).toContain('--prefix b10_ZyXw9876\n');
    const bastn = report([{ ...finding, ruleId: 'baseten-bastn-key', keyPrefix: null }]);
    expect(bastn).toContain('https://app.baseten.co/settings/api_keys');
    expect(bastn).not.toContain('--prefix');
  });

  test('counts what it does not list', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...finding,
      path: `f${index}.py`,
      line: index + 1,
    }));
    const text = report(many);
    expect(text).toContain('50 Baseten API keys staged');
    expect(text).toContain('… and 20 more keys (--format json lists all)');
    expect(text).toContain('… and 42 more files');
    expect(text.split('\n').length).toBeLessThan(90);
  });

  test('says where there are more prefixes and fingerprints than it shows', () => {
    const seven = Array.from({ length: 7 }, (_, index) => ({
      ...finding,
      keyPrefix: `b10_AbCd123${index}`,
      fingerprint: `${index}`.repeat(64),
    }));
    expect(report(seven)).toContain('--prefix b10_AbCd1234\n            … and 2 more in the same way\n');
    expect(report(seven)).toContain(
      '  or note its fingerprint, and stage that (the first; --format json lists all):',
    );
    expect(report([finding, { ...finding, line: 4 }])).not.toMatch(/more in the same way|--format json/);
  });

  test('quotes names for the shell and shows no control character', () => {
    const text = report([{ ...finding, path: "it's\u001b[2J a\nb.py" }]);
    expect(text).not.toContain('\u001b');
    expect(text).toContain(`git add -- 'it'\\''s?\\[2J a?b.py'`);
  });
});

test.each([
  ['staged', true],
  ['push', true],
  ['range', false],
  ['history', false],
] as const)('a comment on the line is suggested in %s: %s', (mode, isSuggested) => {
  const scan = { mode, files: 1, addedLines: 1, bytes: 1, durationMs: 5 };
  const text = textReport(madeResult({ scan, findings: [finding] }), {
    hasHead: true,
    paint: paintFor({}, false),
    program: ['npx', 'baseten-key-guard'],
  });
  // On a line of a commit that stays, it would come too late.
  expect(text.includes('baseten-key-guard:allow ')).toBe(isSuggested);
  expect(text).toContain('note its fingerprint');
});

test('of many files in commits each that is named has its advice, and the rest are counted', () => {
  const scan = { mode: 'history', files: 10, addedLines: 10, bytes: 10, durationMs: 5 } as const;
  const folder = 'a-folder-with-a-name-that-leaves-no-room-for-advice-behind-it';
  const findings = Array.from({ length: 10 }, (_, file) => ({
    ...finding,
    path: `${folder}/${file}.yaml`,
    commit: 'c'.repeat(40),
  }));
  const text = textReport(madeResult({ scan, findings }), {
    hasHead: true,
    paint: paintFor({}, false),
    program: ['npx', 'baseten-key-guard'],
  });
  expect(text.match(/^ {2}a-folder.*:$/gm)).toHaveLength(8);
  expect(text.match(/^ {2}a-folder.*:\n {4}in place of the key/gm)).toHaveLength(8);
  expect(text).toContain('  … and 2 more files\n');
});

test('does not call the commits that were scanned those that hold a key', () => {
  const scan = { mode: 'history' as const, files: 0, addedLines: 9, bytes: 90, durationMs: 5, commits: 3 };
  const text = textReport(madeResult({ scan, findings: [finding] }), {
    hasHead: true,
    paint: paintFor({}, false),
    program: ['npx', 'baseten-key-guard'],
  });
  expect(text).toContain('1 Baseten API key found among 3 commits.');
});

describe('the line of a clean scan', () => {
  test('says what was scanned', () => {
    expect(report([])).toBe(
      'baseten-key-guard: no Baseten API key staged.\nScanned 3 staged files, 12 added lines in 41 ms.\n',
    );
  });

  test('counts what was allowed', () => expect(report([], true, 2)).toContain('2 findings allowed.'));

  const nothingOf = (left: Partial<ScanSummary>) => {
    const scan = { mode: 'staged' as const, files: 0, addedLines: 0, bytes: 0, durationMs: 5, ...left };
    return textReport(madeResult({ scan }), {
      hasHead: true,
      paint: paintFor({}, false),
      program: ['npx', 'baseten-key-guard'],
    });
  };

  test.each([
    [{}, 'nothing staged, nothing scanned.'],
    [{ excluded: 2, elsewhere: 1 }, 'the configuration excludes 2 staged files, nothing scanned.'],
    [{ elsewhere: 1 }, 'nothing staged at the paths that were named, nothing scanned.'],
  ])('never reads as a pass where nothing was scanned: %o', (left, sentence) => {
    expect(nothingOf(left)).toBe(`baseten-key-guard: ${sentence}\n`);
  });
});
