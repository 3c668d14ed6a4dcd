import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commitAll, mergeAs, places, scanHistory } from '../support/history.ts';
import { bastnKey, currentKey, leakedRun, secretOf } from '../support/keys.ts';
import { traceOf, unmistakable } from '../support/leaks.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

const line = (key = currentKey()) => `key = "${key}"\n`;

describe('--history finds the lines that each commit added', () => {
  test('of the first commit, of one that was taken back, and of a moved file once', () => {
    const repository = ScratchRepository.create();
    commitAll(repository, 'root', { 'a.py': line() });
    commitAll(repository, 'added', { 'config.json': `{\n${line()}}\n` });
    repository.git('mv', 'config.json', 'moved.json');
    commitAll(repository, 'moved');
    rmSync(`${repository.folder}/moved.json`);
    commitAll(repository, 'removed');
    const result = scanHistory(repository);
    expect(result).toMatchObject({ status: 1, scan: { mode: 'history', commits: 4 } });
    expect(places(repository, result)).toEqual(['root: a.py:1', 'added: config.json:2']);
  });

  test('on every branch, tag and remote, in stashes and notes, at HEAD without a branch; not in the reflog alone', () => {
    const repository = ScratchRepository.create();
    const first = commitAll(repository, 'first', { 'a.txt': 'a\n' });
    repository.git('checkout', '--quiet', '--detach');
    repository.git(
      'update-ref',
      'refs/remotes/origin/x',
      commitAll(repository, 'remote', { 'r.py': line() }),
    );
    repository.git('checkout', '--quiet', first);
    repository.git('tag', 'v1', commitAll(repository, 'tagged', { 't.py': line() }));
    repository.git('checkout', '--quiet', first);
    commitAll(repository, 'forgotten', { 'f.py': line() });
    repository.git('checkout', '--quiet', first);
    for (const name of ['old', 'new']) {
      repository.write('a.txt', `${name} ${line()}`);
      repository.git('stash', 'push', '--quiet', '-m', name);
    }
    repository.git('notes', 'add', '-m', line(), first);
    repository.git('worktree', 'add', '--quiet', '--detach', '../linked');
    const linked = repository.at('../linked');
    commitAll(linked, 'linked', { 'l.py': line() });
    const found = places(repository, scanHistory(repository));
    expect(found.sort()).toEqual([
      `Notes added by 'git notes add': ${first}:1`,
      'On (no branch): new: a.txt:1',
      'On (no branch): old: a.txt:1',
      'linked: l.py:1',
      'remote: r.py:1',
      'tagged: t.py:1',
    ]);
  });

  test('in names of branches and tags', () => {
    const repository = ScratchRepository.create();
    commitAll(repository, 'clean', { 'a.txt': 'a\n' });
    const keys = [currentKey(), currentKey()];
    repository.git('branch', `for-${keys[0]}`);
    repository.git('tag', `for-${keys[1]}`);
    const { status, stdout } = repository.guard(['--history']);
    expect(status).toBe(1);
    const shown = (kind: string, key = '') => `refs/${kind}/for-${key.slice(0, 13)}********:1:1 in the name`;
    expect(stdout).toContain(shown('heads', keys[0]));
    expect(stdout).toContain(shown('tags', keys[1]));
    for (const key of keys) expect(leakedRun(stdout, key)).toBeUndefined();
  });

  test('in messages of commits and of tags, and in tags of a file and of a tree', () => {
    const repository = ScratchRepository.create();
    commitAll(repository, `with ${currentKey()}`);
    repository.git('tag', '-a', 'v1', '-m', `first\n\n${currentKey()}`);
    repository.git('tag', '-a', 'v2', '-m', 'a tag of a tag', 'v1');
    const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: line() }).stdout.trim();
    repository.git('tag', 'file', blob);
    repository.stage('deep/a.py', line());
    repository.git('tag', 'tree', repository.git('write-tree').trim());
    const { findings } = scanHistory(repository);
    expect(
      findings.map(({ path, isInMessage, commit }) => [path, isInMessage, commit !== undefined]),
    ).toEqual(
      expect.arrayContaining([
        ['COMMIT_EDITMSG', true, true],
        ['refs/tags/v1', true, false],
        ['refs/tags/file', undefined, false],
        ['deep/a.py', undefined, false],
      ]),
    );
    expect(findings).toHaveLength(4);
  });

  test.each([['sha1'], ['sha256']])('one key in many commits is one group (%s)', (format) => {
    const repository = ScratchRepository.create(`--object-format=${format}`);
    const key = currentKey();
    const ids = [1, 2, 3].map((n) => commitAll(repository, `commit ${n}`, { [`f${n}.py`]: line(key) }));
    commitAll(repository, 'another', { 'a.py': line() });
    repository.git('branch', 'second', ids[1] ?? '');
    const { groups, findings, output } = scanHistory(repository);
    expect(findings).toHaveLength(4);
    expect(groups).toHaveLength(2);
    expect(groups?.[0]).toMatchObject({
      findings: 3,
      commits: 3,
      first: { commit: ids[0], author: 'Test <test@example.invalid>', path: 'f1.py', line: 1 },
      last: { commit: ids[2], path: 'f3.py' },
      refs: ['refs/heads/main', 'refs/heads/second'],
    });
    expect(groups?.[0]?.first.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
    expect(leakedRun(output, key)).toBeUndefined();
    const text = repository.guard(['--history']).output;
    expect(text).toContain('3 times in 3 commits');
    expect(text.split('\n').length).toBeLessThanOrEqual(45);
    expect(leakedRun(text, key)).toBeUndefined();
  });
});

describe('a merge', () => {
  function forked(): ScratchRepository {
    const repository = ScratchRepository.create();
    commitAll(repository, 'base', { 'a.py': 'base\n', 'b.py': 'base\n' });
    repository.git('branch', 'topic');
    commitAll(repository, 'ours', { 'a.py': 'ours\n' });
    repository.git('checkout', '--quiet', 'topic');
    commitAll(repository, 'theirs', { 'a.py': 'theirs\n', 't.py': line() });
    repository.git('checkout', '--quiet', 'main');
    return repository;
  }

  test('adds what is in none of its parents, and not what one of them has', () => {
    const repository = forked();
    const theirs = repository.git('show', 'topic:t.py');
    mergeAs(repository, ['topic'], 'merge', {
      'a.py': `ours\n${line()}`,
      'new.py': line(),
      't.py': `x\n${theirs}`,
    });
    const found = places(repository, scanHistory(repository));
    expect(found).toEqual(['theirs: t.py:1', 'merge: a.py:2', 'merge: new.py:1']);
  });

  test('adds it in a file that git takes for binary, and behind a NUL', () => {
    const repository = forked();
    repository.write('.git/info/attributes', '* -diff\nz.bin diff\n');
    const wide = Buffer.from(`\ufeff${line()}`, 'utf16le');
    mergeAs(repository, ['topic'], 'merge', { 'a.py': wide, 'z.bin': `a\0${line()}`, 't.py': 'x\n' });
    const found = places(repository, scanHistory(repository));
    expect(found).toEqual(['theirs: t.py:1', 'merge: a.py:1', 'merge: z.bin:1']);
  });

  test('of three branches adds what is in none of them', () => {
    const repository = forked();
    repository.git('checkout', '--quiet', '-b', 'third', 'main');
    commitAll(repository, 'third', { 'a.py': 'third\n' });
    repository.git('checkout', '--quiet', 'main');
    mergeAs(repository, ['topic', 'third'], 'octopus', { 'a.py': line() });
    expect(places(repository, scanHistory(repository))).toEqual(['theirs: t.py:1', 'octopus: a.py:1']);
  });
});

test('no setting hides a commit or a line', () => {
  const repository = ScratchRepository.create();
  commitAll(repository, 'root', { 'é "q".py': line(), 'b.bin': `\0${line()}` });
  repository.git('checkout', '--quiet', '-b', 'topic');
  commitAll(repository, 'topic', { 'c.py': `a\n\n\nb\n` });
  repository.git('checkout', '--quiet', 'main');
  mergeAs(repository, ['topic'], 'merge', { 'm.py': line() });
  for (const setting of [
    'color.ui=always',
    'core.abbrev=7',
    'core.bigFileThreshold=1',
    'diff.context=9',
    'diff.external=false',
    'diff.ignoreSubmodules=all',
    'diff.mnemonicPrefix=true',
    'diff.noprefix=true',
    'diff.orderFile=/dev/zero',
    'diff.relative=true',
    'diff.renames=copies',
    'format.pretty=oneline',
    'i18n.logOutputEncoding=UTF-16',
    'log.abbrevCommit=true',
    'log.date=relative',
    'log.decorate=full',
    'log.diffMerges=off',
    'log.follow=true',
    'log.mailmap=true',
    'log.showRoot=false',
    'log.showSignature=true',
    'notes.displayRef=*',
  ]) {
    repository.git('config', ...(setting.split('=') as [string, string]));
  }
  repository.write('.git/info/attributes', '* -diff\n');
  const { findings } = scanHistory(repository);
  expect(findings.map(({ path, line: at }) => `${path}:${at}`)).toEqual(['b.bin:1', 'é "q".py:1', 'm.py:1']);
});

test('no replace ref hides a commit, and grafts are refused', () => {
  const repository = ScratchRepository.create();
  const root = commitAll(repository, 'root', { 'a.py': line() });
  const clean = commitAll(repository, 'clean', { 'a.py': 'clean\n' });
  repository.git('replace', root, clean, '--force');
  expect(places(repository, scanHistory(repository))).toContain('clean: a.py:1');
  expect(scanHistory(repository).findings[0]?.commit).toBe(root);
  repository.write('.git/info/grafts', `${clean}\n`);
  expect(repository.guard(['--history'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('git replace --convert-graft-file'),
  });
});

describe('which commits', () => {
  function dated(): ScratchRepository {
    const repository = ScratchRepository.create();
    for (const year of [2019, 2021]) {
      repository.environment.GIT_COMMITTER_DATE = `${year}-06-01T00:00:00Z`;
      commitAll(repository, `of ${year}`, { [`${year}.py`]: line() });
    }
    repository.git('branch', 'release/1.0', 'HEAD~1');
    return repository;
  }

  test('--since takes the newer ones, and no date that git would take for now', () => {
    const repository = dated();
    expect(places(repository, scanHistory(repository, ['--history', '--since', '2020-01-01']))).toEqual([
      'of 2021: 2021.py:1',
    ]);
    for (const date of ['last tuesday-ish', '', 'never', '2020-1-1', '--all']) {
      const { status, stderr } = repository.guard(['--history', `--since=${date}`]);
      expect([date, status, stderr]).toEqual([
        date,
        2,
        expect.stringContaining('no date that is understood'),
      ]);
    }
  });

  test('--branch takes those that lead to it, and more than once', () => {
    const repository = dated();
    expect(places(repository, scanHistory(repository, ['--history', '--branch', 'release/1.0']))).toEqual([
      'of 2019: 2019.py:1',
    ]);
    const both = ['--history', '--branch', 'release/1.0', '--branch', 'main'];
    expect(scanHistory(repository, both).findings).toHaveLength(2);
    const wrong = repository.guard(['--history', '--branch', 'release/1.1']);
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean release/1.0?') });
  });

  test('a repository without a commit has nothing to scan', () => {
    const outcome = ScratchRepository.create().guard(['--history']);
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing scanned') });
  });

  test('a shallow clone is scanned as far as it goes, and says so', () => {
    const repository = dated();
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, '../shallow');
    const result = scanHistory(repository, ['--history'], '../shallow');
    expect(result.scan).toMatchObject({ commits: 1, shallow: true });
    expect(repository.guard(['--history'], { cwd: '../shallow' }).stdout).toContain('this clone is shallow');
  });
});

describe('what is allowed', () => {
  test('in HEAD is allowed in every commit, and counted', () => {
    const repository = ScratchRepository.create();
    const key = bastnKey();
    commitAll(repository, 'added', { 'a.py': line(key), 'docs/a.md': currentKey() });
    const [first] = scanHistory(repository).findings;
    repository.git('rm', '--quiet', 'a.py');
    repository.write(
      '.baseten-key-guard.json',
      JSON.stringify({
        exclude: ['docs/**'],
        allow: [{ fingerprint: first?.fingerprint, reason: 'a test', path: 'a.py' }],
      }),
    );
    expect(scanHistory(repository).findings).toHaveLength(2);
    commitAll(repository, 'allowed');
    const result = scanHistory(repository);
    expect(result).toMatchObject({ status: 0, findings: [], suppressed: [{ by: 'config', path: 'a.py' }] });
  });

  test('on the line itself', () => {
    const repository = ScratchRepository.create();
    commitAll(repository, 'added', { 'a.py': `${currentKey()} # baseten-key-guard:allow a test\n` });
    expect(scanHistory(repository)).toMatchObject({ status: 0, suppressed: [{ by: 'inline' }] });
    expect(scanHistory(repository, ['--history', '--no-inline-allow']).status).toBe(1);
  });
});

test('a branch called by the secret half alone is not shown by it, nor proposed', () => {
  const repository = ScratchRepository.create();
  const key = currentKey(unmistakable);
  commitAll(repository, 'added', { 'a.py': line(key) });
  repository.git('branch', secretOf(key));
  for (const call of [['--history'], ['--history', '--branch', `${secretOf(key).slice(0, -1)}-`]]) {
    const { stdout, stderr } = repository.guard(call);
    expect(traceOf(secretOf(key), stdout)).toBeUndefined();
    expect(stdout + stderr).toMatch(/refs|Did you mean/);
    expect(stderr).not.toContain(secretOf(key));
  }
});
