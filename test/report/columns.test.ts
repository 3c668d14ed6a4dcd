import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import type { Io } from '../../src/commands/command.ts';
import { helpText } from '../../src/commands/line/help.ts';
import type { Finding } from '../../src/detect/finding.ts';
import { fold, foldEntry } from '../../src/report/fold.ts';
import { paintFor } from '../../src/report/paint.ts';
import { groupListing } from '../../src/report/text/history.ts';
import { textReport } from '../../src/report/text/text.ts';
import type { ScanSummary } from '../../src/scan/scanResult.ts';
import { statusText } from '../../src/status/report.ts';
import { traceText } from '../../src/trace/report/traceText.ts';
import { verifyText } from '../../src/verify/verifyText.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';

const paint = paintFor({}, false);
const FILES = [
  'app.py',
  'config.json',
  '.env',
  'deploy.yaml',
  'Dockerfile',
  'main.tf',
  'b10_abcdefgh.********',
];

function expectToFit(text: string): void {
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
}

test('--help', () => expectToFit(helpText()));

test.each([true, false])('what went wrong, on a terminal: %s', async (isTerminal) => {
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  const io: Io = {
    cwd: '/',
    environment: {},
    stdoutIsTerminal: () => isTerminal,
    stderrIsTerminal: () => isTerminal,
    stdinIsTerminal: () => false,
    stdin: () => Readable.from([]),
    hiddenLine: async () => '',
    stdout: say,
    stderr: say,
  };
  expect(await run(['--stagd', '--frmat', `${'word '.repeat(20)}`], io)).toBe(2);
  // Nothing waits for this one's exit code.
  expect(
    await run(['install', 'more'], { ...io, stderr: (text) => expect(text).toMatch(/ \(exit 2\)\n$/) }),
  ).toBe(2);
  expect(await run(['--config', 'x', 'frobnicate', 'and', 'more', 'words'], io)).toBe(2);
  const hints = said.split('(exit 2: nothing was let through)\n');
  expect(hints).toHaveLength(3);
  if (isTerminal) expectToFit(said);
  // Each is one line and a hint on the next.
  else expect(said.trim().split('\n')).toHaveLength(4);
});

describe.each<ScanSummary['mode']>(['staged', 'tree', 'stdin', 'range', 'history', 'push', 'message'])(
  'a report of %s',
  (mode) => {
    const scan: ScanSummary = { mode, files: 14, addedLines: 1200, bytes: 9, durationMs: 1041, commits: 120 };
    const report = (findings: Finding[], more: Partial<ScanSummary> = {}) =>
      textReport(madeResult({ scan: { ...scan, ...more }, findings }), {
        hasHead: true,
        paint,
        program: 'npx baseten-key-guard',
      });

    test('that found nothing', () => {
      expectToFit(report([]));
      expectToFit(report([], { files: 0, addedLines: 0, commits: 0 }));
      expectToFit(report([], { partial: true, shallow: true, missing: 3, submodules: 2 }));
    });

    test.each(FILES)('that found a key in %s', (path) => {
      const finding = madeFinding({
        path,
        line: path.includes('*') ? 1 : 120,
        ...(scan.commits && { commit: 'a'.repeat(40) }),
        ...(path.includes('*') && { isInName: true as const }),
      });
      for (const hasHead of [true, false]) {
        const text = textReport(madeResult({ scan, findings: [finding] }), {
          hasHead,
          paint,
          program: 'npx baseten-key-guard',
        });
        expectToFit(text);
        expect(text.split('\n').length).toBeLessThanOrEqual(40);
      }
      expectToFit(report([{ ...finding, ruleId: 'baseten-legacy-key' }]));
      expectToFit(report([finding], { partial: true, shallow: true, missing: 3, submodules: 2 }));
    });
  },
);

test.each(['An', 'An Author of many names <an.author@example.invalid>'])(
  'a key in commits of %s',
  (author) => {
    const path = 'folder/settings.yaml';
    const finding = madeFinding({ path, commit: 'a'.repeat(40), author, date: '2026-11-24T12:00:00+00:00' });
    const { fingerprint, ruleId, redacted, keyPrefix } = finding;
    const key = {
      fingerprint,
      ruleId,
      redacted,
      keyPrefix,
      findings: 2,
      commits: 2,
      first: finding,
      last: finding,
    };
    const lines = groupListing([key], paint);
    expectToFit(lines.join('\n'));
    expect(lines.join('\n').match(/2026-11-24 {2}An/g)).toHaveLength(2);
  },
);

test('a status', () => {
  const reasons = [
    'there is no such hook',
    'core.hooksPath is a folder that is not there, so git runs no hook of this repository at all',
  ];
  for (const reason of reasons) {
    const hook = {
      hook: 'pre-push',
      verdict: 'absent',
      file: '.git/hooks/pre-push',
      by: 'git',
      reason,
    } as const;
    expectToFit(statusText({ wouldStop: false, hooks: [hook], sentence: '' }));
  }
});

test.each(['active', 'inactive', 'unknown'] as const)('a verification: %s', (status) => {
  const reason =
    'It answered with something that no server of theirs has answered before, which says nothing.';
  const key = { prefix: 'b10_abcdefgh', redacted: 'b10_abcdefgh.********' };
  expectToFit(verifyText({ status, reason } as never, key as never, 'api.baseten.co', paint));
});

test.each(['absent', 'local', 'pushed', 'unknown'] as const)('a trace: %s', (situation) => {
  const places = [
    { kind: 'index', path: 'a.py', encoding: 'plain' },
    { kind: 'file', state: 'untracked', path: 'b.py', encoding: 'plain' },
    { kind: 'git', path: '.git/COMMIT_EDITMSG', encoding: 'plain' },
    { kind: 'setting', setting: 'http.extraheader', file: '.git/config' },
    { kind: 'object', type: 'blob', id: 'a'.repeat(40), stored: 'packed', encoding: 'plain' },
  ];
  const found = { situation, places: situation === 'absent' ? [] : places, refs: [], limits: [], notes: [] };
  const searched = { objects: 11, commits: 3, files: 9 };
  const key = { prefix: 'b10_abcdefgh', redacted: 'b10_abcdefgh.********' };
  expectToFit(traceText({ ...found, searched } as never, key as never, paint));
});

test('a text breaks between sentences, else between words, and never in a command', () => {
  const long = 'A sentence that is fifty columns wide or thereabouts.';
  expect(fold(`${long} ${long}`)).toEqual([long, long]);
  expect(fold('word '.repeat(20).trim(), '  ')).toEqual([
    `  ${'word '.repeat(15).trim()}`,
    `  ${'word '.repeat(5).trim()}`,
  ]);
  const command = `\`git ${'--option '.repeat(10)}\``;
  expect(fold(`First run ${command} there`)).toEqual(['First run', command, 'there']);
  expect(foldEntry('a.py', 'short')).toEqual(['  a.py: short']);
});
