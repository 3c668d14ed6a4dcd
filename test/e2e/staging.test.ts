import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/detect/finding.ts';
import { commit, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository, type Variables } from '../support/scratchRepository.ts';

// Settings, attributes, names and encodings, each of which blinded or misled at least one scanner.

/** One thing that stands between a staged key and whoever reads the staged diff. */
interface Obstacle {
  name: string;
  /** Stages `key`; called a second time with a text of the same shape that is no key. */
  stage(repository: ScratchRepository, key: string): void;
  /** Where the key is, each `path:line`; by default the third line of `a.py`. */
  places?: string[];
  /** `git config` for the repository. */
  config?: Record<string, string>;
  variables?: Variables;
  /** Lines of `.git/info/attributes`. */
  attributes?: string;
  /** Committed before. */
  before?: Record<string, string | Uint8Array>;
  /** Where the program is called, for the JSON report; git runs the hook at the top. */
  cwd?: string;
  initArguments?: string[];
}

const withKey = (key: string) => `first\nsecond\nkey = "${key}"\n`;
const stageKey = (repository: ScratchRepository, key: string) => repository.stage('a.py', withKey(key));
/** Documentation's way of writing a key: as long as one, and none. */
const NO_KEY = `b10_AbCd1234.${'x'.repeat(32)}`;

function settings(...pairs: [name: string, value: string][]): Obstacle[] {
  return pairs.map(([name, value]) => ({
    name: `${name}=${value}`,
    config: { [name]: value },
    stage: stageKey,
  }));
}

function environment(...pairs: [name: string, value: string][]): Obstacle[] {
  return pairs.map(([name, value]) => ({
    name: `${name}=${value}`,
    variables: { [name]: value },
    stage: stageKey,
  }));
}

function attributes(...lines: [line: string, config?: Record<string, string>][]): Obstacle[] {
  return lines.map(([line, config = {}]) => ({
    name: line,
    attributes: `${line}\n`,
    config,
    stage: stageKey,
  }));
}

function contents(
  ...rows: [name: string, content: (key: string) => string | Uint8Array, line: number][]
): Obstacle[] {
  return rows.map(([name, content, line]) => ({
    name,
    stage: (repository, key) => repository.stage('a.py', content(key)),
    places: [`a.py:${line}`],
  }));
}

function names(...all: string[]): Obstacle[] {
  return all.map((name) => ({
    name: JSON.stringify(name),
    stage: (repository, key) => repository.stageInIndex(name, withKey(key)),
    places: [`${name}:3`],
  }));
}

function utf16(text: string, { isBigEndian = false, hasMark = false } = {}): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\ufeff${text}` : text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

const OBSTACLES: Record<string, Obstacle[]> = {
  settings: [
    ...settings(
      ['diff.external', 'true'],
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['diff.srcPrefix', 'x/'],
      ['diff.dstPrefix', 'y/'],
      ['diff.renames', 'copies'],
      ['diff.renames', 'false'],
      ['diff.renameLimit', '1'],
      ['diff.context', '9'],
      ['diff.interHunkContext', '9'],
      ['diff.algorithm', 'minimal'],
      ['diff.algorithm', 'patience'],
      ['diff.algorithm', 'histogram'],
      ['diff.indentHeuristic', 'false'],
      ['diff.ignoreSubmodules', 'all'],
      ['diff.submodule', 'log'],
      ['diff.submodule', 'diff'],
      ['diff.wordRegex', '.'],
      ['diff.suppressBlankEmpty', 'true'],
      ['diff.colorMoved', 'zebra'],
      ['diff.wsErrorHighlight', 'all'],
      ['color.ui', 'always'],
      ['color.diff', 'always'],
      ['core.pager', 'true'],
      ['pager.diff', 'true'],
      ['core.quotePath', 'true'],
      ['core.quotePath', 'false'],
      ['core.bigFileThreshold', '1'],
      ['core.abbrev', '4'],
      ['core.whitespace', 'cr-at-eol'],
      ['core.splitIndex', 'true'],
      ['index.version', '4'],
      ['feature.manyFiles', 'true'],
      ['i18n.logOutputEncoding', 'ISO-8859-1'],
    ),
    {
      name: 'diff.relative=true, in a subfolder',
      config: { 'diff.relative': 'true' },
      before: { 'sub/x': 'first\n' },
      cwd: 'sub',
      stage: stageKey,
    },
    {
      name: 'diff.orderFile that puts the last file first',
      config: { 'diff.orderFile': '.order' },
      stage: (repository, key) => {
        repository.write('.order', '*.z\n*.py\n');
        repository.stage('b.z', withKey(key));
        stageKey(repository, key);
      },
      places: ['a.py:3', 'b.z:3'],
    },
    {
      name: 'diff.renames=copies, with a copy',
      config: { 'diff.renames': 'copies' },
      before: { 'a.py': 'a line\n'.repeat(30) },
      stage: (repository, key) => {
        repository.stage('a.py', `${'a line\n'.repeat(30)}more\n`);
        repository.stage('b.py', `${'a line\n'.repeat(30)}${key}\n`);
      },
      places: ['b.py:31'],
    },
    {
      name: 'diff.submodule=log, behind a submodule',
      config: { 'diff.submodule': 'log' },
      stage: (repository, key) => {
        const pointer = repository.git('rev-parse', 'HEAD').trim();
        repository.git('update-index', '--add', '--cacheinfo', `160000,${pointer},a-module`);
        repository.stage('b.py', withKey(key));
      },
      places: ['b.py:3'],
    },
    {
      name: 'CRLF warnings on stderr',
      config: { 'core.autocrlf': 'input', 'core.safecrlf': 'warn' },
      stage: (repository, key) => repository.stage('a.py', withKey(key).replaceAll('\n', '\r\n')),
    },
    {
      name: 'an alias called diff',
      config: { 'alias.diff': '!true' },
      stage: stageKey,
    },
  ],
  variables: environment(
    ['GIT_EXTERNAL_DIFF', 'true'],
    ['GIT_DIFF_OPTS', '-u5'],
    ['GIT_DIFF_OPTS', '--unified=5'],
    ['GIT_PAGER', 'true'],
    ['GIT_PAGER_IN_USE', '1'],
    ['GIT_LITERAL_PATHSPECS', '1'],
    ['GIT_NO_REPLACE_OBJECTS', '1'],
    ['GIT_OPTIONAL_LOCKS', '0'],
    ['GIT_FLUSH', '1'],
    ['GIT_TRACE', '1'],
    ['FORCE_COLOR', '1'],
    ['LANGUAGE', 'de'],
    ['LC_ALL', 'C'],
    ['TERM', 'dumb'],
    ['NODE_OPTIONS', '--no-warnings'],
  ),
  attributes: [
    ...attributes(
      ['* -diff'],
      ['* binary'],
      ['* -text'],
      ['* text eol=crlf'],
      ['* diff=tool', { 'diff.tool.textconv': 'true' }],
      ['* diff=tool', { 'diff.tool.textconv': 'sed s/b10_//', 'diff.tool.cachetextconv': 'true' }],
      ['* diff=tool', { 'diff.tool.command': 'true' }],
      ['* diff=tool', { 'diff.tool.binary': 'true' }],
      ['* diff=tool', { 'diff.tool.xfuncname': '.*' }],
      ['* diff=python'],
      ['* working-tree-encoding=UTF-8'],
      ['* ident'],
      ['* whitespace=trailing-space'],
      ['* linguist-generated -merge'],
    ),
    {
      name: 'core.attributesFile',
      config: { 'core.attributesFile': '../home/attributes' },
      stage: (repository, key) => {
        repository.write('../home/attributes', '* -diff\n');
        stageKey(repository, key);
      },
    },
    {
      name: '.gitattributes in the same commit',
      stage: (repository, key) => {
        repository.stage('.gitattributes', '*.py binary\n');
        stageKey(repository, key);
      },
    },
    {
      name: 'a clean filter that puts the key in',
      attributes: '*.py filter=fill\n',
      config: { 'filter.fill.clean': 'cat ../home/staged' },
      stage: (repository, key) => {
        repository.write('../home/staged', withKey(key));
        repository.stage('a.py', `${key.slice(0, 8)}\n`);
      },
    },
  ],
  names: [
    ...names(
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
      '--staged',
      ':(top)magic',
      'star*[a]?',
      'é combining e\u0301',
      'emoji 🔑.py',
      '日本語/ファイル.py',
      'right\u202eto left',
      'diff --git a/x b/x',
      'dev/null',
      '$(touch x)`touch x`;&|',
      `${'long/'.repeat(40)}name`,
    ),
    {
      name: 'bytes that are not UTF-8',
      stage: (repository, key) =>
        repository.stageInIndex(Buffer.from('caf\xe9 \xff.py', 'latin1'), withKey(key)),
      places: ['caf\ufffd \ufffd.py:3'],
    },
    {
      name: 'bytes that are not UTF-8, quoted by git',
      config: { 'core.quotePath': 'true' },
      stage: (repository, key) =>
        repository.stageInIndex(Buffer.from('caf\xe9\t.py', 'latin1'), withKey(key)),
      places: ['caf\ufffd\t.py:3'],
    },
  ],
  encodings: contents(
    ['UTF-16LE with a mark', (key) => utf16(withKey(key), { hasMark: true }), 3],
    ['UTF-16LE without a mark', (key) => utf16(withKey(key)), 3],
    ['UTF-16BE with a mark', (key) => utf16(withKey(key), { hasMark: true, isBigEndian: true }), 3],
    ['UTF-16BE without a mark', (key) => utf16(withKey(key), { isBigEndian: true }), 3],
    ['UTF-16LE with a mark, first line', (key) => utf16(`${key}\n`, { hasMark: true }), 1],
    ['UTF-16LE without a mark, first line', (key) => utf16(`${key}\n`), 1],
    ['UTF-16BE with a mark, first line', (key) => utf16(`${key}\n`, { hasMark: true, isBigEndian: true }), 1],
    ['UTF-16BE without a mark, first line', (key) => utf16(`${key}\n`, { isBigEndian: true }), 1],
    ['UTF-16LE with CRLF', (key) => utf16(withKey(key).replaceAll('\n', '\r\n'), { hasMark: true }), 3],
    ['UTF-16LE without a line end', (key) => utf16(`first\n${key}`, { hasMark: true }), 2],
    ['UTF-8 with a mark', (key) => `\ufeff${key}\n`, 1],
    ['Latin-1', (key) => Buffer.from(`caf\xe9 = ${key}\n`, 'latin1'), 1],
    ['a NUL byte before the key', (key) => `first\0\n${key}\n`, 2],
    ['a NUL byte on its line', (key) => `first\n\0\0${key}\0\n`, 2],
    [
      "an archive's bytes around it",
      (key) => Buffer.from(`PK\x03\x04\xff\xfe\0\n\x80${key}\x80\0`, 'latin1'),
      2,
    ],
    ['CRLF', (key) => withKey(key).replaceAll('\n', '\r\n'), 3],
    // git ends a line at the byte 0x0A only; an editor ends one here too, and shows the key on its third line.
    ['a lone CR', (key) => `first\rsecond\r${key}\rlast\nnext\n`, 3],
    ['a lone CR, key on the next line', (key) => `first\rsecond\n${key}\n`, 3],
    ['form feed, U+0085 and U+2028', (key) => `a\fb\u0085c\u2028d\n${key}\n`, 2],
    ['no line end', (key) => `first\n${key}`, 2],
    ['only the key', (key) => key, 1],
    ['empty lines before it', (key) => `\n\n\n\n${key}\n\n`, 5],
  ),
  'shapes of the diff': [
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
      name: 'a replaced blob',
      stage: (repository, key) => {
        const clean = repository
          .run('git', ['hash-object', '-w', '--stdin'], { input: 'clean\n' })
          .stdout.trim();
        // Not on the disk: git would read the file there rather than the blob.
        repository.stageInIndex('a.py', withKey(key));
        repository.git('replace', '--force', repository.git('rev-parse', ':a.py').trim(), clean);
      },
    },
    {
      name: 'a file that git is told to assume unchanged',
      before: { 'a.py': 'first\n' },
      stage: (repository, key) => {
        repository.git('update-index', '--no-assume-unchanged', 'a.py');
        stageKey(repository, key);
        repository.git('update-index', '--assume-unchanged', 'a.py');
      },
    },
    {
      name: 'a file outside a sparse working tree',
      stage: (repository, key) => {
        repository.stageInIndex('sparse/a.py', withKey(key));
        repository.git('update-index', '--skip-worktree', 'sparse/a.py');
      },
      places: ['sparse/a.py:3'],
    },
    {
      name: 'a SHA-256 repository',
      initArguments: ['--object-format=sha256'],
      stage: stageKey,
    },
  ],
};

function arrange({
  initArguments = [],
  before = {},
  config = {},
  attributes: lines,
}: Obstacle): ScratchRepository {
  const repository = ScratchRepository.create(...initArguments);
  repository.seed({ 'README.md': 'first\n', ...before });
  repository.installHook();
  for (const [name, value] of Object.entries(config)) repository.git('config', name, value);
  if (lines !== undefined) repository.write('.git/info/attributes', lines);
  return repository;
}

function placesInJson(repository: ScratchRepository, { variables, cwd }: Obstacle): string[] {
  const { stdout } = repository.guard(['--staged', '--format', 'json'], {
    ...(variables && { variables }),
    ...(cwd && { cwd }),
  });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings.map(({ path, line }) => `${path}:${line}`);
}

for (const [group, obstacles] of Object.entries(OBSTACLES)) {
  describe(group, () => {
    for (const obstacle of obstacles) {
      test(obstacle.name, () => {
        const repository = arrange(obstacle);
        const { variables = {}, places = ['a.py:3'] } = obstacle;
        const key = currentKey();
        obstacle.stage(repository, key);
        expect(placesInJson(repository, obstacle)).toEqual(places);
        const stopped = commit(repository, [], { variables });
        expect(stopped).toMatchObject({ status: 1, hook: 1, isCommitted: false });
        expect(stopped.places).toHaveLength(places.length);
        expect(leakedRun(stopped.output, key)).toBeUndefined();

        obstacle.stage(repository, NO_KEY);
        expect(commit(repository, [], { variables })).toMatchObject(PASSED);
      });
    }
  });
}

describe('a line of 3 MiB without a line end', () => {
  test.each([
    ['at its start', 0],
    ['in its middle', 1_500_000],
    ['at its end', (3 << 20) - 45],
  ])('key %s', (_, before) => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    const line = (text: string) => `${' '.repeat(before)}${text}`.padEnd(3 << 20);
    repository.stage('a.py', `first\n${line(key)}`);
    expect(repository.scan().findings).toMatchObject([
      { path: 'a.py', line: 2, column: before + 1, endColumn: before + 46 },
    ]);
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, places: ['a.py:2'], isCommitted: false });
    repository.stage('a.py', `first\n${line(NO_KEY)}`);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('keys one beside the other: each is found once, wherever git and node cut the line', () => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    const count = Math.floor((3 << 20) / (key.length + 1));
    repository.stage('a.py', `${key} `.repeat(count));
    const { findings } = repository.scan();
    expect(findings.map(({ column }) => column)).toEqual(
      Array.from({ length: count }, (_, index) => 1 + index * (key.length + 1)),
    );
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, isCommitted: false });
  });
});

test('an order file that does not exist: git cannot end the commit, but the scan can tell', () => {
  const repository = ScratchRepository.guarded();
  repository.git('config', 'diff.orderFile', '/nowhere');
  stageKey(repository, currentKey());
  expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
});

describe('what is not staged', () => {
  test('a file that is only announced (add --intent-to-add) is not part of the commit; with -a it is', () => {
    const repository = ScratchRepository.guarded();
    repository.write('a.py', withKey(currentKey()));
    repository.git('add', '--intent-to-add', 'a.py');
    repository.stage('b.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
    expect(commit(repository, ['-a'])).toMatchObject({ status: 1, hook: 1, places: ['a.py:3'] });
  });

  test('an untracked file and an ignored one', () => {
    const repository = ScratchRepository.guarded();
    repository.write('a.py', withKey(currentKey()));
    repository.write('.env', withKey(currentKey()));
    repository.stage('.gitignore', '.env\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('nothing staged: nothing is called scanned', () => {
    const repository = ScratchRepository.guarded();
    expect(repository.guard(['--staged'])).toMatchObject({
      status: 0,
      stdout: 'baseten-key-guard: nothing staged, nothing scanned.\n',
    });
    expect(repository.scan().scan).toMatchObject({ files: 0, addedLines: 0, bytes: 0 });
  });
});
