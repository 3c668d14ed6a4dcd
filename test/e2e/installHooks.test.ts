import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { currentKey } from '../support/keys.ts';
import { hasProgram, withPrograms } from '../support/managers.ts';
import { type Outcome, ScratchRepository } from '../support/scratchRepository.ts';

const PUSH = '.git/hooks/pre-push';
const ZEROS = '0'.repeat(40);

function install(repository: ScratchRepository, ...args: string[]): void {
  const { status, output } = repository.guard(['install', ...args]);
  expect(status, output).toBe(0);
}

function read(repository: ScratchRepository, path: string): string {
  return readFileSync(join(repository.folder, path), 'latin1');
}

/** A repository with a remote, both empty but for one commit. */
function withRemote(): ScratchRepository {
  const repository = ScratchRepository.create();
  repository.seed({ 'README.md': 'first\n' });
  repository.git('init', '--quiet', '--bare', '../remote');
  repository.git('remote', 'add', 'origin', '../remote');
  return repository;
}

/** Commits past the hook, as `--no-verify` does, and pushes. */
function push(repository: ScratchRepository, content: string): Outcome {
  repository.seed({ 'a.py': content });
  return repository.tryGit(['push', 'origin', 'main']);
}

describe('pre-push', () => {
  test('a key that came in past the hook is stopped, and a clean push goes through', () => {
    const repository = withRemote();
    install(repository, '--pre-push');
    expect(repository.guard(['status']).stdout).toMatch(/^ {2}git push {4}yes /m);
    expect(push(repository, 'clean\n').status).toBe(0);
    const stopped = push(repository, `first\n${currentKey()}\n`);
    expect(stopped.status).toBe(1);
    expect(stopped.output).toContain('a.py:2:1');
  });

  test('only when asked for; then kept by every later installation, until it is taken out', () => {
    const repository = withRemote();
    install(repository);
    expect(push(repository, currentKey()).status).toBe(0);
    install(repository, '--pre-push');
    install(repository);
    expect(push(repository, currentKey()).status).toBe(1);
    repository.guard(['uninstall']);
    expect(repository.run('ls', ['.git/hooks']).stdout).not.toMatch(/^pre-\w+(?:-commit)?$/m);
  });

  /** Ours replaced by one that tells what it was given: what the scan makes of it is tried elsewhere. */
  function withRecorder(repository: ScratchRepository): void {
    const script = 'echo "$@" > "$HOME/ours-words"\ncat > "$HOME/ours"\n';
    repository.write('node_modules/baseten-key-guard/hooks/run', script);
    repository.write('.git/info/exclude', 'node_modules\n');
  }

  const TELL = 'echo "$@" > "$HOME/theirs-words"\ncat > "$HOME/theirs"\n';

  test.each([
    ['a shell script', `#!/bin/sh\n${TELL}`, 0],
    ['no newline at its end', `#!/bin/sh\n${TELL}true`, 0],
    ['exit 0 at its end', `#!/bin/sh\n${TELL}exit 0\n`, 0],
    ['exec at its end', `#!/bin/sh\necho "$@" > "$HOME/theirs-words"\nexec tee "$HOME/theirs"\n`, 0],
    ['a status of its own', `#!/bin/sh\n${TELL}exit 3\n`, 3],
    ['sh -e, and something fails', `#!/bin/sh -e\n${TELL}false\ntrue\n`, 1],
    [
      'bash',
      '#!/usr/bin/env bash\nall=("$@")\necho "${all[@]}" > "$HOME/theirs-words"\ncat > "$HOME/theirs"\n',
      0,
    ],
    [
      'node',
      `#!${process.execPath}
const fs = require('fs');
fs.writeFileSync(process.env.HOME + '/theirs-words', process.argv.slice(2).join(' ') + '\\n');
fs.writeFileSync(process.env.HOME + '/theirs', fs.readFileSync(0));
`,
      0,
    ],
  ])('beside %s: both are told what is pushed', (_, hook, exit) => {
    const repository = withRemote();
    repository.write(PUSH, hook, 0o755);
    withRecorder(repository);
    repository.guard(['install', '--pre-push']);
    const installed = read(repository, PUSH);
    repository.guard(['install']);
    expect(read(repository, PUSH)).toBe(installed);

    const lines = `refs/heads/main ${'1'.repeat(40)} refs/heads/caf\xe9 ${ZEROS}\n\n \n\n`;
    for (const input of [Buffer.from(lines, 'latin1'), '', 'no line end', 'x'.repeat(300_000)]) {
      const { status } = repository.run(PUSH, ['origin', 'a  b'], { input });
      expect(status).toBe(exit);
      const given = typeof input === 'string' ? input : input.toString('latin1');
      expect(read(repository, '../home/theirs')).toBe(given);
      expect(read(repository, '../home/theirs-words')).toMatch(/^origin a {1,2}b\n$/);
      if (exit !== 0) continue;
      expect(read(repository, '../home/ours')).toBe(given);
      expect(read(repository, '../home/ours-words')).toBe('pre-push origin a  b\n');
    }
    repository.guard(['uninstall']);
    expect(read(repository, PUSH)).toBe(hook);
  });

  test('beside a hook that reads nothing', () => {
    const repository = withRemote();
    repository.write(PUSH, '#!/bin/sh\nexit 0\n', 0o755);
    install(repository, '--pre-push');
    expect(push(repository, 'clean\n').status).toBe(0);
    expect(push(repository, currentKey()).status).toBe(1);
  });

  test.runIf(hasProgram('git-lfs'))('beside git-lfs', () => {
    const repository = withRemote();
    repository.git('lfs', 'install', '--local');
    const before = read(repository, PUSH);
    install(repository, '--pre-push');
    repository.git('lfs', 'track', '*.bin');
    repository.seed({ '.gitattributes': read(repository, '.gitattributes'), 'a.bin': 'large\n' });
    const pushed = push(repository, 'clean\n');
    expect(pushed.status, pushed.output).toBe(0);
    expect(repository.run('find', ['../remote/lfs', '-type', 'f']).stdout).not.toBe('');
    expect(push(repository, currentKey()).status).toBe(1);
    repository.guard(['uninstall']);
    expect(read(repository, PUSH)).toBe(before);
  });
});

describe('pre-merge-commit', () => {
  function withBranch(content: string): ScratchRepository {
    const repository = ScratchRepository.create();
    repository.seed({ 'README.md': 'first\n' });
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.seed({ 'a.py': content });
    repository.git('switch', '--quiet', 'main');
    repository.seed({ 'b.py': 'other\n' });
    return repository;
  }

  const merge = (repository: ScratchRepository) => repository.tryGit(['merge', '--no-edit', 'topic']);

  test('a key is stopped, and a clean merge goes through', () => {
    const leaking = withBranch(`first\n${currentKey()}\n`);
    install(leaking);
    const stopped = merge(leaking);
    expect(stopped.status).not.toBe(0);
    expect(stopped.output).toContain('a.py:2:1');
    const clean = withBranch('clean\n');
    install(clean);
    expect(merge(clean).status).toBe(0);
  });

  test('beside one that calls pre-commit, as the sample of git does', () => {
    const sample =
      '#!/bin/sh\n. git-sh-setup\ntest -x "$GIT_DIR/hooks/pre-commit" &&\n        exec "$GIT_DIR/hooks/pre-commit"\n:\n';
    for (const [content, status] of [
      [currentKey(), 1],
      ['clean\n', 0],
    ] as const) {
      const repository = withBranch(content);
      repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho ran >> "$HOME/ran"\n', 0o755);
      repository.write('.git/hooks/pre-merge-commit', sample, 0o755);
      install(repository);
      expect(merge(repository).status).toBe(status);
      expect(read(repository, '../home/ran')).toBe('ran\n');
      repository.guard(['uninstall']);
      expect(read(repository, '.git/hooks/pre-merge-commit')).toBe(sample);
    }
  });
});

test('what an older version wrote is replaced', () => {
  const older = `#!/bin/sh
( : # >>> baseten-key-guard: the hook that was here, unchanged; it runs first >>>
true
) # <<< baseten-key-guard: the end of the hook that was here
baseten_key_guard=$?
[ "$baseten_key_guard" = 0 ] || exit "$baseten_key_guard" # <<< baseten-key-guard <<<
# >>> baseten-key-guard: stops Baseten API keys (\`npx baseten-key-guard uninstall\` takes this out) >>>
baseten_key_guard=node_modules/baseten-key-guard
sh "$baseten_key_guard/hooks/pre-commit" "$@" || exit
# <<< baseten-key-guard <<<
`;
  const repository = ScratchRepository.create();
  withPrograms(repository);
  repository.write('.git/hooks/pre-commit', older, 0o755);
  install(repository);
  const fresh = ScratchRepository.create();
  withPrograms(fresh);
  fresh.write('.git/hooks/pre-commit', '#!/bin/sh\ntrue\n', 0o755);
  install(fresh);
  expect(read(repository, '.git/hooks/pre-commit')).toBe(read(fresh, '.git/hooks/pre-commit'));
});

test('--dry-run tells what it would write, and writes nothing', () => {
  const repository = ScratchRepository.create();
  repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho mine\n', 0o755);
  const everything = () => repository.run('sh', ['-c', 'find .git -type f | sort | xargs cksum']).stdout;
  const before = everything();
  const { status, stdout } = repository.guard(['install', '--pre-push', '--dry-run']);
  expect(status).toBe(0);
  expect(everything()).toBe(before);
  expect(stdout).toMatch(/^Nothing was changed\./);
  for (const hook of ['pre-commit', 'pre-merge-commit', 'pre-push'])
    expect(stdout).toContain(`.git/hooks/${hook}`);
  expect(stdout).toContain('    echo mine\n');
});
