import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { commit } from '../support/commit.ts';
import { gitThat } from '../support/gitThat.ts';
import { base62, currentKey, secretOf } from '../support/keys.ts';
import { Snapshot, traceOf, unmistakable } from '../support/leaks.ts';
import {
  installedPackage,
  type Outcome,
  ScratchRepository,
  type Variables,
} from '../support/scratchRepository.ts';

// Known keys, in every place and under every switch; no stream, no file and no process may show five characters.

const PROGRAM = join(installedPackage(), 'dist', 'bin.cjs');

interface Form {
  key: string;
  /** The half that nobody may see. */
  secret: string;
  /** The key as it stands in a file, a name or a variable: one of unknown shape needs a name beside it. */
  written: string;
}

const FORMS: Record<string, () => Form> = {
  bastn: () => shaped(`bastn_${unmistakable(32)}`),
  'short bastn': () => shaped(`bastn_${unmistakable(16)}`),
  current: () => shaped(currentKey(unmistakable)),
  legacy: () => shaped(`${base62(8)}.${unmistakable(32)}`),
  federated: () => shaped(`${base62(7)}.${unmistakable(32)}`),
  'short federated': () => shaped(`${base62(7)}.${unmistakable(20)}`),
  sky: () => shaped(`sky_${base62(12)}.${unmistakable(32)}`),
  opaque: () => {
    const key = unmistakable(40);
    return { key, secret: key, written: `BASETEN_API_KEY=${key}` };
  },
  base64: () => {
    const key = currentKey(unmistakable);
    return { key, secret: secretOf(key), written: Buffer.from(`key: ${key}`).toString('base64') };
  },
};

/** One whose mark tells it, one whose name does, and one in another writing: the tests of many calls take these. */
const TELLING = Object.entries(FORMS).filter(([name]) => ['current', 'opaque', 'base64'].includes(name));

function shaped(key: string): Form {
  return { key, secret: secretOf(key), written: key };
}

/** Files that tools write when they are asked to talk go here; all of it is read afterwards. */
function switches(home: string): Record<string, Variables> {
  const into = (name: string) => join(home, 'talk', name);
  const node = (options: string): Variables => ({ NODE_OPTIONS: options });
  return {
    'nothing set': {},
    'DEBUG=*': { DEBUG: '*', DEBUG_HIDE_DATE: '1' },
    'NODE_DEBUG=*': { NODE_DEBUG: '*' },
    NODE_V8_COVERAGE: { NODE_V8_COVERAGE: into('coverage') },
    'node traces': node(
      '--trace-warnings --trace-deprecation --trace-uncaught --trace-exit --trace-sync-io --trace-sigint --stack-trace-limit=200 --enable-source-maps',
    ),
    'node trace events': node(
      `--trace-event-categories=v8,node,node.async_hooks,node.bootstrap,node.console,node.environment,node.fs.sync,node.fs.async,node.fs_dir.sync,node.perf,node.promises.rejections,node.vm.script --trace-event-file-pattern="${into('events-${pid}.log')}"`,
    ),
    'node reports': node(
      `--report-on-fatalerror --report-on-signal --report-uncaught-exception --report-dir="${into('')}" --diagnostic-dir="${into('')}"`,
    ),
    'node inspector': node('--inspect=127.0.0.1:0'),
    'git traces': {
      GIT_TRACE: '1',
      GIT_TRACE_SETUP: '1',
      GIT_TRACE_PACKET: '1',
      GIT_TRACE_PACK_ACCESS: '1',
      GIT_TRACE_PERFORMANCE: '1',
      GIT_TRACE_REFS: '1',
      GIT_TRACE_SHALLOW: '1',
      GIT_TRACE_CURL: '1',
      GIT_CURL_VERBOSE: '1',
    },
    'git traces to files': {
      GIT_TRACE: into('trace'),
      GIT_TRACE_SETUP: into('setup'),
      GIT_TRACE2: into('trace2'),
      GIT_TRACE2_EVENT: into('event'),
      GIT_TRACE2_PERF: into('perf'),
      GIT_TRACE2_ENV_VARS: 'TOKEN,PWD,BASETEN_API_KEY',
      GIT_TRACE2_CONFIG_PARAMS: '*',
    },
    everything: {
      DEBUG: '*',
      NODE_DEBUG: '*',
      GIT_TRACE: '1',
      GIT_TRACE2: '1',
      FORCE_COLOR: '1',
      VERBOSE: '1',
      ...node('--trace-warnings --trace-uncaught'),
    },
  };
}

/** A repository of one person, who has let a key get everywhere. */
function withKeyEverywhere({ key, written }: Form): { repository: ScratchRepository; variables: Variables } {
  const repository = ScratchRepository.guarded();
  const { home } = repository;
  mkdirSync(join(home, 'talk'));
  mkdirSync(join(home, 'tmp'));
  repository.stage('a.py', `baseten = "${written}"\nBASETEN_API_KEY = "${key}"\n`);
  repository.stage('utf16.env', Buffer.from(`\ufeffBASETEN_API_KEY=${key}\n`, 'utf16le'));
  repository.stageInIndex(`${written}.env`, `BASETEN_API_KEY=${key}\n`);
  repository.stageInIndex(`${written}/deep/a.py`, `BASETEN_API_KEY = "${key}"\n`);
  const half = written.length - 12;
  repository.stageInIndex(
    `x/${written.slice(0, half)}\n${written.slice(half)}.env`,
    `BASETEN_API_KEY=${key}\n`,
  );
  repository.stageInIndex(
    `y/${written.slice(0, half)}/${written.slice(half)}.env`,
    `BASETEN_API_KEY=${key}\n`,
  );
  repository.git('branch', '-m', `topic-${written}`);
  repository.write(
    '../home/git-core/git',
    `#!/bin/sh
{ printf '%s\\n' "$@"; pwd; env; } >>"$HOME/talk/children"
exec ${repository.run('sh', ['-c', 'command -v git']).stdout.trim()} "$@"
`,
    0o755,
  );
  const variables = {
    PATH: `${join(home, 'git-core')}:${repository.environment.PATH}`,
    TMPDIR: join(home, 'tmp'),
    BASETEN_API_KEY: key,
    MY_TRUSS_API_KEY: key,
    basetenToken: key,
    TOKEN: written,
    HEADER: `Authorization: Api-Key ${written}`,
  };
  return { repository, variables };
}

function expectNoTrace(secret: string, said: string, bytes: string | Uint8Array): void {
  expect({ said, trace: traceOf(secret, bytes) }).toEqual({ said, trace: undefined });
}

describe.each(TELLING)('a %s key', (_, make) => {
  test('under every switch', () => {
    const form = make();
    const { repository, variables } = withKeyEverywhere(form);
    const snapshot = new Snapshot(repository.folder, repository.home);
    const calls = [
      ['--staged', '--verbose'],
      ['--staged', '--format', 'json'],
      ['--staged', '--output', 'report'],
      ['--staged', '--', `${form.written}.env`, 'a.py'],
    ];
    for (const [index, [name, talk]] of Object.entries(switches(repository.home)).entries()) {
      const args = calls[index % calls.length] ?? [];
      const outcome = repository.guard(args, { variables: { ...variables, ...talk } });
      expect(outcome.status, outcome.output).toBe(1);
      expectNoTrace(form.secret, `${name}: ${args.join(' ').slice(0, 20)}`, outcome.output);
    }
    for (const args of calls) {
      expectNoTrace(form.secret, args.join(' ').slice(0, 20), repository.guard(args, { variables }).output);
    }
    for (const file of snapshot.written()) {
      expectNoTrace(form.secret, String(file.subarray(0, 200)).split('\n', 1)[0] ?? '', file);
    }
    expect(existsSync(join(repository.home, 'talk/children'))).toBe(true);
  });

  test('in the call', () => {
    const form = make();
    const { repository, variables } = withKeyEverywhere(form);
    const { written } = form;
    const fingerprint = '0'.repeat(64);
    const before = new Snapshot(repository.folder, repository.home);
    for (const args of [
      [written],
      [`--${written}`],
      ['install', written],
      ['--staged', '--', `../${written}`],
      ['--staged', '--', `nowhere/${written}`],
      ['--staged', `--format=${written}`],
      ['--staged', '--config', written],
      ['--staged', '--output', `nowhere/${written}/report`],
      [`--staged=${written}`],
      ['allow', written, '--reason', 'x'],
      ['allow', fingerprint, written, '--reason', 'x'],
      ['allow', fingerprint, '--reason', `it is ${written}`],
      ['allow', fingerprint, '--reason', 'x', '--path', `${written}/**`],
    ]) {
      const outcome = repository.guard(args, { variables });
      expect(outcome.status, args.join(' ')).toBe(2);
      expectNoTrace(form.secret, args.join(' ').replace(written, '<key>'), outcome.output);
    }
    for (const file of before.written()) expectNoTrace(form.secret, 'a file', file);
  });

  test('by every command, in every format', () => {
    const form = make();
    const { repository, variables } = withKeyEverywhere(form);
    const author = { GIT_AUTHOR_NAME: form.written, GIT_AUTHOR_EMAIL: `${form.written}@example.invalid` };
    repository.tryGit(['commit', '--quiet', '--no-verify', '-m', `add ${form.written}`], author);
    repository.stage('b.py', `BASETEN_API_KEY = "${form.key}"\n`);
    repository.write('../home/message', `add ${form.written}\n`);
    const branch = repository.git('branch', '--show-current').trim();
    const snapshot = new Snapshot(repository.folder, repository.home);
    for (const [args, input] of [
      [['--staged', '--format', 'sarif', '--report', `json:${repository.home}/talk/report`]],
      [['--staged', '--format', 'github', '--verbose']],
      [['--staged', '--format', 'gitlab']],
      [['--range', 'HEAD~1..HEAD', '--format', 'json', '--verbose']],
      [['--range', 'HEAD~1..HEAD', '--format', 'github']],
      [['--range', `HEAD~1..${branch}`, '--format', 'sarif']],
      [['--range', `${form.written}..HEAD`]],
      [['--history', '--verbose']],
      [['--history', '--branch', branch, '--format', 'gitlab']],
      [['--history', '--branch', form.written]],
      [['--history', '--since', form.written]],
      [['--tree', '--format', 'sarif', '--verbose']],
      [['--tree', form.written]],
      [['--stdin', '--path', `${form.written}.env`, '--format', 'json'], `BASETEN_API_KEY=${form.key}\n`],
      [['hook', 'commit-msg', join(repository.home, 'message')]],
      [['hook', 'commit-msg', join(repository.home, form.written)]],
      [['hook', form.written]],
      [['hook', 'pre-push', form.written, form.written], `refs/heads/${form.written} 0 ${form.written} 0\n`],
      [['trace'], form.key],
      [['trace', '--format', 'json'], form.key],
      [['verify', '--api-url', 'http://127.0.0.1:9'], form.key],
      [['verify', '--api-url', `http://127.0.0.1:9/${form.written}`], form.key],
      [['verify', '--api-url', form.written], form.key],
    ] as [string[], string?][]) {
      for (const talk of [{}, { NODE_DEBUG: '*', DEBUG: '*' }]) {
        const said = `${Object.keys(talk).join()} ${args.join(' ')}`.replaceAll(form.written, '<key>');
        const options = { variables: { ...variables, ...talk }, ...(input !== undefined && { input }) };
        const outcome = repository.guard(args, options);
        expect([0, 1, 2], said).toContain(outcome.status);
        expectNoTrace(form.secret, said, outcome.output);
      }
    }
    for (const file of snapshot.written()) expectNoTrace(form.secret, 'a file of some command', file);
  });

  test('in the configuration', () => {
    const form = make();
    const repository = ScratchRepository.guarded();
    repository.stage('a.py', `BASETEN_API_KEY = "${form.key}"\n`);
    const written = JSON.stringify(form.written);
    const wrong = [
      `{ "exclude": ${written} }`,
      `{ ${written}: 1 }`,
      `{ "exclude": [] ${written} }`,
      `${written}`,
      `${form.written}`,
      `{ "allow": [{ ${written}: ${written} }] }`,
      `{ "allow": [{ "fingerprint": ${written}, "reason": "x" }] }`,
      `{ "minConfidence": ${written} }`,
      `{ "credentialFiles": ["[${form.written}"] }`,
    ];
    for (const document of wrong) {
      repository.stage('.baseten-key-guard.json', document);
      const outcome = repository.guard(['--staged']);
      expect(outcome.status, document).toBe(2);
      expectNoTrace(form.secret, document.replaceAll(form.written, '<key>'), outcome.output);
    }
    repository.git('rm', '--quiet', '--cached', '.baseten-key-guard.json');
    rmSync(join(repository.folder, '.baseten-key-guard.json'));
    repository.stage('package.json', `{ "baseten-key-guard": { ${written}: ${written} } }`);
    const outcome = repository.guard(['--staged']);
    expect(outcome.status).toBe(2);
    expectNoTrace(form.secret, 'package.json', outcome.output);
  });

  test.each(['cached', 'cat-file', 'rev-parse', 'ls-files'])('in what a git says that dies of %s', (word) => {
    const form = make();
    const repository = ScratchRepository.guarded();
    repository.stage('.env', `BASETEN_API_KEY=${form.key}\n`);
    const said = JSON.stringify(`fatal: cannot read "${form.written}": no such path\n`);
    const variables = gitThat(
      repository,
      `process.stderr.write(${said}); print(${said}); process.exitCode = 128`,
      `args.join(' ').includes('${word}')`,
    );
    for (const args of [['--staged'], ['--staged', 'nowhere'], ['--staged', '--verbose'], ['install']]) {
      const outcome = repository.guard(args, { variables });
      expectNoTrace(form.secret, args.join(' '), outcome.output);
    }
  });
});

describe.each(Object.entries(FORMS))('a %s key', (_, make) => {
  test('in a commit, under all switches at once', () => {
    const form = make();
    const { repository } = withKeyEverywhere(form);
    const snapshot = new Snapshot(repository.folder, repository.home);
    const all = switches(repository.home);
    // Not what has git itself tell of its branch.
    const talk = { ...all.everything, ...all.NODE_V8_COVERAGE };
    const stopped = commit(repository, [], { variables: { ...talk, BASETEN_API_KEY: form.key } });
    expect(stopped).toMatchObject({ hook: 1, isCommitted: false });
    expectNoTrace(form.secret, 'the commit', stopped.output);
    for (const file of snapshot.written()) expectNoTrace(form.secret, 'a file of the commit', file);
  });

  test('in a folder of which the key is the name', () => {
    const form = make();
    const repository = ScratchRepository.guarded();
    repository.stage(`${form.written}/a.py`, `BASETEN_API_KEY = "${form.key}"\n`);
    for (const variables of [{}, { NODE_DEBUG: '*', DEBUG: '*' }]) {
      const cwd = form.written;
      const environment = { ...variables, PWD: join(repository.folder, cwd) };
      for (const args of [
        ['--staged', '--verbose'],
        ['--staged', 'nowhere'],
      ]) {
        const outcome = repository.guard(args, { variables: environment, cwd });
        expectNoTrace(form.secret, `${JSON.stringify(variables)} ${args.join(' ')}`, outcome.output);
      }
    }
  });

  test('in the name of an unmerged file', () => {
    const form = make();
    const repository = ScratchRepository.guarded();
    const blob = repository.git('rev-parse', 'HEAD:README.md').trim();
    const half = form.written.length - 12;
    for (const name of [
      `${form.written}.py`,
      `${form.written.slice(0, half)}\n${form.written.slice(half)}`,
    ]) {
      const input = [1, 2, 3].map((stage) => `100644 ${blob} ${stage}\t${name}\0`).join('');
      repository.run('git', ['update-index', '-z', '--index-info'], { input });
      const outcome = repository.guard(['--staged']);
      expect(outcome.stderr).toContain('is unmerged');
      expectNoTrace(form.secret, 'unmerged', outcome.output);
      repository.git('reset', '--quiet');
    }
  });
});

test('a secret half alone, in the call and in the name of an author', () => {
  const repository = ScratchRepository.create();
  const [secret, key] = [unmistakable(32), currentKey()];
  repository.seed({ 'a.py': `${key}\n` });
  repository.git('commit', '--quiet', '--amend', '--no-edit', `--author=${secret} <a@example.invalid>`);
  for (const args of [
    ['--staged', secret],
    ['--staged', '--config', secret],
    ['--tree', secret],
    ['--range', secret],
    ['--history', '--branch', secret],
    ['--history', '--since', secret],
    ['hook', 'commit-msg', secret],
  ]) {
    const outcome = repository.guard(args);
    expect(outcome.status, args.join(' ')).toBe(2);
    expectNoTrace(secret, args.join(' ').replace(secret, '<secret half>'), outcome.output);
  }
  for (const args of [['trace'], ['trace', '--format', 'json'], ['--history']]) {
    const outcome = repository.guard(args, { input: key });
    expect(outcome.status).toBe(1);
    expectNoTrace(secret, args.join(' '), outcome.output);
  }
});

test('what is thrown by whatever code is not repeated', () => {
  const { repository, variables } = withKeyEverywhere(shaped(currentKey(unmistakable)));
  const secret = secretOf(variables.basetenToken ?? '');
  const code = (what: string) => `const key = process.env.BASETEN_API_KEY; setImmediate(() => { ${what} });`;
  for (const what of [
    'throw new Error(key)',
    'throw key',
    'throw null',
    'throw Object.assign(new Error(key), { name: key, code: key })',
    'Promise.reject(new Error(key))',
    'Promise.reject(key)',
    'process.stdout.emit("error", Object.assign(new Error(key), { code: "EIO" }))',
  ]) {
    repository.write('../home/preload.cjs', code(what));
    for (const more of ['', '--trace-uncaught', '--unhandled-rejections=none']) {
      const NODE_OPTIONS = `--require "${join(repository.home, 'preload.cjs')}" --report-uncaught-exception ${more}`;
      const outcome = repository.guard(['--staged'], { variables: { ...variables, NODE_OPTIONS } });
      expect(outcome.status, what).toBe(2);
      expectNoTrace(secret, `${what} ${more}`, outcome.output);
    }
  }
});

test('a signal that has node write a report of the process has it write none', async () => {
  const form = shaped(currentKey(unmistakable));
  const { repository, variables } = withKeyEverywhere(form);
  const ready = join(repository.home, 'ready');
  const stalled = gitThat(
    repository,
    `writeFileSync(${JSON.stringify(ready)}, ''); setInterval(() => {}, 1000)`,
  );
  const snapshot = new Snapshot(repository.folder, repository.home);
  const child = spawn(process.execPath, [PROGRAM, '--staged', '--', form.written], {
    cwd: repository.folder,
    env: {
      ...repository.environment,
      ...variables,
      ...stalled,
      NODE_OPTIONS: `--report-on-signal --report-dir="${join(repository.home, 'talk')}"`,
    },
  });
  const closed = once(child, 'close');
  while (!existsSync(ready)) await sleep(20);
  child.kill('SIGUSR2');
  await sleep(200); // it would be written at once
  child.kill('SIGTERM');
  await closed;
  for (const file of snapshot.written()) expectNoTrace(form.secret, 'a report of node', file);
});

describe('what reads no secret out can still be used', () => {
  test('the commands that a report suggests take a file out whose name is a key', () => {
    for (const make of Object.values(FORMS)) {
      const { written, secret } = make();
      const repository = ScratchRepository.guarded();
      repository.stageInIndex(`d/${written}.py`, `${currentKey()}\n`);
      repository.stageInIndex(`d/[x] ${written}/b.py`, `${currentKey()}\n`);
      const { stdout } = repository.guard(['--staged']);
      for (const [, command = ''] of stdout.matchAll(/^ {4}(git restore --staged -- .*)$/gm)) {
        expectNoTrace(secret, 'the suggestion', command);
        expect(repository.run('sh', ['-c', command]).output).toBe('');
      }
      expect(repository.git('diff', '--cached', '--name-only')).toBe('');
    }
  });
});

/** Characters that a terminal acts upon, or that show a name as another. */
const NASTY = [
  ...Array.from({ length: 31 }, (_, index) => index + 1), // C0, but NUL, which no name holds
  ...Array.from({ length: 33 }, (_, index) => 0x7f + index), // DEL and C1
  0xad,
  0x34f,
  0x61c,
  0x115f,
  0x180e,
  ...Array.from({ length: 5 }, (_, index) => 0x200b + index),
  ...Array.from({ length: 7 }, (_, index) => 0x2028 + index), // separators, and U+202A to U+202E
  ...Array.from({ length: 16 }, (_, index) => 0x2060 + index),
  0x3164,
  0xfe0f,
  0xfeff,
  0xffa0,
  0xfff9,
  0xfffa,
  0xfffb,
  0xe0001,
  ...[0, 0x20, 0x41, 0x7f].map((index) => 0xe0000 + index),
  0xe0100,
].map((code) => String.fromCodePoint(code));
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe('no character that acts on a terminal comes out', () => {
  test('in any report', () => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    const names = [...NASTY.map((nasty) => `a${nasty}b.py`), '\x1b[31m\x1b]0;title\x07\x1b[2J.py'];
    const bytes = [...names.map((name) => Buffer.from(name)), Buffer.from('a\xff\xed\xa0\x80b.py', 'latin1')];
    const blob = repository.run('git', ['hash-object', '-w', '--stdin'], { input: `${key}\n` }).stdout.trim();
    for (let first = 0; first < bytes.length; first += 25) {
      const input = Buffer.concat(
        bytes
          .slice(first, first + 25)
          .map((name) => Buffer.concat([Buffer.from(`100644 ${blob}\t`), name, Buffer.from('\0')])),
      );
      repository.run('git', ['update-index', '-z', '--index-info'], { input });
      for (const args of [['--format=json'], ['--verbose']]) {
        const outcome: Outcome = repository.guard(['--staged', ...args]);
        expect(outcome.status).toBe(1);
        expect(INVISIBLE.exec(outcome.output)?.[0]).toBeUndefined();
      }
      repository.git('reset', '--quiet');
    }
  });

  test('in any error', () => {
    const repository = ScratchRepository.guarded();
    const all = NASTY.filter((nasty) => nasty !== '\n').join('');
    repository.stage('.baseten-key-guard.json', `{ ${JSON.stringify(all)}: 1 }`);
    const variables = gitThat(
      repository,
      `process.stderr.write(${JSON.stringify(`fatal: ${all}`)}); process.exit(128)`,
    );
    for (const [args, environment] of [
      [[all], {}],
      [[`--${all}`], {}],
      [['install', all], {}],
      [['--staged', '--', `nowhere${all}`], {}],
      [['--staged', '--', `../${all}`], {}],
      [['--staged', '--format', all], {}],
      [['--staged', '--config', all], {}],
      [['--staged', '--output', `nowhere/${all}`], {}],
      [['--staged'], {}],
      [['--staged'], variables],
      [['allow', all, '--reason', 'x'], {}],
    ] as [string[], Variables][]) {
      const outcome = repository.guard(args, { variables: environment });
      expect(outcome.status, args.join(' ')).toBe(2);
      expect({ args, found: INVISIBLE.exec(outcome.output)?.[0] }).toEqual({ args, found: undefined });
    }
  });
});

test.each([
  (secret: string) => secret.slice(3, 8),
  (secret: string) => [...secret.slice(3, 8)].reverse().join(''),
  (secret: string) => Buffer.from(secret.slice(3, 8)).toString('hex'),
  (secret: string) =>
    encodeURIComponent(secret).replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (secret: string) => Buffer.from(`x${secret}y`).toString('base64'),
  (secret: string) => Buffer.from(`xy${secret}`).toString('base64url'),
  (secret: string) => Buffer.from(secret, 'utf16le').toString('latin1'),
])('a trace is seen', (disguise) => {
  const secret = unmistakable(32);
  expect(traceOf(secret, `something ${disguise(secret)} else`)).toBeDefined();
  expect(traceOf(secret, `something ${disguise(unmistakable(32))} else`)).toBeUndefined();
});
