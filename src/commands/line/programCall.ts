import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../packageRoot.ts';
import { PRODUCT } from '../../product.ts';
import { shellQuote } from '../../report/shellQuote.ts';

/**
 * The words that call this program in a shell at a folder: `npx` where it finds the package, in a `node_modules` there
 * or above. Elsewhere it would look in the registry, for the package of a subfolder or of another place; so there it is
 * node, with the path.
 */
export function programCall(folder: string): string[] {
  if (process.versions.pnp !== undefined) return ['yarn', PRODUCT];
  for (let above = folder; ; above = dirname(above)) {
    if (existsSync(join(above, 'node_modules', PRODUCT))) return ['npx', PRODUCT];
    if (above === dirname(above)) return ['node', shellQuote(join(packageRoot(), 'dist', 'bin.cjs'))];
  }
}
