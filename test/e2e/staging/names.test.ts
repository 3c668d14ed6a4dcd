import { describeObstacles, type Obstacle, withKey } from '../../support/staging.ts';

// Names of files, each of which misled a reader of diffs, of paths or of command lines.

const names = (...all: string[]): Obstacle[] =>
  all.map((name) => ({
    name: name.length > 100 ? `${name.length} bytes` : JSON.stringify(name),
    stage: (repository, key) => repository.stageInIndex(name, withKey(key)),
    places: [`${name}:3`],
  }));

/** Many names in one commit, each with a key. */
const together = (name: string, paths: readonly string[]): Obstacle => ({
  name,
  stage: (repository, key) => {
    for (const path of paths) repository.stageInIndex(path, withKey(key));
  },
  places: paths.toSorted().map((path) => `${path}:3`),
});

describeObstacles(
  'names',
  names(
    'with space',
    ' space at both ends ',
    'a/b b/c',
    'x b/x',
    'a/a b/a/a',
    '"quoted"',
    "it's",
    'tab\tinside',
    'new\nline',
    'carriage\rreturn',
    'bell\x07escape\x1b[31m',
    'back\\slash',
    '\\"',
    '-leading-dash',
    ':(top)magic',
    'star*[a]?',
    'emoji 🔑.py',
    '日本語/ファイル.py',
    'right\u202eto left',
    'diff --git a/x b/x',
    'dev/null',
    '$(touch x)`touch x`;&|',
    `${'long/'.repeat(40)}name`,
    `${`${'n'.repeat(249)}/`.repeat(15)}${'m'.repeat(250)}`,
    'a.py\t',
    'trailing.',
    'C:\\a.py',
    'NUL',
    ' => ',
    'a/{b => c}/d',
  ),
);

describeObstacles('names beside each other', [
  together(
    'every escape of C',
    [...'\x07\b\t\n\v\f\r"\\\x01\x1f\x7f'].map((byte) => `a${byte}z`),
  ),
  together('options, pathspecs and revisions of git', [
    '--',
    '--cached',
    '--staged',
    '-z',
    ':/a',
    ':!a.py',
    '@',
    'FETCH_HEAD',
    'HEAD',
    'HEAD~1',
    'main',
    'refs/heads/main',
    'main..HEAD',
  ]),
  together('names that differ in case', ['A.py', 'a.py', 'SUB/a.py', 'sub/a.py']),
  together('one name, composed and decomposed', ['\u00e9.py', 'e\u0301.py']),
  together('lines of a diff', [
    '@@ -1 +1 @@',
    '+++ b/x',
    '--- a/x',
    'a b/a',
    'index 1..2',
    'rename from x',
    '\\ No newline at end of file',
  ]),
  together('entries of a list', [':100644 100644 0 0 M', 'R100', '\n:000000', '\n\n']),
  {
    name: 'core.ignoreCase, with names that differ in case',
    config: { 'core.ignoreCase': 'true' },
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => repository.stageInIndex('A.py', withKey(key)),
    places: ['A.py:3'],
  },
  {
    name: 'bytes that are not UTF-8',
    stage: (repository, key) =>
      repository.stageInIndex(Buffer.from('caf\xe9 \xff.py', 'latin1'), withKey(key)),
    places: ['caf\ufffd \ufffd.py:3'],
  },
  {
    name: 'bytes that are not UTF-8, quoted by git',
    config: { 'core.quotePath': 'true' },
    stage: (repository, key) => repository.stageInIndex(Buffer.from('caf\xe9\t.py', 'latin1'), withKey(key)),
    places: ['caf\ufffd\t.py:3'],
  },
  {
    name: 'a rename from a name that git quotes to one that it does not, and back',
    before: {
      'from\tquoted': 'a line\n'.repeat(30),
      'from plain': 'another line\n'.repeat(30),
    },
    stage: (repository, key) => {
      repository.git('rm', '--quiet', '--cached', '--ignore-unmatch', 'from\tquoted', 'from plain');
      repository.stageInIndex('to plain', `${'a line\n'.repeat(30)}${key}\n`);
      repository.stageInIndex('to\tquoted', `${'another line\n'.repeat(30)}${key}\n`);
    },
    places: ['to\tquoted:31', 'to plain:31'],
  },
]);
