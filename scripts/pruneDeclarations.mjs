// Removes the declarations of modules that the library's own do not lead to: an importer's compiler never opens them.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /\b(?:from|import\()\s*['"](\.[^'"]+)['"]/g;

/** @param {string} dist the folder of `index.d.ts` */
export function pruneDeclarations(dist) {
  const needed = new Set([join(dist, 'index.d.ts')]);
  for (const path of needed) {
    for (const [, target = ''] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
      needed.add(join(dirname(path), target.replace(/\.[jt]s$/, '.d.ts')));
    }
  }
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, name);
    if (name.endsWith('.d.ts') && !needed.has(path)) rmSync(path);
  }
}
