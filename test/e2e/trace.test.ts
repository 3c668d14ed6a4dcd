import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Place, Trace } from '../../src/trace/place.ts';
import { gitThat } from '../support/gitThat.ts';
import {
  base62,
  bastnKey,
  currentKey,
  federatedKey,
  hex,
  leakedRun,
  legacyKey,
  opaqueKey,
  skyKey,
} from '../support/keys.ts';
import { ScratchRepository, scratchFolder } from '../support/scratchRepository.ts';
import { utf32 } from '../support/utf32.ts';

interface Traced extends Trace {
  status: number | null;
  knownToGit: boolean;
}

/** What `trace` says of a key, with its places as `kind reach-or-state path`. */
function trace(repository: ScratchRepository, key: string, cwd = '.', input = `${key}\n`): Traced {
  const { status, stdout, stderr, output } = repository.guard(['trace', '--format', 'json'], { input, cwd });
  expect(leakedRun(output, key)).toBeUndefined();
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Traced), status };
}

function summary(place: Place): string {
  const words = place as {
    reach?: string;
    state?: string;
    path?: string;
    ref?: string;
    setting?: string;
    type?: string;
  };
  const encoding = 'encoding' in place && place.encoding !== 'plain' ? place.encoding : undefined;
  const where = words.path ?? words.ref ?? words.setting ?? words.type;
  return [place.kind, words.reach ?? words.state, where, encoding].filter(Boolean).join(' ');
}

function placesOf({ places }: Trace): string[] {
  return places.map(summary).sort();
}

/** A repository with a commit, and a bare one that it pushes to. */
function pushedRepository(): ScratchRepository {
  const repository = ScratchRepository.create();
  repository.seed({ 'README.md': 'first\n' });
  repository.git('init', '--quiet', '--bare', '--initial-branch=main', join(repository.home, 'remote.git'));
  repository.git('remote', 'add', 'origin', join(repository.home, 'remote.git'));
  repository.git('push', '--quiet', 'origin', 'main');
  return repository;
}

test('a key that is nowhere: 0', () => {
  const repository = ScratchRepository.create();
  expect(trace(repository, currentKey())).toMatchObject({ status: 0, situation: 'absent', places: [] });
  repository.seed({ '.env': `KEY=${currentKey()}\n` });
  expect(trace(repository, currentKey())).toMatchObject({ status: 0, situation: 'absent', places: [] });
});

test('a key in files that git does not know: told, and 0', () => {
  const repository = ScratchRepository.create();
  repository.seed({ '.gitignore': '.env\n' });
  const key = currentKey();
  repository.write('app/.env', `KEY=${key}\n`);
  repository.write('notes/today.txt', key);
  const result = trace(repository, key, 'app');
  expect(result).toMatchObject({ status: 0, situation: 'local', knownToGit: false });
  expect(placesOf(result)).toEqual(['file ignored app/.env', 'file untracked notes/today.txt']);
});

test.each([
  ['F1', bastnKey()],
  ['F2', currentKey()],
  ['F3', legacyKey()],
  ['F4', federatedKey()],
  ['F4 with sky_', skyKey()],
  ['of no known form', opaqueKey()],
  ['of hexadecimal digits', hex(40)],
])('a staged key %s: 1', (_form, key) => {
  const repository = ScratchRepository.create();
  repository.stage('a.py', `key = "${key}"\n`);
  const result = trace(repository, key, '.', `  "${key}"\r\n`);
  expect(result).toMatchObject({ status: 1, situation: 'local' });
  expect(placesOf(result)).toEqual(['file tracked a.py', 'index a.py']);
});

test('a key that was pushed, and one that was not', () => {
  const repository = pushedRepository();
  const [pushed, kept] = [currentKey(), currentKey()];
  repository.seed({ 'a.py': pushed });
  repository.git('push', '--quiet', 'origin', 'main');
  repository.git('fetch', '--quiet', 'origin');
  repository.seed({ 'a.py': 'clean\n', 'b.py': kept });
  const result = trace(repository, pushed);
  expect(result).toMatchObject({
    status: 1,
    situation: 'pushed',
    refs: ['refs/heads/main', 'refs/remotes/origin/main'],
  });
  expect(placesOf(result)).toEqual(['history remote a.py']);
  const { stdout } = repository.guard(['trace'], { input: pushed });
  expect(stdout).toContain('was pushed: revoke it now.');
  expect(stdout).toContain(`baseten org api-key delete --prefix ${pushed.slice(0, 12)}\n`);
  expect(trace(repository, kept)).toMatchObject({ status: 1, situation: 'local', refs: ['refs/heads/main'] });
});

test('a pushed key that was taken back by force is still a pushed one', () => {
  const repository = pushedRepository();
  const key = currentKey();
  repository.seed({ 'a.py': key });
  repository.git('push', '--quiet', 'origin', 'main');
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  repository.git('push', '--quiet', '--force', 'origin', 'main');
  const result = trace(repository, key);
  expect(result).toMatchObject({ status: 1, situation: 'pushed', refs: [] });
  expect(placesOf(result)).toEqual(['history remote a.py']);
});

test('a key that was fetched from an address without a name was pushed by somebody', () => {
  const other = pushedRepository();
  const key = currentKey();
  other.seed({ 'a.py': key });
  other.git('push', '--quiet', 'origin', 'main');
  const repository = ScratchRepository.create();
  repository.git('fetch', '--quiet', join(other.home, 'remote.git'), 'main');
  expect(trace(repository, key)).toMatchObject({ status: 1, situation: 'pushed' });
});

test('the first and the last commit of many, and their number', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  for (const round of [1, 2, 3]) repository.seed({ 'a.py': `${key}\n${round}\n` });
  const [last, , first] = repository.git('log', '--format=%H').trim().split('\n');
  expect(trace(repository, key).places.find(({ kind }) => kind === 'history')).toMatchObject({
    commits: 3,
    first: { id: first, author: 'Test' },
    last: { id: last, author: 'Test' },
  });
});

test('a stash, an older stash, a dropped one, an amended commit, and what was staged once', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': '\n' });
  const [stashed, older, dropped, amended, staged] = [1, 2, 3, 4, 5].map(() => currentKey()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  for (const key of [dropped, older, stashed]) {
    repository.write(`${key === older ? 'untracked' : 'a'}.py`, key);
    repository.git('stash', 'push', '--quiet', '--include-untracked');
  }
  repository.git('stash', 'drop', '--quiet', 'stash@{2}');
  repository.seed({ 'b.py': amended });
  repository.stage('b.py', 'clean\n');
  repository.git('commit', '--quiet', '--amend', '--no-edit');
  repository.stage('c.py', staged);
  repository.stage('c.py', 'clean\n');
  expect(placesOf(trace(repository, stashed))).toEqual(['history stash a.py']);
  expect(placesOf(trace(repository, older))).toEqual(['history stash untracked.py']);
  expect(placesOf(trace(repository, dropped))).toEqual(['history unreachable a.py']);
  expect(placesOf(trace(repository, amended))).toEqual(['history reflog b.py']);
  expect(placesOf(trace(repository, staged))).toEqual(['object blob']);
  for (const key of [stashed, older, dropped, amended, staged]) {
    expect(trace(repository, key)).toMatchObject({ status: 1, situation: 'local' });
  }
});

test('a message, an author, a tag, a commit that only a tag reaches, and a file that only a tag names', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': '\n' });
  const [message, author, tag, reached, named] = [1, 2, 3, 4, 5].map(() => currentKey()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  repository.git('commit', '--quiet', '--allow-empty', '--cleanup=verbatim', '-m', `subject\n\n${message}`);
  repository.git('commit', '--quiet', '--allow-empty', '-m', 'x', `--author=${author} <a@example.invalid>`);
  repository.git('tag', '-a', 'release', '-m', tag);
  repository.git('checkout', '--quiet', '--detach');
  repository.seed({ 'b.py': reached });
  repository.git('tag', 'side');
  repository.git('checkout', '--quiet', 'main');
  const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: named }).stdout.trim();
  repository.git('tag', 'blob', blob);
  rmSync(join(repository.folder, '.git', 'COMMIT_EDITMSG'));
  expect(placesOf(trace(repository, message))).toEqual(['message ref']);
  expect(placesOf(trace(repository, author))).toEqual(['message ref']);
  expect(placesOf(trace(repository, tag))).toEqual(['tag ref refs/tags/release']);
  const onTag = trace(repository, reached);
  expect(placesOf(onTag)).toEqual(['history ref b.py']);
  expect(onTag).toMatchObject({ situation: 'local', refs: ['refs/tags/side'] });
  expect(placesOf(trace(repository, named))).toEqual(['tag ref refs/tags/blob']);
  // Which tags a remote has, git does not know.
  repository.git('remote', 'add', 'origin', '/nowhere');
  expect(trace(repository, reached)).toMatchObject({ status: 1, situation: 'unknown' });
});

test('a name of a file, and a name that a slash cuts', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  const cut = `${key.slice(0, 30)}/${key.slice(30)}`;
  repository.seed({ [`keys/${key}.txt`]: 'x\n', [cut]: `${key}\n` });
  expect(placesOf(trace(repository, key))).toEqual(
    [
      'file tracked b10_********',
      'file tracked keys/********.txt',
      'history ref b10_********',
      'index b10_********',
      'name ref keys/********.txt',
    ].map((place) => place.replaceAll('b10_', key.slice(0, 13)).replace('keys/', `keys/${key.slice(0, 13)}`)),
  );
});

test('UTF-16, UTF-32 and Base64, loose and packed', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({
    le: Buffer.from(`\ufeffKEY=${key}\r\n`, 'utf16le'),
    be: Buffer.from(`KEY=${key}\n`, 'utf16le').swap16(),
    wide: utf32(`KEY=${key}\n`),
    'b64-0': Buffer.from(key).toString('base64'),
    'b64-1': Buffer.from(`:${key}:`).toString('base64'),
    'b64-2': Buffer.from(`::${key}::`).toString('base64url'),
    plain: `${'x'.repeat(70_000)}${key}${'y'.repeat(70_000)}`,
  });
  const stored = () => {
    const places = trace(repository, key).places.filter((place) => place.kind === 'history');
    return places.map(({ path, encoding, stored: how }) => `${path} ${encoding} ${how}`).sort();
  };
  const expected = (how: string) =>
    [
      'b64-0 base64',
      'b64-1 base64',
      'b64-2 base64',
      'be utf-16',
      'le utf-16',
      'plain plain',
      'wide utf-32',
    ].map((place) => `${place} ${how}`);
  expect(stored()).toEqual(expected('loose'));
  repository.git('gc', '--quiet');
  expect(stored()).toEqual(expected('packed'));
});

test('merges: a key of a side branch belongs to its commit, one of the merge itself to the merge', () => {
  const repository = ScratchRepository.create();
  const [side, evil] = [currentKey(), currentKey()];
  repository.seed({ 'a.py': '\n' });
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.seed({ 'b.py': side });
  repository.git('checkout', '--quiet', 'main');
  repository.seed({ 'c.py': '\n' });
  repository.git('merge', '--quiet', '--no-commit', 'side');
  repository.stage('d.py', evil);
  repository.git('commit', '--quiet', '-m', 'merge');
  const history = (key: string) => trace(repository, key).places.find(({ kind }) => kind === 'history');
  expect(history(side)).toMatchObject({
    path: 'b.py',
    commits: 1,
    first: { id: repository.git('rev-parse', 'side').trim() },
  });
  expect(history(evil)).toMatchObject({
    path: 'd.py',
    commits: 1,
    first: { id: repository.git('rev-parse', 'main').trim() },
  });
});

test('settings, hooks, and the message of the last commit', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.git('remote', 'add', 'origin', `https://user:${key}@example.invalid/r.git`);
  repository.write('.git/hooks/post-commit', `#!/bin/sh\ncurl -H "Api-Key ${key}" …\n`);
  repository.write('.git/COMMIT_EDITMSG', key);
  const result = trace(repository, key);
  expect(result).toMatchObject({ status: 1, situation: 'local' });
  expect(placesOf(result)).toEqual([
    'git .git/COMMIT_EDITMSG',
    'git .git/hooks/post-commit',
    'setting remote.origin.url',
  ]);
});

test('a linked working tree: what it has staged, its files, its detached HEAD', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': '\n' });
  repository.git('worktree', 'add', '--quiet', '--detach', 'linked');
  const linked = repository.at('linked');
  const [staged, onDisk, committed] = [currentKey(), currentKey(), currentKey()];
  linked.seed({ 'c.py': committed });
  linked.stage('b.py', staged);
  linked.write('notes.txt', onDisk);
  expect(placesOf(trace(repository, staged))).toEqual(['file tracked b.py', 'index b.py']);
  expect(placesOf(trace(repository, onDisk))).toEqual(['file untracked notes.txt']);
  expect(placesOf(trace(linked, committed))).toEqual(['file tracked c.py', 'history ref c.py', 'index c.py']);
});

test('a shallow clone cannot tell that a key is nowhere: 2', () => {
  const repository = pushedRepository();
  repository.seed({ 'a.py': '\n' });
  repository.git('push', '--quiet', 'origin', 'main');
  repository.git('clone', '--quiet', '--depth=1', `file://${repository.home}/remote.git`, '../shallow');
  const result = trace(repository.at('../shallow'), currentKey());
  expect(result).toMatchObject({
    status: 2,
    situation: 'unknown',
    places: [],
    limits: [expect.stringContaining('shallow')],
  });
});

test.each([
  ['blob:none', 'old', { status: 2, situation: 'unknown' }],
  ['blob:none', 'new', { status: 1, situation: 'pushed' }],
])('a partial clone (%s) fetches nothing, and says so: the %s key', (filter, which, expected) => {
  const { partial, keys } = partialClone(filter);
  const missing = () => partial.git('rev-list', '--objects', '--all', '--missing=print').match(/^\?.*/gm);
  const before = missing();
  const result = trace(partial, keys[which as keyof typeof keys]);
  expect(result).toMatchObject({ ...expected, limits: [expect.stringContaining('partial')] });
  expect(missing()).toEqual(before);
  expect(before).not.toBeNull();
});

test('a clone without trees, whose history cannot be walked: 2, and nothing is fetched', () => {
  const { partial, keys } = partialClone('tree:0');
  const objects = () => partial.git('count-objects', '-v');
  const before = objects();
  const outcome = partial.guard(['trace'], { input: keys.new });
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.stderr).toContain('A partial clone must be fetched whole first');
  expect(objects()).toBe(before);
});

/** A clone that leaves objects at the remote, of a history with one key in its first commit and one in its last. */
function partialClone(filter: string) {
  const repository = pushedRepository();
  const keys = { old: currentKey(), new: currentKey() };
  repository.seed({ 'a.py': keys.old });
  repository.seed({ 'a.py': keys.new });
  repository.git('push', '--quiet', 'origin', 'main');
  const remote = join(repository.home, 'remote.git');
  repository.run('git', ['-C', remote, 'config', 'uploadpack.allowFilter', 'true']);
  repository.git('clone', '--quiet', `--filter=${filter}`, `file://${remote}`, '../partial');
  return { partial: repository.at('../partial'), keys };
}

test('a bare repository, and a mirror, whose branches are what the remote has', () => {
  const repository = pushedRepository();
  const key = currentKey();
  repository.seed({ 'a.py': key });
  repository.git('push', '--quiet', 'origin', 'main');
  const remote = join(repository.home, 'remote.git');
  expect(trace(repository.at('../home/remote.git'), key)).toMatchObject({ status: 1, situation: 'local' });
  repository.git('clone', '--quiet', '--mirror', remote, '../mirror.git');
  expect(trace(repository.at('../mirror.git'), key)).toMatchObject({ status: 1, situation: 'pushed' });
});

test('a submodule is a repository of its own', () => {
  const repository = pushedRepository();
  const key = currentKey();
  const remote = join(repository.home, 'remote.git');
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', remote, 'sub');
  repository.write('sub/.env', key);
  const result = trace(repository, key);
  expect(placesOf(result)).toEqual(['file untracked sub/.env']);
  expect(result.notes).toEqual([expect.stringMatching(/submodule.*: sub$/)]);
});

test('what is in another repository that objects are borrowed from', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({ 'a.py': key });
  repository.seed({ 'a.py': '\n' });
  repository.git('clone', '--quiet', '--shared', '.', '../borrower');
  const result = trace(repository.at('../borrower'), key);
  expect(result).toMatchObject({ situation: 'pushed', places: [{ stored: 'elsewhere' }] });
  expect(result.notes).toEqual([expect.stringContaining('borrowed')]);
});

test('a replace ref hides nothing', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({ 'a.py': key });
  repository.seed({ 'a.py': 'clean\n' });
  const [bad, good] = ['HEAD~1', 'HEAD'].map((name) => repository.git('rev-parse', name).trim()) as [
    string,
    string,
  ];
  repository.git('replace', bad, good);
  expect(placesOf(trace(repository, key))).toEqual(['history ref a.py']);
});

test('a damaged object: 2, and no word of the key', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({ 'a.py': key, 'b.py': 'other\n' });
  const id = repository.git('rev-parse', 'HEAD:b.py').trim();
  const path = join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  copyFileSync(join(repository.folder, 'b.py'), path);
  const outcome = repository.guard(['trace'], { input: key });
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.stderr).toContain('git fsck');
  expect(leakedRun(outcome.output, key)).toBeUndefined();
});

test('outside a repository: 2', () => {
  const repository = ScratchRepository.create();
  mkdirSync(join(repository.home, 'elsewhere'));
  const outcome = repository.guard(['trace'], { input: currentKey(), cwd: '../home/elsewhere' });
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.stderr).toContain('not a git repository');
});

test.each(['trace', 'verify'])('%s takes no key from the command line, and repeats none', (command) => {
  const repository = ScratchRepository.create();
  for (const key of [currentKey(), opaqueKey()]) {
    const outcome = repository.guard([command, key], { input: key });
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain('standard input');
    expect(leakedRun(outcome.output, key)).toBeUndefined();
  }
});

test.each([
  '',
  '\n',
  'short',
  `${currentKey()}\n${currentKey()}\n`,
  'three words and more',
  'x'.repeat(5_000),
])('no key on standard input: 2 (%#)', (input) => {
  const outcome = ScratchRepository.create().guard(['trace'], { input });
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/standard input/);
});

test('nothing that node or a library prints for a fault holds the key', () => {
  const repository = ScratchRepository.create();
  const key = currentKey();
  repository.seed({ 'a.py': key });
  const { output } = repository.guard(['trace'], {
    input: key,
    variables: { NODE_DEBUG: '*', DEBUG: '*', GIT_TRACE: '1' },
  });
  expect(output).toContain('a.py');
  expect(leakedRun(output, key)).toBeUndefined();
  // A buffer is printed byte by byte.
  const bytes = Buffer.from(key.slice(-8))
    .toString('hex')
    .replace(/..(?!$)/g, '$& ');
  expect(output).not.toContain(bytes);
});

test('a linked working tree of a shallow clone, in a folder with a line end in its name', () => {
  const repository = ScratchRepository.createIn(scratchFolder('line\nend'));
  repository.seed({ 'a.py': 'first\n' });
  repository.git('worktree', 'add', '--quiet', 'linked');
  repository.write('.git/shallow', repository.git('rev-parse', 'HEAD'));
  const key = currentKey();
  const nowhere = trace(repository, key, 'linked');
  expect(nowhere).toMatchObject({ status: 2, limits: [expect.stringContaining('shallow')] });
  repository.write('.git/hooks/mine', key);
  repository.write('notes.txt', key);
  expect(placesOf(trace(repository, key, 'linked'))).toEqual([
    'file untracked notes.txt',
    'git .git/hooks/mine',
  ]);
});

test('the other working trees, by a git that lists them line by line only', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'a.py': 'first\n' });
  repository.git('worktree', 'add', '--quiet', 'linked');
  const key = currentKey();
  repository.write('linked/notes.txt', key);
  const variables = gitThat(
    repository,
    'process.exit(129)',
    "args.includes('worktree') && args.includes('-z')",
  );
  const { status, stdout } = repository.guard(['trace', '--format', 'json'], { input: key, variables });
  expect(status).toBe(0);
  expect(placesOf(JSON.parse(stdout) as Trace)).toEqual(['file untracked notes.txt']);
});

test('files are told in the order of their paths, and what was searched in the words for one and for many', () => {
  const repository = ScratchRepository.create();
  repository.seed({ 'README.md': 'first\n' });
  const key = currentKey();
  const paths = Array.from({ length: 30 }, (_, at) => `notes/${base62(6)}-${at}.txt`);
  for (const path of paths) repository.write(path, key);
  const { places } = trace(repository, key);
  expect(places.map((place) => 'path' in place && place.path)).toEqual(paths.toSorted());
  expect(repository.guard(['trace'], { input: key }).stdout).toMatch(
    /^Searched 3 objects, 1 commit, \d+ files\.$/m,
  );
});
