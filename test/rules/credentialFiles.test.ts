import { expect, test } from 'vitest';
import { isCredentialFile } from '../../src/rules/evidence/credentialFiles.ts';
import { fileTraits } from '../../src/rules/evidence/fileTraits.ts';

const NAMES = [
  '.env',
  'config.json',
  'settings.yaml',
  'credentials.py',
  'secrets.json',
  '.env.production',
  'staging.env',
  '.envrc',
  '.trussrc',
  'config.toml',
  'settings.ini',
  'credentials',
  'credentials.toml',
  'secrets.yml',
];

test.each(NAMES)('credentials are kept in %s, in any folder', (name) => {
  for (const path of [name, `deep/down/${name}`]) {
    expect(isCredentialFile(path)).toBe(true);
    const traits = fileTraits(path);
    // Asked twice: it is worked out once.
    expect([traits.holdsCredentials, traits.holdsCredentials]).toEqual([true, true]);
  }
});

test.each(['a.py', 'env', 'config.ts', 'settings.yaml.md', 'credentials/a.ts', 'secrets.rs'])(
  'not in %s',
  (path) => {
    expect(isCredentialFile(path)).toBe(false);
    expect(fileTraits(path).holdsCredentials).toBe(false);
  },
);

test('globs are added to those that are built in', () => {
  expect(isCredentialFile('deploy/app.conf', ['*.conf'])).toBe(true);
  expect(isCredentialFile('a.py', ['*.conf'])).toBe(false);
  expect(isCredentialFile('.env', ['*.conf'])).toBe(true);
});

test.each([
  ...['.env', 'a.yaml', 'run.sh', 'Dockerfile', 'notes.md', 'app.conf'].map((path) => [path, true] as const),
  ...['a.py', 'a.ts', 'a.mjs', 'a.cts', 'a.jsx', 'a.tsx', 'a.kt', 'a.kts', 'a.JSON', 'a.ipynb'].map(
    (path) => [path, false] as const,
  ),
])('a literal needs no quotes in %s: %s', (path, hasBareLiterals) => {
  expect(fileTraits(path).hasBareLiterals).toBe(hasBareLiterals);
});

test('a path may speak of Baseten', () => {
  expect(fileTraits('src/baseten/a.py').speaksOfBaseten).toBe(true);
  expect(fileTraits('src/base/a.py').speaksOfBaseten).toBe(false);
});

test.each([
  ['.trussrc', true],
  ['home/.trussrc', true],
  ['docker/trussrc.ci', true],
  ['.trussrc/a.ini', false],
  ['mytrussrc', false],
  ['trussrcs', false],
])('%s keeps keys of Baseten’s: %s', (path, isBasetens) => {
  expect(fileTraits(path).isBasetens).toBe(isBasetens);
});
