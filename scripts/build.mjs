// Compiles src to dist, from nothing, so that a file that was renamed leaves no ghost in the package.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`], {
  cwd: root,
  stdio: 'inherit',
});
chmodSync(`${root}dist/bin.js`, 0o755);
