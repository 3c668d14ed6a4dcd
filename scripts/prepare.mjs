// Runs after `npm ci` in a clone. With `--omit=dev` there is no compiler and nothing to prepare:
// whoever installs without the development tools must not fail for it (husky's own `prepare` does).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (existsSync(`${root}node_modules/typescript`) && existsSync(`${root}node_modules/husky`)) {
  await import('./build.mjs');
  // Outside a clone (an unpacked archive) there is no repository to hook into.
  if (existsSync(`${root}.git`)) {
    const { default: husky } = await import('husky');
    const refusal = husky();
    if (refusal) console.error(`husky: ${refusal}`);
  }
} else {
  console.error('baseten-key-guard: development tools are not installed, so nothing was built.');
}
