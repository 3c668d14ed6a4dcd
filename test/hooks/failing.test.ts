import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import {
  installedPackage,
  type Outcome,
  ScratchRepository,
  type Variables,
} from '../support/scratchRepository.ts';
import { folderOf, systemWith, whereIs } from '../support/shells.ts';

// Whatever goes wrong in the first look means that node is started, which finds out what there is to say.
const LOOK_FILES = ['sh', 'glance', 'rough', 'exact'].map((part) => `dist/first-look.${part}`);
/** It ends with a code of the program's own. */
const NODE = '#!/bin/sh\nexit 143\n';
const STARTED = { status: 143, output: '' };

/** What of the package a hook reads before node is started. */
function copyHook(folder: string): void {
  for (const part of ['hooks', 'dist/bin.cjs', ...LOOK_FILES]) {
    cpSync(join(installedPackage(), part), join(folder, part), { recursive: true });
  }
}

/** A repository with something clean staged, and a PATH on which programs can be replaced. */
function workplace(shell = 'sh') {
  const repository = ScratchRepository.create();
  repository.stage('a.txt', 'clean 1\nclean 2\n');
  const system = folderOf(systemWith(shell));
  const folder = join(repository.home, 'package');
  copyHook(folder);
  const replace = (program: string, script: string) => {
    rmSync(join(system, program), { force: true });
    writeFileSync(join(system, program), script, { mode: 0o755 });
  };
  replace('node', NODE);
  /** Takes the glance away, so that all depends on the look behind it. */
  const lookClosely = () => writeFileSync(join(folder, 'dist/first-look.glance'), '');
  const run = (variables: Variables = {}): Outcome =>
    repository.run(join(system, 'sh'), [join(folder, 'hooks/run'), 'pre-commit'], {
      variables: { PATH: system, ...variables },
    });
  return { repository, system, folder, replace, lookClosely, run };
}

const real = (program: string) => whereIs(program) ?? program;

test('where all goes well, node is not started', () => {
  const { lookClosely, run } = workplace();
  expect(run()).toMatchObject({ status: 0, output: '' });
  lookClosely();
  expect(run()).toMatchObject({ status: 0, output: '' });
});

test('under Git for Windows, what lies on no drive is left to the scan', () => {
  expect(workplace().run({ MSYSTEM: 'MINGW64' })).toMatchObject(STARTED);
});

/** Like the end of an older key's Base64, and no match of an exact expression. */
const SUSPICIOUS = 'f(hreflang=0)\n';

test('what is suspicious at a glance alone is looked at closely', () => {
  const { repository, run } = workplace();
  repository.stage('b.js', SUSPICIOUS);
  expect(run()).toMatchObject({ status: 0, output: '' });
  repository.stage('c.bin', 'clean\0\n');
  expect(run()).toMatchObject({ status: 0, output: '' });
});

test('a long line that is suspicious at a glance is left to node, which reads it as fast', () => {
  const { repository, run } = workplace();
  repository.stage('b.js', `${'a;'.repeat(60_000)}${SUSPICIOUS}`);
  expect(run()).toMatchObject(STARTED);
});

test('what is suspicious at a glance is left to node in a large diff, which reads it faster', () => {
  const { repository, run } = workplace();
  const clean = 'clean\n'.repeat(170_000);
  for (const text of [`${clean}${SUSPICIOUS}`, `${SUSPICIOUS}${clean}`]) {
    repository.stage('b.js', text);
    expect(run()).toMatchObject(STARTED);
  }
  repository.stage('b.js', `${SUSPICIOUS}${clean.slice(0, 800_000)}`);
  expect(run()).toMatchObject({ status: 0, output: '' });
});

test('a key far behind a name that holds the last line of a diff', () => {
  const { repository, run } = workplace();
  repository.stageInIndex('a\nThe end of the staged diff\nd', 'clean\n');
  repository.stage('b.txt', 'clean\n'.repeat(170_000));
  repository.stage('c.txt', `${currentKey()}\n`);
  expect(run()).toMatchObject(STARTED);
});

const FAILURES = [
  ['fails', 'exit 1'],
  ['fails otherwise', 'exit 128'],
  ['prints garbage', 'cat >/dev/null; echo garbage'],
  ['prints an empty line', 'cat >/dev/null; echo'],
  ['is killed at once', 'kill -9 $$'],
  ['prints all and fails', '"$real" "$@"; exit 3'],
  ['is killed at the end', '"$real" "$@"; kill -9 $$'],
  ['loses the last bytes', '"$real" "$@" | { head -c 20; cat >/dev/null; }'],
] as const;

test.each([
  ['git', 'at a glance'],
  ['grep', 'at a glance'],
  ['git', 'looked at closely'],
  ['tr', 'looked at closely'],
  ['grep', 'looked at closely'],
])('%s that goes wrong, %s', (program, look) => {
  const { replace, lookClosely, run, system } = workplace();
  if (look !== 'at a glance') lookClosely();
  for (const [name, script] of FAILURES) {
    replace(program, `#!/bin/sh\nPATH=/usr/bin:/bin\nreal=${real(program)}\n${script}\n`);
    expect(run(), name).toMatchObject(STARTED);
  }
  rmSync(join(system, program));
  expect(run(), 'is missing').toMatchObject(STARTED);
});

test.each(['git', 'tr'])('%s that dies behind a name which holds the last line of a diff', (program) => {
  const { repository, replace, run } = workplace();
  repository.stageInIndex('a\nThe end of the staged diff\nd', 'clean\n');
  const list = repository.git('diff', '--cached', '--raw', '-z', '--no-abbrev').length;
  const script = `"${real(program)}" "$@" | { head -c ${list}; cat >/dev/null; }; exit 128`;
  replace(program, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  expect(run()).toMatchObject(STARTED);
});

// A git with nothing to say and an index with nothing staged look the same.
test.each(['tr', 'grep'])('%s that says nothing and is content', (program) => {
  const { replace, lookClosely, run } = workplace();
  lookClosely();
  replace(program, '#!/bin/sh\nexit 0\n');
  expect(run()).toMatchObject(STARTED);
});

test('the second grep goes wrong', () => {
  const { replace, lookClosely, run } = workplace();
  lookClosely();
  for (const script of ['exit 2', 'echo garbage', `${real('grep')} "$@"; exit 2`]) {
    replace('grep', `#!/bin/sh\ncase $* in *exact*) ${script} ;; *) exec ${real('grep')} "$@" ;; esac\n`);
    expect(run(), script).toMatchObject(STARTED);
  }
});

// What is staged is suspicious: node has to be started, and has to have scanned.
describe('what would end with 0 unscanned', () => {
  test.each([
    ['another program that is called node', '#!/bin/sh\nexit 0\n', 'ended before it had scanned'],
    [
      'a node that ends before it has begun',
      `#!/bin/sh\nexec '${process.execPath}' --import 'data:text/javascript,process.exit(0)' "$@"\n`,
      'ended before it had scanned',
    ],
    ['a node that is killed', '#!/bin/sh\nkill -9 $$\n', 'ended with 137 before it scanned'],
    [
      'a node that does not know its options',
      `#!/bin/sh\nNODE_OPTIONS=--bogus exec '${process.execPath}' "$@"\n`,
      'ended with 9 before it scanned',
    ],
  ])('%s', (_, script, sentence) => {
    const { repository, replace, run } = workplace();
    repository.stage('b.txt', `${currentKey()}\n`);
    replace('node', script);
    expect(run()).toMatchObject({ status: 2, output: expect.stringContaining(sentence) });
  });

  test('a program that is empty', () => {
    const { repository, folder, replace, run } = workplace();
    replace('node', `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
    repository.stage('b.txt', `${currentKey()}\n`);
    writeFileSync(join(folder, 'dist/bin.cjs'), '');
    expect(run()).toMatchObject({
      status: 2,
      output: expect.stringContaining('ended before it had scanned'),
    });
  });

  test('a script that is cut off after any of its lines', () => {
    const { repository, folder, run } = workplace();
    repository.stage('b.txt', `${currentKey()}\n`);
    const file = join(folder, 'hooks/run');
    const lines = readFileSync(file, 'utf8').split('\n');
    for (let kept = 2; kept < lines.length - 1; kept++) {
      writeFileSync(file, lines.slice(0, kept).join('\n'));
      expect(run().status, `line ${kept}`).not.toBe(0);
    }
  });
});

test('what node has scanned and found clean passes', () => {
  const { repository, replace, run } = workplace();
  repository.stage('b.py', 'import baseten\n');
  replace('node', '#!/bin/sh\nexit 99\n');
  expect(run()).toMatchObject({ status: 0, output: '' });
});

describe('expressions', () => {
  test('of the glance, cut off', () => {
    const { folder, repository, run } = workplace();
    repository.stage('b.txt', `${currentKey()}\n`);
    const file = join(folder, 'dist/first-look.glance');
    const whole = readFileSync(file, 'latin1');
    for (const length of [0, 1, Math.floor(whole.length / 2), whole.lastIndexOf('^') - 20]) {
      writeFileSync(file, whole.slice(0, length), 'latin1');
      expect(run()).toMatchObject(STARTED);
    }
  });

  test.each(['rough', 'exact'])('that are empty or cut off: %s', (kind) => {
    const { folder, lookClosely, run } = workplace();
    lookClosely();
    const file = join(folder, `dist/first-look.${kind}`);
    const whole = readFileSync(file, 'latin1');
    for (const length of [0, 1, Math.floor(whole.length / 2), whole.lastIndexOf('^') - 20]) {
      writeFileSync(file, whole.slice(0, length), 'latin1');
      expect(run()).toMatchObject(STARTED);
    }
  });
});

const ENVIRONMENTS: Variables[] = [
  { GIT_EXTERNAL_DIFF: 'true' },
  { GIT_DIFF_OPTS: '--unified=9' },
  { GREP_OPTIONS: '-v', GREP_COLOR: '1;31', GREP_COLORS: 'mt=1;31' },
  { 'BASH_FUNC_git%%': '() {  :\n}', 'BASH_FUNC_grep%%': '() {  :\n}' },
  { GIT_TRACE: '1', SHELLOPTS: 'xtrace' },
  { SHELLOPTS: 'allexport' },
  // A shell exports what its environment held, whatever is put into it later.
  { seen: '1' },
  { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'diff.external', GIT_CONFIG_VALUE_0: 'true' },
];

describe.each(['sh', 'bash'].filter((shell) => whereIs(shell) !== undefined))('under %s', (shell) => {
  test('an environment that could blind it does not', () => {
    const { repository, replace, run } = workplace(shell);
    replace('node', '#!/bin/sh\n/usr/bin/env\nexit 143\n'); // which is given nothing of what was read
    for (const variables of ENVIRONMENTS) {
      expect(run(variables), JSON.stringify(variables)).toMatchObject({ status: 0, stdout: '' });
    }
    const key = currentKey();
    repository.stage('b.txt', `${key}\n`);
    for (const variables of ENVIRONMENTS) {
      const { status, output } = run(variables);
      expect(status, JSON.stringify(variables)).toBe(143);
      expect(leakedRun(output, key)).toBeUndefined();
    }
  });
});
