// Prints the software bill of materials, in CycloneDX's format, of what a user gets. `npm sbom --omit dev` by itself leaves
// out packages that a development tool needs too, so npm is shown a lock file that has no others.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedPackages } from './shipped.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const {
  devDependencies: _,
  scripts: __,
  ...manifest
} = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'bkg-sbom-'));
// npm calls what the bill is for by the name of its folder.
const folder = join(scratch, manifest.name);
try {
  mkdirSync(folder);
  write('package.json', manifest);
  const { name, version } = manifest;
  const packages = { '': manifest, ...Object.fromEntries(shippedPackages(root)) };
  write('package-lock.json', { name, version, lockfileVersion: 3, requires: true, packages });
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { status } = spawnSync('npm', words, { cwd: folder, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function write(/** @type {string} */ name, /** @type {object} */ content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}
