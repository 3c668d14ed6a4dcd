import { describe, expect, test } from 'vitest';
import { commitAll } from '../support/history.ts';
import { bastnKey, currentKey, leakedRun } from '../support/keys.ts';
import { installedPackage, type Outcome, ScratchRepository } from '../support/scratchRepository.ts';

const line = (key = currentKey()) => `key = "${key}"\n`;

/** Writes a git hook that runs the program. */
function setHook(repository: ScratchRepository, folder: string, name: string): void {
  const program = `${installedPackage()}/dist/bin.cjs`;
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' hook ${name} "$@"\n`;
  repository.write(`${folder}/${name}`, script, 0o755);
}

/** A repository with a bare remote `origin` that has its first commit. */
function withRemote(...initArguments: string[]): ScratchRepository {
  const repository = ScratchRepository.create(...initArguments);
  repository.git('init', '--quiet', '--bare', '--initial-branch=main', ...initArguments, '../remote.git');
  repository.git('remote', 'add', 'origin', '../remote.git');
  commitAll(repository, 'first', { 'a.txt': 'a\n' });
  repository.git('push', '--quiet', 'origin', 'main');
  return repository;
}

function push(repository: ScratchRepository, ...args: string[]): Outcome {
  return repository.tryGit(['push', ...args]);
}

const STOPPED = { status: 1, output: expect.stringContaining('The push is stopped.') };
const PUSHED = { status: 0, output: expect.not.stringContaining('baseten-key-guard') };

// The same pushes meet the hook on this side and on the other.
describe.each([
  ['pre-push', '.git/hooks'],
  ['pre-receive', '../remote.git/hooks'],
])('%s', (name, folder) => {
  function guarded(...initArguments: string[]): ScratchRepository {
    const repository = withRemote(...initArguments);
    setHook(repository, folder, name);
    return repository;
  }

  test.each([['sha1'], ['sha256']])('stops a key and lets a clean push through (%s)', (format) => {
    const repository = guarded(`--object-format=${format}`);
    const key = currentKey();
    commitAll(repository, 'clean', { 'b.txt': 'b\n' });
    expect(push(repository, 'origin', 'main')).toMatchObject(PUSHED);
    const id = commitAll(repository, 'key', { 'config.json': line(key) });
    const outcome = push(repository, 'origin', 'main');
    expect(outcome).toMatchObject(STOPPED);
    expect(outcome.output).toContain(`git rebase --interactive ${id.slice(0, 12)}^`);
    expect(leakedRun(outcome.output, key)).toBeUndefined();
    expect(repository.git('ls-remote', 'origin', 'main')).not.toContain(id);
  });

  test('reads names with the spaces that git allows in them', () => {
    const repository = guarded();
    const name = 'a\u00a0b\u3000c\u2028d';
    repository.git('checkout', '--quiet', '-b', name);
    commitAll(repository, 'clean', { 'b.txt': 'b\n' });
    expect(push(repository, 'origin', name)).toMatchObject(PUSHED);
    commitAll(repository, 'key', { 'b.txt': line() });
    expect(push(repository, 'origin', name)).toMatchObject(STOPPED);
  });

  test.each(['heads', 'tags'])(
    'stops a key in the name of a new ref of refs/%s, and lets it be deleted',
    (kind) => {
      const repository = guarded();
      const key = currentKey();
      const ref = `refs/${kind}/for-${key}`;
      const outcome = push(repository, 'origin', `HEAD:${ref}`);
      expect(outcome).toMatchObject(STOPPED);
      // What git says itself of a push holds the name.
      const said = outcome.output
        .split('\n')
        .filter((line) => !line.includes(' -> '))
        .join('\n');
      expect(said).toContain(`refs/${kind}/for-${key.slice(0, 13)}********:1:1 in the name`);
      expect(said).toContain('under a name without the key');
      expect(leakedRun(said, key)).toBeUndefined();
      expect(repository.git('ls-remote', 'origin')).not.toContain(key);
      repository.git('--git-dir=../remote.git', 'update-ref', ref, 'refs/heads/main');
      expect(push(repository, 'origin', `:${ref}`)).toMatchObject(PUSHED);
    },
  );

  test('stops a key that a later commit removes, and one in a message', () => {
    const repository = guarded();
    commitAll(repository, 'key', { 'b.py': line() });
    commitAll(repository, 'removed', { 'b.py': 'b\n' });
    expect(push(repository, 'origin', 'HEAD:refs/heads/new')).toMatchObject(STOPPED);
    repository.git('reset', '--quiet', '--hard', 'HEAD~2');
    commitAll(repository, `with ${bastnKey()}`);
    expect(push(repository, 'origin', 'HEAD:refs/heads/new')).toMatchObject(STOPPED);
  });

  test('a key that was pushed before stops no other push', () => {
    const repository = guarded();
    commitAll(repository, 'key', { 'b.py': line() });
    repository.git('config', 'core.hooksPath', '/dev/null');
    repository.write('../hooks-off/x', '');
    repository.run('git', ['--git-dir=../remote.git', 'config', 'core.hooksPath', '/dev/null']);
    repository.git('push', '--quiet', 'origin', 'main');
    repository.run('git', ['--git-dir=../remote.git', 'config', '--unset', 'core.hooksPath']);
    repository.git('config', '--unset', 'core.hooksPath');
    commitAll(repository, 'clean', { 'c.txt': 'c\n' });
    expect(push(repository, 'origin', 'main:refs/heads/new')).toMatchObject(PUSHED);
    expect(push(repository, 'origin', 'main')).toMatchObject(PUSHED);
  });

  test('lets deletions through, and forced pushes over what is not here', () => {
    const repository = guarded();
    repository.git('clone', '--quiet', '../remote.git', '../other');
    const other = repository.at('../other');
    other.git('config', 'user.name', 'Other');
    other.git('config', 'user.email', 'other@example.invalid');
    commitAll(other, 'elsewhere', { 'e.txt': 'e\n' });
    other.git('push', '--quiet', 'origin', 'main', 'main:refs/heads/gone');
    commitAll(repository, 'clean', { 'c.txt': 'c\n' });
    expect(push(repository, '--force', 'origin', 'main')).toMatchObject(PUSHED);
    expect(push(repository, 'origin', ':gone')).toMatchObject(PUSHED);
    commitAll(repository, 'key', { 'b.py': line() });
    expect(push(repository, '--force', 'origin', 'main', ':refs/heads/none')).toMatchObject({ status: 1 });
  });

  test('reads tags: their messages, and the commit, the file or the tree that they stand at', () => {
    const repository = guarded();
    repository.git('tag', '-a', 'fine', '-m', 'fine');
    const clean = repository.git('rev-parse', 'HEAD:a.txt').trim();
    repository.git('tag', 'fine-file', clean);
    expect(push(repository, 'origin', 'fine', 'fine-file')).toMatchObject(PUSHED);
    repository.git('tag', '-a', 'message', '-m', `see ${currentKey()}`);
    const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: line() }).stdout.trim();
    repository.git('tag', 'file', blob);
    repository.git('tag', '-a', '-m', 'a file', 'tagged-file', blob);
    repository.stage('deep/a.py', line());
    repository.git('tag', 'tree', repository.git('write-tree').trim());
    repository.git('checkout', '--quiet', '--detach');
    repository.git('tag', 'commit', commitAll(repository, 'key'));
    for (const tag of ['message', 'file', 'tagged-file', 'tree', 'commit']) {
      const outcome = push(repository, 'origin', tag);
      expect([tag, outcome]).toMatchObject([tag, STOPPED]);
    }
    expect(push(repository, 'origin', 'message').output).toContain('git tag --delete message');
  });

  test('each ref brings its own configuration along', () => {
    const repository = guarded();
    commitAll(repository, 'key', { 'b.py': line(), '.baseten-key-guard.json': '{ "exclude": ["b.py"] }' });
    repository.git('branch', 'other', 'HEAD~1');
    expect(push(repository, 'origin', 'main', 'other')).toMatchObject(PUSHED);
    repository.git('checkout', '--quiet', 'other');
    commitAll(repository, 'another', { 'b.py': line() });
    expect(push(repository, 'origin', 'other')).toMatchObject(STOPPED);
  });
});

test('pre-push knows a remote by its address, and scans everything for one that it does not know', () => {
  const repository = withRemote();
  commitAll(repository, 'key', { 'b.py': line() });
  repository.git('push', '--quiet', 'origin', 'main');
  commitAll(repository, 'clean', { 'c.txt': 'c\n' });
  setHook(repository, '.git/hooks', 'pre-push');
  expect(push(repository, '../remote.git', 'main:refs/heads/new')).toMatchObject(PUSHED);
  repository.git('init', '--quiet', '--bare', '../another.git');
  expect(push(repository, '../another.git', 'main')).toMatchObject(STOPPED);
});

describe('commit-msg', () => {
  function guarded(): ScratchRepository {
    const repository = ScratchRepository.create();
    commitAll(repository, 'first', { 'a.txt': 'a\n' });
    setHook(repository, '.git/hooks', 'commit-msg');
    return repository;
  }

  test('stops a message with a key and says how to edit it', () => {
    const repository = guarded();
    const key = currentKey();
    const outcome = repository.tryGit(['commit', '--allow-empty', '-m', `use\n\n${key}`]);
    expect(outcome).toMatchObject({ status: 1, output: expect.stringContaining('COMMIT_EDITMSG:3:1') });
    expect(outcome.output).toContain('git commit --edit --file="$(git rev-parse --git-path COMMIT_EDITMSG)"');
    expect(leakedRun(outcome.output, key)).toBeUndefined();
    expect(repository.tryGit(['commit', '--allow-empty', '-m', 'fine'])).toMatchObject({ status: 0 });
  });

  test.each([
    ['#', []],
    [';', ['-c', 'core.commentChar=;']],
    ['auto', ['-c', 'core.commentChar=auto']],
  ])('leaves out the diff that `git commit --verbose` shows (%s)', (_name, settings) => {
    const repository = guarded();
    commitAll(repository, 'key', { 'a.txt': line() });
    repository.stage('a.txt', 'clean\n');
    const editor = `sh -c 'printf "# mine\\n" > t; cat "$1" >> t; mv t "$1"; sed -i.bak "1s/^/subject\\n/" "$1"' --`;
    const outcome = repository.tryGit([...settings, 'commit', '--verbose'], { GIT_EDITOR: editor });
    expect(outcome).toMatchObject({ status: 0 });
  });

  test('reads comments, for git keeps them without an editor; not where it is told to strip them', () => {
    const repository = guarded();
    const args = ['commit', '--allow-empty', '-m', `subject\n# ${currentKey()}`];
    expect(repository.tryGit(args)).toMatchObject({ status: 1 });
    expect(repository.tryGit(['-c', 'commit.cleanup=strip', ...args])).toMatchObject({ status: 0 });
  });

  test('a fingerprint allows it', () => {
    const repository = guarded();
    const args = ['commit', '--allow-empty', '-m', `see ${currentKey()}`];
    const { output } = repository.tryGit(args);
    const [command = ''] = /^ +\S.* \\\n[\s\S]*?&&\n +git add \S+$/m.exec(output) ?? [];
    const allowed = repository.run('sh', ['-c', command]);
    expect(allowed).toMatchObject({ status: 0 });
    expect(repository.tryGit(args)).toMatchObject({ status: 0 });
  });
});

describe('hook', () => {
  test('pre-commit and pre-merge-commit are the staged scan', () => {
    const repository = ScratchRepository.create();
    commitAll(repository, 'first', { 'a.txt': 'a\n' });
    for (const name of ['pre-commit', 'pre-merge-commit']) {
      expect(repository.guard(['hook', name])).toMatchObject({ status: 0, output: '' });
    }
    repository.stage('a.py', line());
    for (const name of ['pre-commit', 'pre-merge-commit']) {
      const outcome = repository.guard(['hook', name]);
      expect(outcome).toMatchObject({ status: 1, stdout: expect.stringContaining('The commit is stopped.') });
    }
  });

  test.each([
    [['hook'], '', 'takes the name of a git hook'],
    [['hook', 'pre-psh'], '', 'Did you mean pre-push?'],
    [['hook', 'pre-push', 'origin', 'x'], 'refs/heads/main abc\n', 'has another form'],
    [['hook', 'pre-receive'], `${'1'.repeat(40)} ${'2'.repeat(40)}\n`, 'has another form'],
    [['hook', 'pre-receive'], `${'0'.repeat(40)} ${'2'.repeat(40)} refs/heads/x\n`, 'not here'],
    [['hook', 'commit-msg'], '', 'takes the file of the message'],
    [['hook', 'commit-msg', 'nowhere'], '', '"nowhere" could not be read'],
  ])('%j is an error', (args, input, saying) => {
    const repository = ScratchRepository.create();
    expect(repository.guard(args, { input })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(saying),
    });
  });
});
