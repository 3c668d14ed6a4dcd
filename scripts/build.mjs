// Compiles src to dist, from nothing, so that a file that was renamed leaves no ghost in the package: the library's
// modules and types for those who import them, and the program in one file. Node 20 loads that one CommonJS file in
// a third of the time that the modules and those of simple-git take (`npm run bench`).
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { writeFirstLook } from './firstLook.mjs';
import { licences } from './licences.mjs';
import { pruneDeclarations } from './pruneDeclarations.mjs';
import { trimmedSimpleGit } from './simpleGit.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`], { cwd: root, stdio: 'inherit' });
pruneDeclarations(`${root}dist`);

const inputs = await bundle(root, `${root}dist`, {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // These are loaded when something is found or configured, from where npm put them.
  external: ['picomatch', 'valibot', 'fastest-levenshtein', 'undici', 'cli-progress', 'yaml'],
  plugins: [
    trimmedSimpleGit,
    {
      name: 'no-debug',
      setup({ onResolve }) {
        onResolve({ filter: /^debug$|\/silenceDebug\.ts$/ }, () => ({
          path: `${root}src/git/run/noDebug.ts`,
        }));
      },
    },
  ],
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  // Whoever wants to read it reads the modules beside it, which say the same.
  minify: true,
  logLevel: 'warning',
});
chmodSync(`${root}dist/bin.cjs`, 0o755);
await writeFirstLook(root);
writeFileSync(`${root}dist/LICENSES.txt`, licences(root, inputs));
