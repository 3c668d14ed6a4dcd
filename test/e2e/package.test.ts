import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { installedPackage, scratchFolder } from '../support/scratchRepository.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  engines: { node: string };
  scripts: Record<string, string>;
}

interface PackedFile {
  path: string;
  mode: number;
}

const manifest = JSON.parse(read('package.json')) as Manifest;

test('the tarball holds what a user needs, and nothing else', () => {
  const paths = packedFiles().map(({ path }) => path);
  const isModule = (path: string) => /^dist\/.*(?:\.js|\.d\.ts)$/.test(path);
  expect(paths.filter((path) => !isModule(path)).sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'ci/changes.mjs',
      'ci/fleet.sh',
      'ci/gitlab.yml',
      'ci/merge-sarif.mjs',
      'ci/sarif.mjs',
      'ci/scan.mjs',
      'dist/LICENSES.txt',
      'dist/bin.cjs',
      'dist/found.cjs',
      'dist/rest.cjs',
      'dist/scan.cjs',
      'dist/start.cjs',
      'dist/first-look.exact',
      'dist/first-look.glance',
      'dist/first-look.rough',
      'dist/first-look.sh',
      'hooks/block.sh',
      'hooks/run',
      'hooks/run-pnp',
      'package.json',
    ].sort(),
  );
  const modules = paths.filter(isModule);
  expect(modules).toContain('dist/index.js');
  for (const path of modules) {
    const stem = path.replace(/\.d\.ts$|\.js$/, '');
    expect(modules).toContain(`${stem}.js`);
    expect(existsSync(`${ROOT}src${stem.slice('dist'.length)}.ts`)).toBe(true);
  }
  const declared = modules.filter((path) => path.endsWith('.d.ts'));
  expect(declared).toContain('dist/index.d.ts');
  // Those of modules that no importer's compiler opens stay at home.
  expect(declared).not.toContain('dist/cli.d.ts');
});

test('the package is small', () => {
  const { size, unpackedSize, entryCount } = packed();
  expect(size).toBeLessThan(220_000);
  expect(unpackedSize).toBeLessThan(640_000);
  expect(entryCount).toBeLessThan(180);
});

test('a program in TypeScript that imports the library compiles', () => {
  const folder = scratchFolder('importer');
  symlinkSync(dirname(installedPackage()), join(folder, 'node_modules'));
  const source = Object.keys(library)
    .map((name) => `import { ${name} } from 'baseten-key-guard';\nvoid ${name};\n`)
    .join('');
  writeFileSync(join(folder, 'importer.mts'), `${source}scanText({ path: 1, text: '' });\n`);
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const words = [
    compiler,
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    'importer.mts',
  ];
  const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  const { stdout } = spawnSync(process.execPath, [...words, ...types], { cwd: folder, encoding: 'utf8' });
  // The one mistake is found, so the types are there; and no other.
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringContaining("'number' is not assignable to type 'string'"),
  ]);
});

test('the library is in the tarball with all that it imports', async () => {
  const { scanText } = await import(`${ROOT}dist/index.js`);
  expect(scanText({ path: 'a.py', text: 'nothing' })).toEqual({ findings: [], suppressed: [] });
});

test('the program in the tarball is executable', () => {
  const program = packedFiles().find(({ path }) => path === 'dist/bin.cjs');
  expect((program?.mode ?? 0) & 0o111).toBe(0o111);
  expect(read('dist/bin.cjs')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

// pnpm, Yarn 4 and Bun do not run them for a dependency: a package that counts on one is broken there.
test('nothing runs when a user installs the package', () => {
  expect(Object.keys(manifest.scripts)).toContain('prepare'); // which runs in a clone only
  for (const script of ['preinstall', 'install', 'postinstall']) {
    expect(manifest.scripts).not.toHaveProperty(script);
  }
});

test('the oldest Node is the same in package.json, in the program, in the hooks and in the documents', () => {
  const [, major, minor] = /OLDEST_NODE = \[(\d+), (\d+)\]/.exec(read('src/bin.ts')) ?? [];
  expect(manifest.engines.node).toBe(`>=${major}.${minor}`);
  for (const path of [
    'hooks/run',
    'hooks/run-pnp',
    'README.md',
    'CONTRIBUTING.md',
    'docs/ci.md',
    'docs/failures.md',
  ]) {
    const named = read(path).match(/\d+\.\d+(?= or later)|(?<=older than )\d+\.\d+/g);
    expect(named, path).toContain(`${major}.${minor}`);
  }
});

test('the oldest git is the same in the program and in the README', () => {
  const [, oldest] = /OLDEST_GIT = '([\d.]+)'/.exec(read('src/git/run/gitFailure.ts')) ?? [];
  expect(read('README.md')).toContain(`git ${oldest} or later`);
});

test('the lockfile names packages and hashes, not where they were downloaded', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> };
  const entries = Object.entries(lock.packages).filter(([name]) => name !== '');
  expect(entries.length).toBeGreaterThan(0);
  for (const [name, entry] of entries) {
    expect(entry, name).toHaveProperty('integrity');
    expect(entry, name).not.toHaveProperty('resolved');
  }
});

interface Packed {
  files: PackedFile[];
  /** In bytes, as are the others. */
  size: number;
  unpackedSize: number;
  entryCount: number;
}

function packed(): Packed {
  const output = execFileSync('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(output) as [Packed];
  return packed;
}

function packedFiles(): PackedFile[] {
  return packed().files;
}

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}
