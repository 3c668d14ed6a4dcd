import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { withKey } from '../../support/staging.ts';

// What was committed before is not added again; what is renamed or changes its type may be.

const { guarded } = ScratchRepository;

describe('what was there before', () => {
  test('an old key in a line that is not touched passes, beside a new line and a moved one', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', `added\n${withKey(key)}added\n`);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('an old key passes, and a new one in the same file is stopped at its own line', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', `${withKey(key)}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:4'));
  });

  test('a line with an old key that is edited is added again', () => {
    const key = currentKey();
    const repository = guarded({ 'a.py': withKey(key) });
    repository.stage('a.py', withKey(key).replace('key =', 'token ='));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
  });

  test('removing a key passes', () => {
    const repository = guarded({ 'a.py': withKey(currentKey()) });
    repository.stage('a.py', 'first\nsecond\nkey = os.environ["BASETEN_API_KEY"]\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('deleting files passes, with an old key in one that stays', () => {
    const repository = guarded({ 'a.py': withKey(currentKey()), 'b.py': withKey(currentKey()) });
    repository.git('rm', '--quiet', 'a.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });
});

describe('renames and type changes', () => {
  const long = (key: string) => `${'a line that stays\n'.repeat(30)}key = "${key}"\n`;

  test('a renamed file with an old key passes', () => {
    const repository = guarded({ 'a.py': long(currentKey()) });
    repository.git('mv', 'a.py', 'b c.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a renamed file to which a key is added is stopped under its new name', () => {
    const repository = guarded({ 'a.py': long(currentKey()) });
    const content = repository.git('show', 'HEAD:a.py');
    mkdirSync(join(repository.folder, 'sub'));
    repository.git('mv', 'a.py', 'sub/b.py');
    repository.stage('sub/b.py', `${content}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('sub/b.py:32'));
  });

  test('a rename with a mode change', () => {
    const repository = guarded({ 'a.sh': long(currentKey()) });
    const content = repository.git('show', 'HEAD:a.sh');
    repository.git('mv', 'a.sh', 'b.sh');
    repository.git('update-index', '--chmod=+x', 'b.sh');
    expect(commit(repository)).toMatchObject(PASSED);
    repository.git('mv', 'b.sh', 'c.sh');
    repository.stage('c.sh', `${content}other = "${currentKey()}"\n`);
    repository.git('update-index', '--chmod=-x', 'c.sh');
    expect(commit(repository)).toMatchObject(stoppedAt('c.sh:32'));
  });

  test('two files that change their names, one with a new key', () => {
    const repository = guarded({ 'a.py': long(currentKey()), 'b.py': `${'other lines\n'.repeat(40)}` });
    const content = repository.git('show', 'HEAD:b.py');
    repository.git('mv', 'a.py', 'c.py');
    repository.git('mv', 'b.py', 'a.py');
    repository.git('mv', 'c.py', 'b.py');
    // git sees two edits here, not two renames: the old key is new to `b.py`.
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:31'));
    repository.git('reset', '--quiet', '--hard');
    repository.git('mv', 'b.py', 'd.py');
    repository.stage('d.py', `${content}other = "${currentKey()}"\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('d.py:41'));
  });

  test('a mode change alone', () => {
    const repository = guarded({ 'a.sh': long(currentKey()) });
    repository.git('update-index', '--chmod=+x', 'a.sh');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a symbolic link that becomes a file', () => {
    const repository = ScratchRepository.create();
    symlinkSync('nowhere', join(repository.folder, 'config.json'));
    repository.git('add', 'config.json');
    repository.seed({ 'README.md': 'first\n' });
    repository.installHook();
    rmSync(join(repository.folder, 'config.json'));
    repository.stage('config.json', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('config.json:3'));
    repository.stage('config.json', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a file that becomes a symbolic link, with a key as its target', () => {
    const repository = guarded({ link: 'clean\n' });
    const path = join(repository.folder, 'link');
    rmSync(path);
    symlinkSync(currentKey(), path);
    repository.git('add', 'link');
    expect(commit(repository)).toMatchObject(stoppedAt('link:1'));
    rmSync(path);
    symlinkSync('README.md', path);
    repository.git('add', 'link');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a file that becomes a submodule, alone and before a file with a key', () => {
    const repository = guarded({ module: withKey(currentKey()) });
    const pointer = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--cacheinfo', `160000,${pointer},module`);
    repository.stage('z.py', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('z.py:3'));
    repository.git('rm', '--quiet', '--cached', 'z.py');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('a submodule that becomes a file with a key', () => {
    const repository = guarded();
    const pointer = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${pointer},module`);
    repository.git('commit', '--quiet', '--no-verify', '-m', 'module');
    repository.git('rm', '--quiet', '--cached', 'module');
    repository.stage('module', withKey(currentKey()));
    expect(commit(repository)).toMatchObject(stoppedAt('module:3'));
  });
});
