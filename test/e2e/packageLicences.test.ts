import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { licences } from '../../scripts/licences.mjs';
import { nameOf } from '../../scripts/shipped.mjs';
import { installedPackage, scratchFolder } from '../support/scratchRepository.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What npm put beside the package when a user installed it. */
function installedBeside(): string[] {
  const record = readFileSync(join(dirname(installedPackage()), '.package-lock.json'), 'utf8');
  const { packages } = JSON.parse(record) as { packages: Record<string, object> };
  const names = Object.keys(packages).map(nameOf);
  return names.filter((name) => name !== 'baseten-key-guard').sort();
}

test('the package names the licence of everything that npm installs with it', () => {
  const [list = ''] = readFileSync(join(installedPackage(), 'dist/LICENSES.txt'), 'utf8').split('\n---');
  const names = list.match(/^\S+/gm) ?? [];
  expect(names.sort()).toEqual(installedBeside());
});

describe('a package cannot be built with a dependency', () => {
  const withDependency = (license: string | undefined) => {
    const root = `${scratchFolder('licences')}/`;
    const packages = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1', license: 'MIT', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2', license },
      'node_modules/b': { version: '3', license: 'MIT' },
    };
    writeFileSync(`${root}package-lock.json`, JSON.stringify({ packages }));
    return () => licences(root, []);
  };
  test.each(['GPL-3.0-only', 'SEE LICENSE IN file', undefined])('whose licence is %s', (license) => {
    expect(withDependency(license)).toThrow(`node_modules/a/node_modules/b 2 has the licence ${license}`);
  });
  test('that the lock file does not have', () => {
    const root = `${scratchFolder('licences')}/`;
    const packages = { '': { dependencies: { a: '1' } } };
    writeFileSync(`${root}package-lock.json`, JSON.stringify({ packages }));
    expect(() => licences(root, [])).toThrow('package-lock.json does not have a');
  });
  test('but with one whose licence was looked at', () => {
    expect(withDependency('ISC')()).toMatch(/^a 1 .*MIT.*\nb 2 .*ISC/);
  });
});

test('the bill of materials that a release makes has all of it, with hashes', () => {
  const release = readFileSync(`${ROOT}.github/workflows/release.yml`, 'utf8');
  expect(release).toContain('npm run --silent sbom > ');
  const output = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8' });
  const { metadata, components } = JSON.parse(output) as {
    metadata: { component: { 'bom-ref': string } };
    components: { name: string; hashes: object[]; licenses: object[] }[];
  };
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string };
  expect(metadata.component['bom-ref']).toBe(`baseten-key-guard@${version}`);
  expect(components.map(({ name }) => name).sort()).toEqual(installedBeside());
  for (const { hashes, licenses } of components) expect([hashes.length, licenses.length]).toEqual([1, 1]);
});
