import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, PASSED, stoppedAt } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { describeObstacles, stageKey, withKey } from '../../support/staging.ts';

// What an index, the objects behind it and HEAD can be.

describeObstacles('kinds of index', [
  {
    name: 'split',
    prepare: (repository) => repository.git('update-index', '--split-index'),
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.git('update-index', '--split-index');
    },
  },
  {
    name: 'split, with changes in the part that is not shared',
    config: { 'core.splitIndex': 'true', 'splitIndex.maxPercentChange': '100' },
    before: { 'b.py': 'first\n' },
    stage: (repository, key) => {
      repository.stage('b.py', `${key}x\n`);
      stageKey(repository, key);
    },
  },
  { name: 'version 2', config: { 'index.version': '2' }, stage: stageKey },
  {
    name: 'version 4, which shortens names',
    config: { 'index.version': '4' },
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.git('update-index', '--index-version', '4');
    },
  },
  {
    name: 'of many files',
    config: { 'feature.manyFiles': 'true' },
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.git('update-index', '--untracked-cache');
    },
  },
  { name: 'without a checksum', config: { 'index.skipHash': 'true' }, stage: stageKey },
  {
    name: 'watched by a monitor',
    config: { 'core.fsmonitor': '.git/monitor' },
    prepare: (repository) => repository.write('.git/monitor', '#!/bin/sh\nprintf "token\\0/\\0"\n', 0o755),
    stage: stageKey,
  },
  {
    name: 'sparse, with a folder that is one entry',
    before: { 'in/a.py': 'first\n', 'out/b.py': 'first\n' },
    prepare: (repository) => {
      repository.git('sparse-checkout', 'init', '--cone', '--sparse-index');
      repository.git('sparse-checkout', 'set', 'in');
    },
    stage: (repository, key) => repository.stage('in/a.py', withKey(key)),
    places: ['in/a.py:3'],
  },
  {
    name: 'sparse, with a key outside the cone',
    before: { 'in/a.py': 'first\n', 'out/b.py': 'first\n' },
    prepare: (repository) => {
      repository.git('sparse-checkout', 'init', '--cone', '--sparse-index');
      repository.git('sparse-checkout', 'set', 'in');
    },
    stage: (repository, key) => repository.stageInIndex('out/c.py', withKey(key)),
    places: ['out/c.py:3'],
  },
  {
    name: 'sparse by patterns, with a key outside them',
    before: { 'in/a.py': 'first\n', 'out/b.py': 'first\n' },
    prepare: (repository) => repository.git('sparse-checkout', 'set', '--no-cone', 'in/*'),
    stage: (repository, key) => repository.stageInIndex('out/b.py', withKey(key)),
    places: ['out/b.py:3'],
  },
]);

describeObstacles('marks of entries', [
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
    name: 'a file that is announced, beside one that is staged',
    stage: (repository, key) => {
      repository.write('0.py', 'nothing\n');
      repository.git('add', '--intent-to-add', '0.py');
      stageKey(repository, key);
    },
  },
  {
    name: 'a file that is not there any more',
    stage: (repository, key) => {
      stageKey(repository, key);
      rmSync(join(repository.folder, 'a.py'));
    },
  },
  {
    name: 'a file where a folder is on the disk',
    stage: (repository, key) => {
      rmSync(join(repository.folder, 'a.py'), { recursive: true, force: true });
      stageKey(repository, key);
      rmSync(join(repository.folder, 'a.py'));
      mkdirSync(join(repository.folder, 'a.py'));
    },
  },
]);

describeObstacles('objects', [
  { name: 'with SHA-256 ids', initArguments: ['--object-format=sha256'], stage: stageKey },
  {
    name: 'a replaced blob',
    stage: (repository, key) => {
      const clean = repository
        .run('git', ['hash-object', '-w', '--stdin'], { input: 'clean\n' })
        .stdout.trim();
      stageKey(repository, key);
      repository.git('replace', '--force', repository.git('rev-parse', ':a.py').trim(), clean);
    },
  },
  {
    name: 'a HEAD that is replaced by one that holds the key already',
    stage: (repository, key) => {
      stageKey(repository, key);
      if (repository.git('replace', '--list') !== '') return;
      const tree = repository.git('write-tree').trim();
      const other = repository.git('commit-tree', '-m', 'other', tree).trim();
      repository.git('replace', 'HEAD', other);
    },
  },
  {
    name: 'a graft',
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.write('.git/info/grafts', `${repository.git('rev-parse', 'HEAD')}`);
    },
  },
  {
    name: 'packed, the staged ones too',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.git('repack', '-adq', '--keep-unreachable');
      repository.git('prune-packed', '--quiet');
    },
  },
  {
    name: 'with a commit graph, a multi-pack index and bitmaps',
    before: { 'a.py': 'first\n' },
    stage: (repository, key) => {
      repository.git('repack', '-adq', '--write-bitmap-index');
      repository.git('commit-graph', 'write', '--reachable');
      repository.git('multi-pack-index', 'write');
      stageKey(repository, key);
    },
  },
]);

describeObstacles('HEAD', [
  {
    name: 'detached',
    prepare: (repository) => repository.git('checkout', '--quiet', '--detach'),
    stage: stageKey,
  },
  {
    name: 'with a branch, a tag and a file of that name',
    stage: (repository, key) => {
      const head = repository.git('rev-parse', 'HEAD').trim();
      for (const name of ['heads/HEAD', 'tags/HEAD', 'heads/--cached', 'tags/main']) {
        repository.git('update-ref', `refs/${name}`, head);
      }
      repository.stage('HEAD', withKey(key));
      stageKey(repository, key);
    },
    places: ['HEAD:3', 'a.py:3'],
  },
  {
    name: 'on a branch that does not exist yet',
    prepare: (repository) => {
      repository.git('checkout', '--quiet', '--orphan', 'new');
      repository.git('rm', '-r', '--quiet', '--cached', '.');
    },
    stage: stageKey,
  },
  {
    name: 'whose tree is empty',
    prepare: (repository) => {
      repository.git('rm', '-r', '--quiet', '.');
      repository.git('commit', '--quiet', '--no-verify', '-m', 'empty');
    },
    stage: stageKey,
  },
  {
    name: 'in packed refs',
    stage: (repository, key) => {
      stageKey(repository, key);
      repository.git('pack-refs', '--all');
    },
  },
]);

describe('clones', () => {
  function clone(...args: string[]): ScratchRepository {
    const source = ScratchRepository.create();
    source.seed({ 'a.py': 'first\n', 'b.py': 'first\n' });
    source.seed({ 'a.py': 'second\n' });
    source.git('config', 'uploadpack.allowFilter', 'true');
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const url = args.includes('--shared') ? source.folder : `file://${source.folder}`;
    source.git('clone', '--quiet', ...args, url, '../clone');
    const repository = source.at('../clone');
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.invalid');
    repository.installHook();
    return repository;
  }

  test.each([
    ['shallow', ['--depth=1']],
    ['partial, whose old version has to be fetched', ['--filter=blob:none', '--no-checkout']],
    ['with the objects of another', ['--shared']],
    ['with another bare name for its remote', ['--origin=HEAD']],
  ])('%s', (_, args) => {
    const repository = clone(...args);
    repository.git('read-tree', 'HEAD');
    repository.stage('a.py', `second\n${withKey(currentKey())}`);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:4'));
    repository.stage('a.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });
});

describe('what is not staged', () => {
  test('a file that is only announced (add --intent-to-add) is not part of the commit; with -a it is', () => {
    const repository = ScratchRepository.guarded();
    repository.write('a.py', withKey(currentKey()));
    repository.git('add', '--intent-to-add', 'a.py');
    repository.stage('b.py', 'clean\n');
    expect(commit(repository)).toMatchObject(PASSED);
    expect(commit(repository, ['-a'])).toMatchObject(stoppedAt('a.py:3'));
  });

  test('an untracked file and an ignored one', () => {
    const repository = ScratchRepository.guarded();
    repository.write('a.py', withKey(currentKey()));
    repository.write('.env', withKey(currentKey()));
    repository.stage('.gitignore', '.env\n');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('an ignored file that is added all the same', () => {
    const repository = ScratchRepository.guarded({ '.gitignore': '.env\n' });
    repository.write('.env', withKey(currentKey()));
    repository.git('add', '--force', '.env');
    expect(commit(repository)).toMatchObject(stoppedAt('.env:3'));
    repository.write('.env', 'clean\n');
    expect(commit(repository, ['-a'])).toMatchObject(PASSED);
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

test('an order file that does not exist: git cannot end the commit, but the scan can tell', () => {
  const repository = ScratchRepository.guarded();
  repository.git('config', 'diff.orderFile', '/nowhere');
  stageKey(repository, currentKey());
  expect(commit(repository)).toMatchObject(stoppedAt('a.py:3'));
});
