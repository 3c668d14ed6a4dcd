import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { ScanResult } from '../../src/scan/scanResult.ts';

/** What a process left behind. */
export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Both streams, for what must or must not be said anywhere. */
  output: string;
}

/** Variables for one command, beside those of `cleanEnvironment`. */
export type Variables = Record<string, string>;

/** An environment made from nothing: no `GIT_*`, no configuration and no colours of whoever runs the tests. */
export function cleanEnvironment(home: string): Variables {
  return {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C.UTF-8',
  };
}

/** A folder of the test's own, removed when the test is over. */
export function scratchFolder(name = 'scratch'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `bkg ${name} `)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface InstalledFile {
  content: Buffer;
  mode: number;
}

/** All that `install` writes into a plain repository. */
const INSTALLED_FILES = [
  '.git/hooks/pre-commit',
  '.git/hooks/pre-merge-commit',
  '.git/baseten-key-guard/node',
  '.git/baseten-key-guard/package',
];

/** What it wrote into the first one. */
let installedBefore: ReadonlyMap<string, InstalledFile> | undefined;

/** A real repository in a folder of its own, with a space in its path. */
export class ScratchRepository {
  readonly folder: string;
  readonly home: string;
  readonly environment: Variables;

  private constructor(folder: string, home: string) {
    this.folder = folder;
    this.home = home;
    this.environment = cleanEnvironment(home);
  }

  /** A new repository without a commit; `initArguments` go to `git init`. */
  static create(...initArguments: string[]): ScratchRepository {
    return ScratchRepository.createIn(scratchFolder('repository'), ...initArguments);
  }

  /** The same in an empty folder, which the caller removes. */
  static createIn(root: string, ...initArguments: string[]): ScratchRepository {
    const repository = new ScratchRepository(join(root, 'work tree'), join(root, 'home'));
    mkdirSync(repository.folder);
    mkdirSync(repository.home);
    repository.git('init', '--quiet', '--initial-branch=main', ...initArguments);
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.invalid');
    return repository;
  }

  /** A repository with the hook installed and these files committed, past the hook. */
  static guarded(files: Record<string, string | Uint8Array> = { 'README.md': 'first\n' }): ScratchRepository {
    const repository = ScratchRepository.create();
    repository.seed(files);
    repository.installHook();
    return repository;
  }

  /** The same person in another working tree, a linked one or a submodule's. */
  at(folder: string): ScratchRepository {
    return new ScratchRepository(join(this.folder, folder), this.home);
  }

  /** Runs git and returns its stdout. @throws when it fails */
  git(...args: string[]): string {
    const outcome = this.run('git', args);
    if (outcome.status !== 0) throw new Error(`git ${args.join(' ')}: ${outcome.output}`);
    return outcome.stdout;
  }

  /** Runs git and returns what happened, for what may fail: a commit that a hook stops. */
  tryGit(args: string[], variables: Variables = {}): Outcome {
    return this.run('git', args, { variables });
  }

  /** Writes a file, with its folders. */
  write(path: string, content: string | Uint8Array, mode?: number): void {
    const absolute = join(this.folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    if (mode !== undefined) chmodSync(absolute, mode);
  }

  /** Writes a file and stages it. */
  stage(path: string, content: string | Uint8Array): void {
    this.write(path, content);
    this.git('add', '--', path);
  }

  /**
   * Stages a file that is not on the disk, for names that a file system may refuse.
   *
   * @param name a string is taken as UTF-8
   */
  stageInIndex(name: string | Uint8Array, content: string | Uint8Array): void {
    const blob = this.run('git', ['hash-object', '-w', '--stdin'], { input: content }).stdout.trim();
    const input = Buffer.concat([Buffer.from(`100644 ${blob}\t`), Buffer.from(name), Buffer.from('\0')]);
    const { status, stderr } = this.run('git', ['update-index', '-z', '--index-info'], { input });
    if (status !== 0) throw new Error(stderr);
  }

  /** Commits files without asking any hook: what was there before the commit that is tested. */
  seed(files: Record<string, string | Uint8Array>): void {
    for (const [path, content] of Object.entries(files)) this.stage(path, content);
    this.git('commit', '--quiet', '--no-verify', '-m', 'seed');
  }

  /** Runs the program as it was packed and installed. */
  guard(
    args: string[],
    options: { variables?: Variables; cwd?: string; input?: string | Uint8Array } = {},
  ): Outcome {
    return this.run(process.execPath, [installedProgram(), ...args], options);
  }

  /**
   * Installs the hook. A plain repository gets a copy of what `install` wrote into the first one: it takes a second to
   * prove itself, and is tried by itself.
   *
   * @throws when that fails
   */
  installHook(): void {
    const isPlain =
      statSync(join(this.folder, '.git'), { throwIfNoEntry: false })?.isDirectory() === true &&
      INSTALLED_FILES.every((file) => !existsSync(join(this.folder, file))) &&
      this.tryGit(['config', '--get', 'core.hooksPath']).status !== 0;
    if (isPlain && installedBefore !== undefined) {
      for (const [file, { content, mode }] of installedBefore) this.write(file, content, mode);
      return;
    }
    this.install();
    if (isPlain) installedBefore = this.#installedFiles();
  }

  /** Calls `install`. @throws when that fails */
  install(): void {
    const outcome = this.guard(['install']);
    if (outcome.status !== 0) throw new Error(outcome.output);
  }

  #installedFiles(): Map<string, InstalledFile> {
    return new Map(
      INSTALLED_FILES.map((file) => {
        const path = join(this.folder, file);
        return [file, { content: readFileSync(path), mode: statSync(path).mode & 0o777 }];
      }),
    );
  }

  /** The JSON report of the staged scan. */
  scan(...args: string[]): ScanResult & { status: number | null } {
    const { stdout, stderr, status } = this.guard(['--staged', '--format', 'json', ...args]);
    if (stdout === '') throw new Error(stderr);
    return { ...(JSON.parse(stdout) as ScanResult), status };
  }

  /** Runs any command in the repository. */
  run(
    command: string,
    args: string[],
    {
      variables = {},
      cwd = '.',
      input = '',
    }: { variables?: Variables; cwd?: string; input?: string | Uint8Array } = {},
  ): Outcome {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: join(this.folder, cwd),
      env: { ...this.environment, ...variables },
      encoding: 'utf8',
      input,
      maxBuffer: 1 << 28,
    });
    if (error) throw error;
    return { status, stdout, stderr, output: stdout + stderr };
  }
}

/** The folder of the package, installed from its tarball. */
export function installedPackage(): string {
  return inject('installedPackage');
}

function installedProgram(): string {
  return join(installedPackage(), 'dist', 'bin.cjs');
}
