import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { carryOut } from '../../src/install/hookFiles.ts';
import { type HookName, locateHooks } from '../../src/install/hookLocation.ts';
import { callingHook, newHook, wrapHook } from '../../src/install/hookScript.ts';
import { planJoin } from '../../src/install/joinHook.ts';
import { guardFor, record } from '../../src/install/record.ts';
import { commit, PASSED, stoppedAt } from '../support/commit.ts';
import { currentKey } from '../support/keys.ts';
import {
  installedPackage,
  type Outcome,
  ScratchRepository,
  scratchFolder,
  type Variables,
} from '../support/scratchRepository.ts';
import { folderForShebang, SHELLS, systemWith, whereIs } from '../support/shells.ts';

/** What a shell must not take apart or replace: the repository, its hooks, the home and the package are in such. */
const AWKWARD = `it's "a" $HOME \`b\` & (c) *\nline two`;
const HUSKY = fileURLToPath(new URL('../../node_modules/husky/bin.js', import.meta.url));

/** What a hook of somebody else does here: tells how it was called; reads, stages and fails as it is bidden. */
const BODY = `printf '%s\\n' "$0" "$#" "$@" >"$HOME/told"
if [ -n "\${READS-}" ]; then cat >"$HOME/read"; fi
if [ -n "\${STAGES-}" ]; then git add -- "$STAGES"; fi
if [ -n "\${FAILS-}" ]; then exit "$FAILS"; fi
`;
const ENDINGS = [
  ['a line end', ''],
  ['no line end', 'true'],
  ['exit 0', 'exit 0\n'],
  ['exec and no line end', 'exec true'],
] as const;
/** The same in a language that is moved aside. */
const NODE_HOOK = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const [, name, ...words] = process.argv;
writeFileSync(process.env.HOME + '/told', [name, words.length, ...words, ''].join('\\n'));
if (process.env.READS) writeFileSync(process.env.HOME + '/read', readFileSync(0));
if (process.env.STAGES) require('node:child_process').execFileSync('git', ['add', '--', process.env.STAGES]);
process.exitCode = Number(process.env.FAILS ?? 0);
`;

/** A repository whose hooks one shell runs, under a name that decides how it behaves. */
class Workplace {
  readonly repository: ScratchRepository;
  readonly #shebang: string;

  constructor(shell: string, name: string) {
    const root = join(scratchFolder('composed'), AWKWARD);
    mkdirSync(root);
    this.repository = ScratchRepository.createIn(root);
    const programs = name === 'sh' ? systemWith(shell) : { [name]: whereIs(shell) };
    const bin = folderForShebang(programs);
    this.repository.environment.PATH = `${bin}:/usr/bin:/bin`;
    this.#shebang = `#!${bin}/${name} -eu\n`;
    this.repository.git('config', 'core.hooksPath', AWKWARD);
    this.repository.seed({ 'README.md': 'first\n' });
  }

  /** A hook that was there, which the shell runs. */
  write(hook: HookName, body: string): void {
    this.repository.write(join(AWKWARD, hook), this.#shebang + body, 0o755);
  }

  /** Joins the hooks as `install` does, but for the proof; what it begins with `#!/bin/sh` the shell runs as well. */
  async install(...hooks: HookName[]): Promise<void> {
    const location = await locateHooks(this.repository.folder);
    for (const hook of hooks) {
      const { path, changes } = planJoin(location, guardFor(hook, this.repository.folder, location.top));
      changes.forEach(carryOut);
      const file = readFileSync(path, 'latin1').replace(/^#!\/bin\/sh\n/, () => this.#shebang);
      writeFileSync(path, file, 'latin1');
    }
    record(location, this.repository.folder);
    this.repository.write('.git/baseten-key-guard/package', `${this.package()}\n`);
    this.repository.write('.git/info/exclude', `it's*\n.husky\n`);
  }

  /** A copy of the package outside of the repository, as one that is installed for all of a person's. */
  package(): string {
    const folder = join(this.repository.home, AWKWARD, 'package');
    if (existsSync(folder)) return folder;
    for (const part of ['dist', 'hooks', 'package.json']) {
      cpSync(join(installedPackage(), part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(installedPackage(), '..'), join(folder, 'node_modules'));
    return folder;
  }

  /** What the hook that was there left behind in a file of this name, once. */
  leftBehind(name: 'told' | 'read'): string {
    const file = join(this.repository.home, name);
    const content = readFileSync(file, 'utf8');
    rmSync(file);
    return content;
  }

  /** A commit of something clean, of a key, of a key that the hook stages, and one that the hook stops. */
  expectGuarded({ told }: { told?: string } = {}): void {
    const { repository } = this;
    const expectTold = () => {
      if (told !== undefined) expect(this.leftBehind('told')).toBe(told);
    };
    repository.stage('a.py', `clean ${Math.random()}\n`);
    expect(commit(repository)).toMatchObject({ ...PASSED, stderr: '' });
    expectTold();
    repository.stage('a.py', `first\n${currentKey()}\n`);
    expect(commit(repository)).toMatchObject(stoppedAt('a.py:2'));
    expectTold();
    repository.git('rm', '--quiet', '--force', 'a.py');
    if (told === undefined) return;
    repository.write('b.py', currentKey());
    expect(commit(repository, [], { variables: { STAGES: 'b.py' } })).toMatchObject(stoppedAt('b.py:1'));
    expectTold();
    repository.git('rm', '--quiet', '--force', 'b.py');
    const stopped = commit(repository, [], { variables: { FAILS: '7' } });
    expect(stopped).toMatchObject({ status: 1, hook: 7, isCommitted: false });
    expectTold();
  }

  /** How the hook is called before we join it. */
  toldBefore(): string {
    expect(commit(this.repository, ['--allow-empty'])).toMatchObject(PASSED);
    return this.leftBehind('told');
  }

  merge(content: string, variables: Variables = {}): Outcome {
    const { repository } = this;
    repository.git('switch', '--quiet', '--force-create', 'topic');
    repository.seed({ 'c.py': content });
    repository.git('switch', '--quiet', 'main');
    repository.seed({ 'd.py': `${Math.random()}\n` });
    const outcome = repository.tryGit(['merge', '--no-edit', 'topic'], variables);
    if (outcome.status !== 0) repository.git('merge', '--abort');
    return outcome;
  }

  push(content: string, variables: Variables = {}): Outcome {
    this.repository.seed({ 'e.py': content });
    return this.repository.tryGit(['push', '--quiet', 'origin', 'main'], variables);
  }
}

const AS_SH = SHELLS.map((shell) => ({ shell, name: 'sh' }));
/** Under its own name a shell goes by rules of its own, as for a hook that names it in its first line. */
const AS_ITSELF = SHELLS.filter((shell) => shell !== 'busybox').map((shell) => ({ shell, name: shell }));

for (const { shell, name } of [...AS_SH, ...AS_ITSELF]) {
  // A shell that is not installed here is told as skipped.
  describe.runIf(whereIs(shell) !== undefined)(`under ${shell}, called ${name}`, () => {
    test.each(name === 'sh' ? ENDINGS : ENDINGS.slice(-2))(
      'a hook that was there, which ends in %s',
      async (_, ending) => {
        const workplace = new Workplace(shell, name);
        workplace.write('pre-commit', BODY + ending);
        const told = workplace.toldBefore();
        await workplace.install('pre-commit');
        workplace.expectGuarded({ told });
      },
    );
  });
}

for (const { shell, name } of AS_SH) {
  describe.runIf(whereIs(shell) !== undefined)(`under ${shell}`, () => {
    test('a hook of ours alone, and the package below the top', async () => {
      const workplace = new Workplace(shell, name);
      await workplace.install('pre-commit');
      workplace.expectGuarded();
      const modules = join(workplace.repository.folder, 'node_modules');
      mkdirSync(modules);
      symlinkSync(workplace.package(), join(modules, 'baseten-key-guard'));
      await workplace.install('pre-commit');
      workplace.repository.write('.git/baseten-key-guard/package', '/nowhere\n');
      workplace.repository.write('.git/info/exclude', `it's*\nnode_modules\n`);
      workplace.expectGuarded();
    });

    test('a hook in another language, which is moved aside', async () => {
      const workplace = new Workplace(shell, name);
      workplace.repository.write(join(AWKWARD, 'pre-commit'), NODE_HOOK, 0o755);
      expect(commit(workplace.repository, ['--allow-empty'])).toMatchObject(PASSED);
      workplace.leftBehind('told');
      await workplace.install('pre-commit');
      expect(commit(workplace.repository, ['--allow-empty'])).toMatchObject(PASSED);
      const told = workplace.leftBehind('told');
      expect(told).toMatch(/\n0\n$/);
      workplace.expectGuarded({ told });
    });

    test('husky 9, which runs it with sh -e', async () => {
      const workplace = new Workplace(shell, name);
      const { repository } = workplace;
      repository.write('package.json', '{ "private": true }\n');
      expect(repository.run(process.execPath, [HUSKY])).toMatchObject({ status: 0, output: '' });
      repository.write('.husky/pre-commit', `${BODY}exit 0`);
      const told = workplace.toldBefore();
      await workplace.install('pre-commit');
      workplace.expectGuarded({ told });
    });

    test('a merge', async () => {
      const workplace = new Workplace(shell, name);
      workplace.write('pre-merge-commit', BODY);
      expect(workplace.merge('clean\n').status).toBe(0);
      const told = workplace.leftBehind('told');
      await workplace.install('pre-merge-commit');
      expect(workplace.merge('clean again\n').status).toBe(0);
      expect(workplace.leftBehind('told')).toBe(told);
      expect(workplace.merge('other\n', { FAILS: '7' })).toMatchObject({ status: 1, stdout: '' });
      const stopped = workplace.merge(`first\n${currentKey()}\n`);
      expect(stopped.status).toBe(1);
      expect(stopped.output).toContain('c.py:2:1');
    });

    test.each([
      ['in the same file', (workplace: Workplace) => workplace.write('pre-push', BODY)],
      [
        'moved aside',
        ({ repository }: Workplace) => repository.write(join(AWKWARD, 'pre-push'), NODE_HOOK, 0o755),
      ],
    ])('a push, with a hook that was there: %s', async (_, write) => {
      const workplace = new Workplace(shell, name);
      const { repository } = workplace;
      const remote = join('..', 'remote');
      repository.git('init', '--quiet', '--bare', remote);
      repository.git('remote', 'add', 'origin', remote);
      write(workplace);
      await workplace.install('pre-push');
      const passed = workplace.push('clean\n', { READS: '1' });
      expect(passed).toMatchObject({ status: 0, stderr: '' });
      expect(workplace.leftBehind('told')).toMatch(/\/pre-push\n2\norigin\n\.\.\/remote\n$/);
      const head = repository.git('rev-parse', 'HEAD').trim();
      expect(workplace.leftBehind('read')).toBe(
        `refs/heads/main ${head} refs/heads/main ${'0'.repeat(40)}\n`,
      );
      const failed = workplace.push('other\n', { FAILS: '7' });
      expect(failed.status).toBe(1);
      expect(failed.stderr).not.toContain('baseten-key-guard');
      const stopped = workplace.push(`first\n${currentKey()}\n`);
      expect(stopped.status).toBe(1);
      expect(stopped.output).toContain('e.py:2:1');
    });

    test('Plug’n’Play, where the package is out of reach of a shell', () => {
      const workplace = new Workplace(shell, name);
      const { repository } = workplace;
      // As Yarn's own: it says what it is, and finds packages where no folder of modules is.
      repository.write(
        '.pnp.cjs',
        `const Module = require('node:module');
Object.defineProperty(process.versions, 'pnp', { value: '3' });
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolve(request.replace(/^baseten-key-guard(?=\\/)/, ${JSON.stringify(workplace.package())}), ...rest);
`,
      );
      repository.write('.git/info/exclude', `it's*\n.pnp.cjs\n`);
      const program = join(workplace.package(), 'dist/bin.cjs');
      const installed = repository.run(process.execPath, ['--require', './.pnp.cjs', program, 'install']);
      expect(installed.status, installed.output).toBe(0);
      workplace.expectGuarded();
    });
  });
}

const shellcheck = whereIs('shellcheck');
test.runIf(shellcheck !== undefined)('shellcheck finds nothing in what is composed', () => {
  const repository = ScratchRepository.create();
  for (const hook of ['pre-commit', 'pre-merge-commit', 'pre-push'] as const) {
    const guard = guardFor(hook, repository.folder, repository.folder);
    const wrapped = ENDINGS.map(([, ending]) => wrapHook(`#!/bin/sh\n${BODY}${ending}`, guard));
    for (const input of [newHook(guard), callingHook(guard, 'x/y'), ...wrapped]) {
      const { status, output } = repository.run('shellcheck', ['--shell=sh', '-'], { input });
      expect({ status, output }).toEqual({ status: 0, output: '' });
    }
  }
});
