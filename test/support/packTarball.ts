import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the package, installed from its tarball as a user's npm would. */
    installedPackage: string;
    /** The tarball. */
    tarball: string;
  }
}

/** Packs the project and installs the tarball once, so that the tests try what a user gets, not the source. */
export default function packTarball(project: TestProject): () => void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bkg-package-')));
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [packed] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  ) as [{ filename: string }];
  const tarball = join(folder, packed.filename);
  const user = join(folder, 'user');
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true }\n');
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], user);
  project.provide('tarball', tarball);
  project.provide('installedPackage', join(user, 'node_modules', 'baseten-key-guard'));
  return () => rmSync(folder, { recursive: true, force: true });
}
