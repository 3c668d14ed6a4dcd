import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withPrograms } from '../support/managers.ts';
import { ScratchRepository, scratchFolder, type Variables } from '../support/scratchRepository.ts';

const HOOK = '.git/hooks/pre-commit';
const PASTED = 'npx --no-install baseten-key-guard --staged';

function expectStatus(
  repository: ScratchRepository,
  expected: number,
  saying: RegExp,
  variables: Variables = {},
): void {
  const { status, output } = repository.guard(['status'], { variables });
  // A reason that is too long for its line is broken between words.
  const told = output.replaceAll(/\n {19}/g, ' ');
  expect({ status, told }).toEqual({ status: expected, told: expect.stringMatching(saying) });
}

test('a key would be stopped', () => {
  expectStatus(
    ScratchRepository.guarded(),
    0,
    /^Would a key be stopped here, now\? yes\n\n {2}git commit {2}yes {2}\.git\/hooks\/pre-commit\n {2}git merge {3}yes /,
  );
});

test('as JSON', () => {
  const repository = ScratchRepository.guarded();
  repository.run('rm', ['.git/hooks/pre-merge-commit']);
  const { status, stdout } = repository.guard(['status', '--format', 'json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    wouldStop: false,
    hooks: [
      { hook: 'pre-commit', verdict: 'stops', file: HOOK },
      { hook: 'pre-merge-commit', verdict: 'absent', reason: 'there is no such hook' },
      { hook: 'pre-push', verdict: 'absent' },
    ],
  });
});

test('before the first commit', () => {
  const repository = ScratchRepository.create();
  repository.install();
  expectStatus(repository, 0, /yes/);
});

test('it touches nothing, and runs nothing of anybody else', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'README.md': 'first\n' });
  repository.write(HOOK, '#!/bin/sh\ntouch "$HOME/ran"\n', 0o755);
  repository.install();
  repository.stage('README.md', 'second\n');
  repository.write('README.md', 'third\n');
  const temporary = scratchFolder('tmp');
  const everything = () =>
    readdirSync(repository.folder, { recursive: true, encoding: 'utf8' }).map((path) => {
      const { mtimeMs, size } = statSync(join(repository.folder, path));
      return [path, size, mtimeMs];
    });
  const before = everything();
  expectStatus(repository, 0, /yes/, { TMPDIR: temporary });
  expect(everything()).toEqual(before);
  expect(readdirSync(repository.home)).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

describe('a key would not be stopped', () => {
  test.each<[name: string, saying: RegExp, spoil: (repository: ScratchRepository) => void]>([
    ['no x bit', /not executable/, ({ folder }) => chmodSync(join(folder, HOOK), 0o644)],
    [
      'hooks switched off',
      /hooks are off/,
      (repository) => repository.git('config', 'core.hooksPath', '/dev/null'),
    ],
    [
      'an empty core.hooksPath',
      /hooks are off/,
      (repository) => repository.git('config', 'core.hooksPath', ''),
    ],
    [
      'core.hooksPath points nowhere',
      /core\.hooksPath is "gone", which is not there/,
      (repository) => repository.git('config', 'core.hooksPath', 'gone'),
    ],
    [
      'an exit in front of it',
      /a line in front of it ends the hook/,
      ({ folder }) => {
        const path = join(folder, HOOK);
        writeFileSync(path, readFileSync(path, 'utf8').replace('\n', '\nexit 0\n'));
      },
    ],
    [
      'the package is gone',
      /its package is not installed here/,
      ({ folder }) => writeFileSync(join(folder, '.git/baseten-key-guard/package'), '/gone\n'),
    ],
    [
      'all files are excluded',
      /let the key through/,
      (repository) => repository.stage('.baseten-key-guard.json', '{ "exclude": ["**"] }'),
    ],
    [
      'the configuration is broken',
      /could not scan/,
      (repository) => repository.stage('.baseten-key-guard.json', '{'),
    ],
    [
      'another hook has taken its place',
      /it does not run the scan/,
      (repository) => repository.write(HOOK, '#!/bin/sh\ntrue\n'),
    ],
  ])('%s', (_, saying, spoil) => {
    const repository = ScratchRepository.guarded();
    spoil(repository);
    expectStatus(repository, 1, saying);
  });

  test('what is staged counts, not what is on the disk', () => {
    const repository = ScratchRepository.guarded();
    repository.write('.baseten-key-guard.json', '{ "exclude": ["**"] }');
    expectStatus(repository, 0, /yes/);
  });

  test('the node that a desktop client would find does not work', () => {
    const repository = ScratchRepository.guarded();
    const node = join(scratchFolder('node'), 'node');
    writeFileSync(node, '#!/bin/sh\necho "too old" >&2\nexit 3\n', { mode: 0o755 });
    expectStatus(repository, 1, /could not scan: node ended with 3 before it scanned/, {
      PATH: `${join(node, '..')}:${repository.environment.PATH}`,
    });
  });
});

describe('lines that somebody put into a hook', () => {
  test.each<[name: string, expected: number, script: string]>([
    ['at its end', 0, `#!/bin/sh\ntouch "$HOME/ran"\n${PASTED}\n`],
    ['by exec', 0, `#!/bin/sh\nexec ${PASTED}\n`],
    ['after another command', 0, `#!/bin/sh\ntouch "$HOME/ran" && ${PASTED}\n`],
    ['heeded by hand', 0, `#!/bin/sh\n${PASTED} || exit 1\ntouch "$HOME/ran"\n`],
    ['heeded by set -e', 0, `#!/bin/sh\nset -eu\n${PASTED}\ntouch "$HOME/ran"\n`],
    ['our script', 0, '#!/bin/sh\nsh node_modules/baseten-key-guard/hooks/run pre-commit "$@"\n'],
    ['not heeded', 2, `#!/bin/sh\n${PASTED}\ntouch "$HOME/ran"\n`],
    ['swallowed', 2, `#!/bin/sh\n${PASTED} || true\n`],
    ['piped away', 2, `#!/bin/sh\n${PASTED} | cat\n`],
    ['only when another fails', 2, `#!/bin/sh\ntrue || ${PASTED}\n`],
    ['in a way that cannot be tried', 2, `#!/bin/sh\nx=$(${PASTED})\n`],
    ['in a comment', 1, `#!/bin/sh\n# ${PASTED}\n`],
    ['behind an exit', 1, `#!/bin/sh\nexit 0\n${PASTED}\n`],
  ])('%s', (_, expected, script) => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ 'package.json': '{}' });
    for (const hook of ['pre-commit', 'pre-merge-commit'])
      repository.write(`.git/hooks/${hook}`, script, 0o755);
    expectStatus(repository, expected, expected === 0 ? /yes/ : /\b(?:NO|cannot be told)\b/);
    expect(readdirSync(repository.home)).toEqual(expected === 0 ? expect.not.arrayContaining(['ran']) : []);
  });

  test('in a global hooks folder', () => {
    const repository = ScratchRepository.create();
    withPrograms(repository);
    repository.seed({ 'package.json': '{}' });
    const hooks = join(repository.home, 'hooks');
    for (const hook of ['pre-commit', 'pre-merge-commit']) {
      repository.write(`../home/hooks/${hook}`, `#!/bin/sh\n${PASTED}\n`, 0o755);
    }
    repository.write('../home/gitconfig', `[core]\n\thooksPath = ${hooks}\n`);
    expectStatus(repository, 0, /yes/, { GIT_CONFIG_GLOBAL: join(repository.home, 'gitconfig') });
  });
});

test('outside a repository: exit code 2', () => {
  const repository = ScratchRepository.create();
  rmSync(join(repository.folder, '.git'), { recursive: true });
  expectStatus(repository, 2, /not a git repository/);
});

test('the answer is of the repository it is asked in, not of the one that the environment names', () => {
  const repository = ScratchRepository.guarded();
  repository.git('worktree', 'add', '--quiet', '../linked');
  const linked = repository.at('../linked');
  symlinkSync('README.md', join(linked.folder, 'link'));
  const index = join(repository.folder, '.git/index');
  const before = readFileSync(index);
  expectStatus(linked, 0, /yes/, { GIT_INDEX_FILE: index });
  expect(readFileSync(index)).toEqual(before);
});
