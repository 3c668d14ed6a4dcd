import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { describeObstacles, NO_KEY, stageKey, withKey } from '../../support/staging.ts';

// What a diff can look like, and what a reader of diffs can take for something else.

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`);

describeObstacles('shapes of the diff', [
  {
    name: 'a key in the first file and in the last',
    stage: (repository, key) => {
      repository.stage('a.py', `${key}\n`);
      repository.stage('b.py', 'clean\n');
      repository.stage('c.py', `${key}\n`);
    },
    places: ['a.py:1', 'c.py:1'],
  },
  {
    name: 'several hunks',
    before: { 'a.py': Array.from({ length: 60 }, (_, index) => `line ${index + 1}\n`).join('') },
    stage: (repository, key) => {
      const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}\n`);
      lines.splice(50, 1, `${key}\n`);
      lines.splice(30, 3);
      lines.splice(20, 0, 'x\n', 'y\n', `${key}\n`);
      lines.splice(4, 2, `${key}\n`);
      lines.unshift('new\n');
      repository.stage('a.py', lines.join(''));
    },
    places: ['a.py:6', 'a.py:23', 'a.py:51'],
  },
  {
    name: 'lines that read like a diff',
    before: { 'a.py': '-- a/b.py\nsame\n-- gone\n' },
    stage: (repository, key) =>
      repository.stage(
        'a.py',
        [
          '++ b/b.py',
          'same',
          `++ ${key}`,
          'diff --git a/x b/x',
          '@@ -1 +1 @@',
          '\\ No newline at end of file',
          '--- a/x',
          '+++ b/x',
          ':100644 100644 0000000 0000000 M\0x\0',
          `-- ${key}`,
        ].join('\n'),
      ),
    places: ['a.py:3', 'a.py:10'],
  },
  {
    name: 'a line end that is taken away, and one that is given',
    before: { 'a.py': 'first\nlast\n', 'b.py': 'first\nlast' },
    stage: (repository, key) => {
      repository.stage('a.py', `first\n${key}`);
      repository.stage('b.py', `first\nlast\n${key}\n`);
    },
    places: ['a.py:2', 'b.py:3'],
  },
  {
    name: 'empty files around it, and a new mode',
    before: { 'b.sh': 'first\n' },
    stage: (repository, key) => {
      repository.stage('0', '');
      repository.git('update-index', '--chmod=+x', 'b.sh');
      repository.stage('a.py', withKey(key));
      repository.stage('z', '');
    },
  },
  {
    name: 'a file that becomes empty',
    before: { '0.py': 'first\n' },
    stage: (repository, key) => {
      repository.stage('0.py', '');
      stageKey(repository, key);
    },
  },
  {
    name: '300 files',
    stage: (repository, key) => {
      for (let number = 100; number < 400; number++) {
        repository.write(`many/${number}.py`, number % 100 === 99 ? withKey(key) : `clean ${number}\n`);
      }
      repository.git('add', 'many');
    },
    places: ['many/199.py:3', 'many/299.py:3', 'many/399.py:3'],
  },
  {
    name: 'twelve hunks in a file of 200 lines',
    before: { 'a.py': numbered(200).join('') },
    stage: (repository, key) => {
      const lines = numbered(200).map((line, index) => (index % 16 === 5 ? `new ${line}` : line));
      lines[181] = `${key}\n`;
      repository.stage('a.py', lines.join(''));
    },
    places: ['a.py:182'],
  },
  {
    name: 'a hunk behind a long function name, which git puts into its header',
    before: { 'a.py': `def f${'x'.repeat(500)}(): # @@ -1 +1 @@\n${'    pass\n'.repeat(9)}` },
    stage: (repository, key) =>
      repository.stage(
        'a.py',
        `def f${'x'.repeat(500)}(): # @@ -1 +1 @@\n${'    pass\n'.repeat(9)}    ${key}\n`,
      ),
    places: ['a.py:11'],
  },
  {
    name: 'a file that is rewritten whole',
    before: { 'a.py': numbered(300).join('') },
    stage: (repository, key) => repository.stage('a.py', `${numbered(300).toReversed().join('')}${key}\n`),
    places: ['a.py:301'],
  },
  {
    name: 'a block that moves within its file, with a new key below',
    before: { 'a.py': numbered(60).join('') },
    stage: (repository, key) => {
      const lines = numbered(60);
      repository.stage('a.py', [...lines.slice(30), ...lines.slice(0, 30), `${key}\n`].join(''));
    },
    places: ['a.py:61'],
  },
  {
    name: 'a rename of just over half a file',
    before: { 'a.py': numbered(100).join('') },
    stage: (repository, key) => {
      repository.git('rm', '--quiet', '--cached', '--ignore-unmatch', 'a.py');
      const lines = numbered(100).map((line, index) => (index < 45 ? `other ${index}\n` : line));
      repository.stage('b.py', `${lines.join('')}${key}\n`);
    },
    places: ['b.py:101'],
  },
  {
    name: 'a rename of just under half a file, which is a new one',
    before: { 'a.py': numbered(100).join('') },
    stage: (repository, key) => {
      repository.git('rm', '--quiet', '--cached', '--ignore-unmatch', 'a.py');
      const lines = numbered(100).map((line, index) => (index < 60 ? `other ${index}\n` : line));
      repository.stage('b.py', `${lines.join('')}${key}\n`);
    },
    places: ['b.py:101'],
  },
  {
    name: 'one file renamed and copied',
    before: { 'a.py': numbered(40).join('') },
    stage: (repository, key) => {
      repository.git('rm', '--quiet', '--cached', '--ignore-unmatch', 'a.py');
      repository.stage('b.py', `${numbered(40).join('')}${key}\n`);
      repository.stage('c.py', `${numbered(40).join('')}x\n${key}\n`);
    },
    places: ['b.py:41', 'c.py:42'],
  },
  {
    name: 'a line that only changes its white space',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => repository.stage('a.py', `first \n\t${key}\n`),
    places: ['a.py:2'],
  },
  {
    name: 'a new mode and new lines',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => {
      repository.stage('a.py', withKey(key));
      repository.git('update-index', '--chmod=+x', 'a.py');
    },
  },
  {
    name: 'a folder that becomes a file',
    before: { 'a.py/inside': 'first\n', 'a.py/too': 'first\n' },
    stage: (repository, key) => {
      repository.git('rm', '-r', '--quiet', '--force', '--ignore-unmatch', 'a.py');
      stageKey(repository, key);
    },
  },
  {
    name: 'a file that becomes a folder',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => {
      rmSync(join(repository.folder, 'a.py'), { recursive: true, force: true });
      mkdirSync(join(repository.folder, 'a.py'));
      writeFileSync(join(repository.folder, 'a.py/inside'), withKey(key));
      repository.git('add', '--all', 'a.py');
    },
    places: ['a.py/inside:3'],
  },
  {
    name: 'a key that was in the file twice, and is there a third time',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => repository.stage('a.py', `${key}\nfirst\n${key} ${key}\n`),
    places: ['a.py:1', 'a.py:3', 'a.py:3'],
  },
]);

test('20,000 staged files, three with a key', () => {
  const repository = ScratchRepository.guarded();
  const keyed = [7, 10_000, 19_999];
  const stage = (key: string) => {
    const [clean, leak] = ['clean\n', withKey(key)].map((input) =>
      repository.run('git', ['hash-object', '-w', '--stdin'], { input }).stdout.trim(),
    );
    const entries = Array.from({ length: 20_000 }, (_, index) => {
      return `100644 ${keyed.includes(index) ? leak : clean}\tfolder ${index % 100}/${index}.py\n`;
    });
    repository.run('git', ['update-index', '--index-info'], { input: entries.join('') });
  };
  stage(currentKey());
  const { findings, scan } = repository.scan();
  expect(scan.files).toBe(20_000);
  expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual([
    'folder 0/10000.py:3',
    'folder 7/7.py:3',
    'folder 99/19999.py:3',
  ]);
  expect(commit(repository)).toMatchObject({ status: 1, hook: 1, isCommitted: false });
  stage(NO_KEY);
  expect(commit(repository)).toMatchObject(PASSED);
});

test('a folder that becomes a file and a folder again, in three commits', () => {
  const repository = ScratchRepository.guarded({ 'x/a.py': 'first\n' });
  const replaceBy = (path: string, text: string) => {
    rmSync(join(repository.folder, 'x'), { recursive: true });
    repository.write(path, text);
    repository.git('add', '--all');
  };
  replaceBy('x', withKey(currentKey()));
  expect(commit(repository)).toMatchObject(stoppedAt('x:3'));
  replaceBy('x', 'clean\n');
  expect(commit(repository)).toMatchObject(PASSED);
  replaceBy('x/a.py', withKey(currentKey()));
  expect(commit(repository)).toMatchObject(stoppedAt('x/a.py:3'));
  replaceBy('x/a.py', 'clean\n');
  expect(commit(repository)).toMatchObject(PASSED);
});
