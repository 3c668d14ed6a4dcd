import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import type { Io } from '../../src/commands/command.ts';
import { helpText } from '../../src/commands/line/help.ts';
import type { Finding } from '../../src/detect/finding.ts';
import { HOOK_NAMES } from '../../src/install/hookLocation.ts';
import { lefthook } from '../../src/install/managers/lefthook.ts';
import { OTHER_MANAGERS } from '../../src/install/managers/otherManagers.ts';
import { husky4, simpleGitHooks, yorkie } from '../../src/install/managers/packageJson.ts';
import { pasteText } from '../../src/install/managers/pasteText.ts';
import { preCommitFramework } from '../../src/install/managers/preCommitFramework.ts';
import { fold, foldEntry } from '../../src/report/fold.ts';
import { paintFor } from '../../src/report/paint.ts';
import { groupListing } from '../../src/report/text/history.ts';
import { textReport } from '../../src/report/text/text.ts';
import type { ScanSummary } from '../../src/scan/scanResult.ts';
import { statusText } from '../../src/status/report.ts';
import { traceText } from '../../src/trace/report/traceText.ts';
import { verifyText } from '../../src/verify/verifyText.ts';
import { currentKey } from '../support/keys.ts';
import { madeFinding } from '../support/madeFinding.ts';
import { madeResult } from '../support/madeResult.ts';
import { ScratchRepository, scratchFolder } from '../support/scratchRepository.ts';

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
        program: ['npx', 'baseten-key-guard'],
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
          program: ['npx', 'baseten-key-guard'],
        });
        expectToFit(text);
        expect(text.split('\n').length).toBeLessThanOrEqual(40);
      }
      const program = ['node', `/opt/${'folder/'.repeat(8)}baseten-key-guard/dist/bin.cjs`];
      const called = textReport(madeResult({ scan, findings: [finding] }), { hasHead: true, paint, program });
      expectToFit(called.replace(`      ${program[1]} \\\n`, ''));
      expect(called).toContain(
        `    node \\\n      ${program[1]} \\\n      allow \\\n      ${finding.fingerprint} \\\n`,
      );
      expectToFit(report([{ ...finding, ruleId: 'baseten-legacy-key' }]));
      expectToFit(report([finding], { partial: true, shallow: true, missing: 3, submodules: 2 }));
    });
  },
);

test.each([
  'An',
  'An Author of many names <an.author@example.invalid>',
  `An Author of ${'many '.repeat(12)}names <an.author@department.example.invalid>`,
])('a key in commits of %s', (author) => {
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
    refs: Array.from({ length: 9 }, (_, at) => `refs/heads/feature/number-${at}-of-somebody`),
  };
  const lines = groupListing([key], paint);
  expectToFit(lines.join('\n'));
  expect(lines.join('\n').match(/2026-11-24 +An/g)).toHaveLength(2);
  expect(lines.slice(-6)).toEqual([
    '    refs   refs/heads/feature/number-0-of-somebody,',
    ...[1, 2, 3, 4].map((at) => `           refs/heads/feature/number-${at}-of-somebody,`),
    '           refs/heads/feature/number-5-of-somebody and 3 more',
  ]);
});

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
  const of = (author: string) => ({ id: 'a'.repeat(40), date: '2026-11-24T12:00:00+00:00', author });
  const inCommits = {
    reach: 'remote',
    commits: 3,
    first: of('An'),
    last: of(`An Author of ${'many '.repeat(20)}names`),
    encoding: 'base64',
  };
  const places = [
    { kind: 'history', path: 'a.py', ...inCommits, commits: 1 },
    { kind: 'history', path: `src/${'folder/'.repeat(5)}settings.yaml`, ...inCommits },
    { kind: 'name', path: 'b10_abcdefgh.********', ...inCommits },
    { kind: 'message', ...inCommits },
    { kind: 'setting', setting: `http.https://${'a.'.repeat(20)}example.extraheader`, file: '.git/config' },
    { kind: 'index', path: 'a.py', encoding: 'plain' },
    { kind: 'file', state: 'untracked', path: 'b.py', encoding: 'plain' },
    { kind: 'git', path: '.git/COMMIT_EDITMSG', encoding: 'plain' },
    { kind: 'setting', setting: 'http.extraheader', file: '.git/config' },
    { kind: 'object', type: 'blob', id: 'a'.repeat(40), stored: 'packed', encoding: 'plain' },
  ];
  const limits = [`This could not be read: /opt/${'folder/'.repeat(8)}name`];
  const notes = [`A submodule is a repository of its own; ask there too: ${'folder/'.repeat(8)}name`];
  const found = { situation, places: situation === 'absent' ? [] : places, refs: [], limits, notes };
  const searched = { objects: 11, commits: 3, files: 9 };
  const key = { prefix: 'b10_abcdefgh', redacted: 'b10_abcdefgh.********' };
  expectToFit(traceText({ ...found, searched } as never, key as never, paint));
});

test.each([lefthook, simpleGitHooks, preCommitFramework, husky4, yorkie, ...OTHER_MANAGERS])(
  'what to paste for $name',
  (manager) => {
    const top = scratchFolder();
    writeFileSync(
      join(top, 'lefthook.yml'),
      'pre-commit:\n  parallel: true\n  commands: { a: { run: stage_fixed } }\n',
    );
    const text = pasteText(manager, top, HOOK_NAMES);
    const configuration = { file: manager === lefthook ? 'lefthook.yml' : '', text: '' };
    if (manager === lefthook) configuration.text = readFileSync(join(top, configuration.file), 'utf8');
    const pasted = HOOK_NAMES.map((hook) => manager.paste(configuration, hook).lines);
    const said = pasted.reduce((left, lines) => left.replace(lines, ''), `baseten-key-guard: ${text}`);
    // A command that is to be pasted has a line of its own.
    expectToFit(said.replace(/^ {2}.*$/gm, ''));
  },
);

test('every command, for a person with a long name and a repository with long names of branches', () => {
  const repository = ScratchRepository.create();
  repository.git('config', 'user.name', `An Author of ${'many '.repeat(15)}names`);
  repository.git('config', 'user.email', 'an.author@department.example.invalid');
  const stdoutOf = (args: string[], status: number, input = '') => {
    const outcome = repository.guard(args, { input });
    expect(outcome, args.join(' ')).toMatchObject({ status });
    // What stands on stderr is folded on a terminal, where a person reads it.
    return outcome.stdout;
  };
  const expectReport = (args: string[], status: number, input = '') => {
    const report = stdoutOf(args, status, input);
    expectToFit(report);
    return report;
  };
  const key = currentKey();
  repository.write('.git/hooks/pre-merge-commit', '#!/usr/bin/env node\n', 0o755);
  // What a file is to hold is shown as it is, with a margin.
  expectToFit(stdoutOf(['install', '--dry-run', '--pre-push'], 0).replace(/^ {4}.*$/gm, ''));
  expectReport(['install', '--pre-push'], 0);
  expectReport(['install'], 0);
  expectReport(['status'], 0);
  expectReport(['--staged'], 0);
  repository.stage('app.py', `${key}\n`);
  repository.stage('message', `a key: ${key}\n`);
  const [fingerprint = ''] = /[0-9a-f]{64}/.exec(expectReport(['--staged'], 1)) ?? [];
  expectReport(['--tree'], 1);
  expectReport(['--stdin'], 1, key);
  expectReport(['hook', 'commit-msg', 'message'], 1);
  repository.seed({ 'README.md': 'first\n' });
  for (const at of [1, 2, 3]) repository.git('branch', `feature/number-${at}-of-${'some'.repeat(8)}body`);
  expectReport(['--range', 'HEAD'], 1);
  expectReport(['--history'], 1);
  expectReport(['trace'], 1, key);
  expectReport(['verify', '--api-url', 'http://127.0.0.1:9'], 2, key);
  const allowed = ['allow', fingerprint, '--reason', 'it was made up for a test of how wide what is said is'];
  expectReport(allowed, 0);
  expectReport(allowed, 0);
  expectReport(['--tree'], 0);
  expectReport(['uninstall'], 0);
  expectReport(['status'], 1);
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
  const path = `"${'a folder/'.repeat(8)}a.txt"`;
  expect(fold(`The file ${path} is gone`)).toEqual(['The file', path, 'is gone']);
  expect(foldEntry('a.py', 'short')).toEqual(['  a.py: short']);
});
