import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, FAILED, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey, leakedRun, legacyKey, opaqueKey } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

const OURS = '.baseten-key-guard.json';

/** A repository with the hook, in which a file with a key is staged, and what a scan says of it. */
function withStagedKey(path = 'a.py', write = (key: string) => `key = "${key}"\n`) {
  const repository = ScratchRepository.guarded();
  const key = currentKey();
  repository.stage(path, write(key));
  const [finding] = repository.scan('--no-inline-allow').findings;
  if (!finding) throw new Error('the key is not found');
  return { repository, key, finding, fingerprint: finding.fingerprint };
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

describe('a comment', () => {
  test.each([
    ['on the line', (key: string) => `key = "${key}"  # baseten-key-guard:allow made up\n`],
    ['before the key', (key: string) => `/* baseten-key-guard:allow made up */ key = "${key}"\n`],
    ['on the line above', (key: string) => `# baseten-key-guard:allow-next-line made up\nkey = "${key}"\n`],
    ['of gitleaks', (key: string) => `key = "${key}"  # gitleaks:allow\n`],
    ['of detect-secrets', (key: string) => `key = "${key}"  # pragma: allowlist secret\n`],
    ['of detect-secrets, as it was', (key: string) => `key = "${key}"  # pragma: whitelist secret\n`],
  ])('%s allows a key, unless comments are refused', (_, write) => {
    const { repository, fingerprint } = withStagedKey('a.py', write);
    expect(repository.scan()).toMatchObject({
      status: 0,
      findings: [],
      suppressed: [{ fingerprint, by: 'inline' }],
    });
    expect(repository.guard(['--staged']).stdout).toMatch(/ 1 finding allowed\.\n$/);
    expect(repository.scan('--no-inline-allow')).toMatchObject({
      status: 1,
      findings: [{ fingerprint }],
      suppressed: [],
    });
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test.each([
    ['on the line below', (key: string) => `key = "${key}"\n# baseten-key-guard:allow\n`],
    ['two lines above', (key: string) => `# baseten-key-guard:allow-next-line\n\nkey = "${key}"\n`],
    [
      'for the next line, on its own',
      (key: string) => `key = "${key}"  # baseten-key-guard:allow-next-line\n`,
    ],
    ['for its own line, above', (key: string) => `# baseten-key-guard:allow\nkey = "${key}"\n`],
    ['that is misspelt', (key: string) => `key = "${key}"  # baseten-key-guard:allowed\n`],
    ['that is one of no scanner', (key: string) => `key = "${key}"  # allow secret\n`],
  ])('%s does not', (_, write) => {
    const { repository } = withStagedKey('a.py', write);
    expect(repository.scan()).toMatchObject({ status: 1, suppressed: [] });
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, isCommitted: false });
  });

  test('above, committed already, allows the line that is new; one on the disk alone does not', () => {
    const repository = ScratchRepository.guarded({
      'a.py': 'one\n# baseten-key-guard:allow-next-line made up\ntwo\n',
      'b.py': 'one\n',
    });
    const [first, second] = [currentKey(), currentKey()];
    repository.stage('a.py', `one\n# baseten-key-guard:allow-next-line made up\nkey = "${first}"\ntwo\n`);
    repository.stage('b.py', `one\nkey = "${second}"\n`);
    repository.write('b.py', `one\n# baseten-key-guard:allow-next-line made up\nkey = "${second}"\n`);
    expect(repository.scan()).toMatchObject({
      status: 1,
      findings: [{ path: 'b.py', line: 2 }],
      suppressed: [{ path: 'a.py', line: 3, by: 'inline' }],
    });
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:2'));
  });

  test('allows its line alone', () => {
    const { repository } = withStagedKey(
      'a.py',
      (key) => `a = "${key}"  # baseten-key-guard:allow\nb = "${currentKey()}"\n`,
    );
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:2'));
  });
});

describe('the configuration', () => {
  const PLACES: [string, string, (settings: unknown) => string][] = [
    ['in its own file', OURS, json],
    ['in its own file, with a byte order mark', OURS, (settings) => `\ufeff${json(settings)}`],
    ['in package.json', 'package.json', (settings) => json({ name: 'x', 'baseten-key-guard': settings })],
  ];

  test.each(PLACES)('%s allows what it names, where it is staged', (_, file, write) => {
    const { repository, fingerprint } = withStagedKey();
    const content = write({ allow: [{ fingerprint, reason: 'made up' }] });
    repository.write(file, content);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));

    repository.stage(file, content);
    repository.write(file, 'not what is staged');
    expect(repository.scan()).toMatchObject({ status: 0, findings: [], suppressed: [{ by: 'config' }] });
    expect(repository.guard(['--staged']).stdout).toMatch(/ 1 finding allowed\.\n$/);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('committed already counts; taken out of the index it does not', () => {
    const { repository, fingerprint } = withStagedKey();
    repository.git('reset', '--quiet');
    repository.seed({ [OURS]: json({ allow: [{ fingerprint, reason: 'made up' }] }) });
    repository.git('add', 'a.py');
    expect(repository.scan()).toMatchObject({ status: 0, suppressed: [{ by: 'config' }] });
    repository.git('rm', '--quiet', '--cached', OURS);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
  });

  test('counts in a subfolder too, and only the one at the top', () => {
    const { repository, fingerprint } = withStagedKey('sub/a.py');
    repository.stage(`sub/${OURS}`, json({ exclude: ['**'] }));
    expect(commit(repository, [], { cwd: 'sub' })).toMatchObject(stoppedAt('sub/a.py:1'));
    repository.stage(OURS, json({ allow: [{ fingerprint, reason: 'made up', path: 'sub/*.py' }] }));
    expect(commit(repository, [], { cwd: 'sub' })).toMatchObject(PASSED);
  });

  test('of the file named with --config counts instead, staged or not', () => {
    const { repository, fingerprint } = withStagedKey();
    repository.stage(OURS, json({ exclude: ['*.py'] }));
    repository.write('other.json', json({}));
    expect(repository.scan('--config', 'other.json')).toMatchObject({ status: 1, suppressed: [] });
    repository.write('other.json', json({ allow: [{ fingerprint, reason: 'made up' }] }));
    expect(repository.scan('--config', 'other.json')).toMatchObject({ status: 0, suppressed: [{}] });
    expect(repository.guard(['--staged', '--config', 'nowhere.json'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('The configuration "nowhere.json" could not be read.'),
    });
  });

  test('a dependency on this package in package.json is no configuration', () => {
    const { repository } = withStagedKey();
    repository.stage('package.json', json({ devDependencies: { 'baseten-key-guard': '0.1.0' } }));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
  });

  test('in both files at once is refused', () => {
    const { repository } = withStagedKey();
    repository.stage(OURS, json({}));
    repository.stage('package.json', json({ 'baseten-key-guard': {} }));
    expect(repository.guard(['--staged'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Keep one of them.'),
    });
    expect(commit(repository)).toMatchObject(FAILED);
  });
});

describe('a field', () => {
  test('exclude: files that are not scanned, and counted apart', () => {
    const { repository } = withStagedKey('docs/deep/a.md');
    repository.stage('b.py', 'clean\n');
    repository.stage(OURS, json({ exclude: ['docs/**'] }));
    expect(repository.scan()).toMatchObject({
      status: 0,
      findings: [],
      suppressed: [],
      scan: { files: 2, excluded: 1 },
    });
    expect(repository.guard(['--staged', 'docs']).stdout).toContain(
      'the configuration excludes 1 staged file,',
    );
    repository.stage(OURS, json({ exclude: ['*.md'] }));
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('credentialFiles: an older key under any secret-like name in them', () => {
    const repository = ScratchRepository.guarded();
    repository.stage('vars.txt', `service_token = ${legacyKey()}\n`);
    expect(repository.scan()).toMatchObject({ status: 0 });
    repository.stage(OURS, json({ credentialFiles: ['vars.*'] }));
    expect(repository.scan()).toMatchObject({
      status: 1,
      findings: [{ ruleId: 'baseten-legacy-key', confidence: 'medium' }],
    });
    expect(commit(repository)).toMatchObject(stoppedAt('vars.txt:1'));
  });

  test('minConfidence: medium findings are counted, high ones block', () => {
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', `BASETEN_API_KEY = "${opaqueKey()}"\n`);
    expect(repository.scan()).toMatchObject({ status: 1, findings: [{ confidence: 'medium' }] });
    repository.stage(OURS, json({ minConfidence: 'high' }));
    expect(repository.scan()).toMatchObject({ status: 0, findings: [], suppressed: [{ by: 'config' }] });
    repository.stage('b.py', currentKey());
    expect(commit(repository)).toMatchObject(stoppedAt('b.py:1'));
  });

  test('allow: in every file, or in those that path matches; another key is not allowed', () => {
    const { repository, key, fingerprint } = withStagedKey();
    repository.stage('sub/b.py', `"${key}"\n`);
    repository.stage(OURS, json({ allow: [{ fingerprint, reason: 'made up', path: 'sub/*' }] }));
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
    repository.stage(OURS, json({ allow: [{ fingerprint, reason: 'made up' }] }));
    expect(repository.scan()).toMatchObject({ status: 0, suppressed: [{}, {}] });
    repository.stage('c.py', currentKey());
    expect(commit(repository)).toMatchObject(stoppedAt('c.py:1'));
  });
});

const asField = (key: string) => json({ [key]: 1 });

describe('a configuration that is wrong stops the commit and names the field', () => {
  const F = 'f'.repeat(64);
  test.each([
    ['an unknown field', { excludes: [] }, 'excludes is no field that exists; did you mean "exclude"'],
    ['another', { credentialFile: [] }, 'did you mean "credentialFiles"'],
    ['one of an entry', { allow: [{ fingerprint: F, reson: 'x' }] }, 'did you mean "reason"'],
    ['a glob that is none', { exclude: ['a', '[b'] }, 'exclude.1 is no valid glob'],
    ['an empty glob', { credentialFiles: [''] }, 'credentialFiles.0 must not be empty'],
    ['a glob that is no text', { exclude: [1] }, 'exclude.0 must be a glob in quotes'],
    ['a glob without its list', { exclude: '*.md' }, 'exclude must be a list of globs'],
    ['no reason', { allow: [{ fingerprint: F }] }, 'allow.0.reason is missing'],
    ['an empty reason', { allow: [{ fingerprint: F, reason: ' ' }] }, 'allow.0.reason must say why'],
    ['no fingerprint', { allow: [{ reason: 'x' }] }, 'allow.0.fingerprint is missing'],
    ['a short fingerprint', { allow: [{ fingerprint: 'ab', reason: 'x' }] }, 'allow.0.fingerprint must be'],
    ['an entry that is none', { allow: ['x'] }, 'allow.0 must be'],
    ['entries without a list', { allow: {} }, 'allow must be a list'],
    ['a level that is none', { minConfidence: 'low' }, 'minConfidence must be "medium" or "high"'],
    ['a list', [], 'the document must be an object'],
    ['a text', 'x', 'the document must be an object'],
    ['null', null, 'the document must be an object'],
  ])('%s', (_, settings, saying) => {
    const repository = ScratchRepository.guarded();
    // Even where nothing is found: it is refused while it is new.
    repository.stage(OURS, json(settings));
    const outcome = repository.guard(['--staged']);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain(`${OURS}: `);
    expect(outcome.stderr).toContain(saying);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(commit(repository)).toMatchObject(FAILED);
    repository.git('rm', '--quiet', '--cached', OURS);
    repository.stage('package.json', json({ 'baseten-key-guard': settings }));
    expect(repository.guard(['--staged'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('package.json: baseten-key-guard'),
    });
  });

  test.each([
    ['no JSON', (key: string) => `{\n  "exclude": ["a",\n  ${key}\n}\n`],
    ['cut off', (key: string) => `{ "exclude": ["${key}"`],
    ['no JSON at all', (key: string) => key],
    ['a key as a field', asField],
    ['a key as a value', (key: string) => json({ minConfidence: key })],
    ['a key as a fingerprint', (key: string) => json({ allow: [{ fingerprint: key, reason: 'x' }] })],
    ['a key as an entry', (key: string) => json({ allow: [key] })],
    ['a key as a list', (key: string) => json({ exclude: key })],
    ['a key in a glob', (key: string) => json({ exclude: [`[${key}`] })],
  ])('%s: the key in it is not repeated', (_, write) => {
    for (const key of [currentKey(), legacyKey(), opaqueKey()]) {
      // No one can tell that the name of a field is a secret of a form that nobody knows.
      if (write === asField && !key.includes('.')) continue;
      const repository = ScratchRepository.guarded();
      repository.stage(OURS, write(key));
      const outcome = repository.guard(['--staged'], {
        variables: { DEBUG: '*', NODE_DEBUG: 'child_process' },
      });
      expect(outcome).toMatchObject({ status: 2, stdout: '' });
      expect(outcome.stderr).toContain(OURS);
      expect(leakedRun(outcome.output, key)).toBeUndefined();
      expect(commit(repository)).toMatchObject(FAILED);
    }
  });

  test('names the line at which JSON ends', () => {
    const repository = ScratchRepository.guarded();
    repository.stage(OURS, '{\n  "exclude": [],\n}\n');
    expect(repository.guard(['--staged']).stderr).toContain(`${OURS} is not valid JSON (line 3).`);
  });
});

describe('baseten-key-guard allow', () => {
  const read = (repository: ScratchRepository, file = OURS) =>
    readFileSync(join(repository.folder, file), 'utf8');

  test('makes the configuration, which counts when it is staged', () => {
    const { repository, fingerprint } = withStagedKey();
    expect(repository.guard(['allow', fingerprint, '--reason', 'made up'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`git add :/${OURS}`),
    });
    expect(JSON.parse(read(repository))).toEqual({ allow: [{ fingerprint, reason: 'made up' }] });
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:1'));
    repository.git('add', OURS);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('extends it, as it is indented, and says so once', () => {
    const { repository, fingerprint } = withStagedKey();
    const entry = (of: string) => `\t\t{\n\t\t\t"fingerprint": "${of}",\n\t\t\t"reason": "x"\n\t\t}`;
    const before = `{\n\t"exclude": [\n\t\t"*.md"\n\t],\n\t"allow": [\n${entry('0'.repeat(64))}`;
    repository.write(OURS, `${before}\n\t]\n}\n`);
    for (let times = 0; times < 2; times++) {
      expect(repository.guard(['allow', fingerprint, '--reason', 'x'])).toMatchObject({ status: 0 });
      expect(read(repository)).toBe(`${before},\n${entry(fingerprint)}\n\t]\n}\n`);
    }
    repository.guard(['allow', fingerprint, '--reason', 'x', '--path', 'sub/*']);
    expect(JSON.parse(read(repository)).allow).toHaveLength(3);
  });

  test('from a subfolder, in package.json where that holds the configuration', () => {
    const { repository, fingerprint } = withStagedKey('sub/a.py');
    const before =
      '{\n    "name": "x",\n    "baseten-key-guard": {\n        "exclude": []\n    },\n    "private": true\n}';
    repository.stage('package.json', before);
    const outcome = repository.guard(['allow', fingerprint, '--reason', 'r'], { cwd: 'sub' });
    expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('git add :/package.json') });
    const after = read(repository, 'package.json');
    expect(after).toBe(
      before.replace(
        '"exclude": []\n',
        `"exclude": [],\n        "allow": [\n            {\n                "fingerprint": "${fingerprint}",\n                "reason": "r"\n            }\n        ]\n`,
      ),
    );
    repository.git('add', 'package.json');
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test.each([
    [
      'a fingerprint that is none',
      ['allow', 'abc', '--reason', 'x'],
      'The fingerprint has to be the 64 hexadecimal digits',
    ],
    ['a key', ['allow', currentKey(), '--reason', 'x'], 'The fingerprint holds a key.'],
    [
      'a glob that is none',
      ['allow', 'f'.repeat(64), '--reason', 'x', '--path', '[x'],
      'allow.0.path is no valid glob',
    ],
    ['no reason', ['allow', 'f'.repeat(64)], '`allow` needs a reason.'],
  ])('refuses %s, and writes nothing', (_, args, saying) => {
    const repository = ScratchRepository.guarded();
    repository.write(OURS, '{}\n');
    expect(repository.guard(args)).toMatchObject({ status: 2, stderr: expect.stringContaining(saying) });
    expect(read(repository)).toBe('{}\n');
  });

  test('refuses a configuration that is wrong, and leaves it', () => {
    const { repository, fingerprint } = withStagedKey();
    repository.write(OURS, '{ "excludes": [] }');
    expect(repository.guard(['allow', fingerprint, '--reason', 'x']).status).toBe(2);
    expect(read(repository)).toBe('{ "excludes": [] }');
  });

  test.each([
    ['the top folder', '.'],
    ['a subfolder', 'sub'],
  ])('works as the report suggests it, pasted into a shell in %s', (_, cwd) => {
    const { repository } = withStagedKey('sub/a.py');
    // `npx` runs what is installed in the project, as for a user who followed the README.
    symlinkSync(dirname(installedPackage()), join(repository.folder, 'node_modules'));
    const stopped = commit(repository, [], { cwd });
    const suggestion = suggestionIn(stopped.output);
    expect(suggestion).toContain('npx baseten-key-guard allow');
    expect(repository.run('sh', ['-c', suggestion], { cwd })).toMatchObject({ status: 0 });
    expect(commit(repository, [], { cwd })).toMatchObject(PASSED);
  });

  test('works as the report suggests it where npx would not find the package', () => {
    const { repository } = withStagedKey('a.py');
    const suggestion = suggestionIn(commit(repository).output);
    expect(suggestion).not.toContain('npx');
    expect(repository.run('sh', ['-c', suggestion])).toMatchObject({ status: 0 });
    expect(commit(repository)).toMatchObject(PASSED);
  });
});

/** The command of a report that allows what it found, whole. */
function suggestionIn(report: string): string {
  return /^ +\S.* \\\n(?:.*(?:\\|&&)\n)*.*$/m.exec(report)?.[0] ?? '';
}
