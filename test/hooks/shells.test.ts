import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { currentKey, legacyKey } from '../support/keys.ts';
import { installedPackage, type Outcome, ScratchRepository } from '../support/scratchRepository.ts';
import { folderOf, SHELLS, systemWith, whereIs } from '../support/shells.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const found = SHELLS.filter((shell) => whereIs(shell) !== undefined);
const missing = SHELLS.filter((shell) => !found.includes(shell));
console.info(`shells tried: ${found.join(', ')}; not found: ${missing.join(', ') || 'none'}`);

/** What a shell must not take apart or replace. */
const AWKWARD = `it's "a" $HOME \`b\` & (c) *`;

/** A node that says what it was called with, and what it was given to read. */
const NODE = '#!/bin/sh\necho "node: $*"\ncat\nexit 143\n';

/** What each shell, with the grep and the tr beside it, must see: its name, the file and what is in it. */
const SUSPICIOUS: [string, string, () => string | Uint8Array][] = [
  ['a key', '.env', () => `KEY=${currentKey()}\n`],
  ['a key in UTF-16', '.env', () => Buffer.from(`\uFEFFKEY=${currentKey()}\r\n`, 'utf16le')],
  ['a key behind a NUL', 'a.bin', () => `lib\0${legacyKey()}\0baseten\n`],
  ['an older key in Base64', 'a.yaml', () => `key: ${Buffer.from(legacyKey()).toString('base64')}\n`],
  ['an older key in Latin-1', 'a.txt', () => Buffer.from(`\xa0${legacyKey()}\xe9\n`, 'latin1')],
  ['a name of Baseten', 'a.py', () => 'import BaseTen\n'],
  ['the manifest', 'package.json', () => '{}\n'],
  ['a key in a name', `${currentKey()}.txt`, () => 'clean\n'],
];

interface HookCall {
  args?: string[];
  input?: string;
  hasNode?: boolean;
}

/** A repository and a copy of the package, both in folders with awkward names, and a shell that is `sh` there. */
class Workplace {
  readonly repository = ScratchRepository.create();
  readonly #package = join(this.repository.home, AWKWARD, 'package');
  readonly #system: string;

  constructor(shell: string) {
    this.#system = folderOf(systemWith(shell));
    cpSync(join(installedPackage(), 'dist'), join(this.#package, 'dist'), { recursive: true });
    cpSync(join(installedPackage(), 'hooks'), join(this.#package, 'hooks'), { recursive: true });
    this.repository.write(join('..', 'home', AWKWARD, 'bin/node'), NODE, 0o755);
  }

  /** Runs the hook as the last line of an installed one does. */
  run({ args = ['pre-commit'], input = '', hasNode = true }: HookCall = {}): Outcome {
    const node = join(this.repository.home, AWKWARD, 'bin');
    const PATH = hasNode ? `${node}:${this.#system}` : this.#system;
    const caller = 'set -eu; sh "$package/hooks/run" "$@"';
    return this.repository.run(join(this.#system, 'sh'), ['-c', caller, 'hook', ...args], {
      variables: { PATH, package: this.#package },
      input,
    });
  }
}

describe.each(found)('under %s', (shell) => {
  test('what is clean passes, and node is not started', () => {
    const workplace = new Workplace(shell);
    expect(workplace.run()).toMatchObject({ status: 0, output: '' }); // nothing is staged
    workplace.repository.stage(AWKWARD, 'clean\n');
    expect(workplace.run()).toMatchObject({ status: 0, output: '' });
    expect(workplace.run({ args: ['pre-merge-commit'] })).toMatchObject({ status: 0, output: '' });
    expect(workplace.run({ hasNode: false })).toMatchObject({ status: 0, output: '' });
  });

  test('what is suspicious is for node to scan', () => {
    const workplace = new Workplace(shell);
    for (const [name, path, content] of SUSPICIOUS) {
      workplace.repository.stage(path, content());
      const { status, stdout, stderr } = workplace.run();
      expect(stdout, name).toMatch(/^node: .*\/package\/hooks\/\.\.\/dist\/bin\.cjs --staged --quiet\n$/);
      expect({ status, stderr }).toEqual({ status: 143, stderr: '' });
      workplace.repository.git('rm', '--quiet', '--cached', '--', path);
    }
    expect(workplace.run()).toMatchObject({ status: 0, output: '' });
  });

  test('without node, what is suspicious is stopped with a sentence', () => {
    const workplace = new Workplace(shell);
    workplace.repository.stage('a.py', 'import baseten\n');
    const { status, stdout, stderr } = workplace.run({ hasNode: false });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('node was not found on the PATH');
  });

  test('another hook is handed to node with all that it was given', () => {
    const workplace = new Workplace(shell);
    const args = ['pre-push', 'origin', `ssh://host/${AWKWARD}`];
    const { status, stdout } = workplace.run({ args, input: 'refs/heads/a 1 refs/heads/a 2\n' });
    expect(stdout).toMatch(
      /^node: .*bin\.cjs hook -- pre-push origin ssh:.*\nrefs\/heads\/a 1 refs\/heads\/a 2\n$/,
    );
    expect(stdout).toContain(` ssh://host/${AWKWARD}\n`);
    expect(status).toBe(143);
  });
});

const SCRIPTS = [
  'hooks/block.sh',
  'hooks/run',
  'hooks/run-pnp',
  '.husky/pre-commit',
  '.husky/pre-merge-commit',
  'dist/first-look.sh',
  'ci/fleet.sh',
];
const shellcheck = whereIs('shellcheck');
test.runIf(shellcheck !== undefined)('shellcheck finds nothing', () => {
  const repository = ScratchRepository.create();
  for (const script of SCRIPTS) {
    const input = readFileSync(join(ROOT, script));
    expect(repository.run('shellcheck', ['--shell=sh', '-'], { input })).toMatchObject({
      status: 0,
      output: '',
    });
  }
});

// A name or a path that stands in a line may be longer.
test('what the hooks say fits a terminal of 80 columns', () => {
  const scripts = ['block.sh', 'run', 'run-pnp'].map((name) =>
    readFileSync(join(ROOT, 'hooks', name), 'utf8'),
  );
  const said = scripts.join('').replace(/ \\\n */g, ' ');
  const [, stop = ''] = /^stop\(\) .*\n {2}echo "(.*)" >&2$/m.exec(said) ?? [];
  const words = [...said.matchAll(/^ *echo "([^$].*)" >&2$/gm)].map(([, line = '']) => line);
  const stops = [...said.matchAll(/\bstop "(.*?)" "(.*)"/g)].flatMap(([, wrong = '', hint = '']) => [
    stop.replace('$1', wrong),
    hint,
  ]);
  expect([words.length, stops.length]).toEqual([5, 16]);
  for (const line of [...words, ...stops]) {
    expect(line.replaceAll('\\`', '`').replace(/\$\w+$/, '').length, line).toBeLessThanOrEqual(80);
  }
});
