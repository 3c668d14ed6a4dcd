import type picomatch from 'picomatch';

const matchers = new Map<string, (path: string) => boolean>();

/**
 * Whether a path matches one of some globs. A glob without a slash matches in any folder, as in .gitignore.
 *
 * @param path repository-relative, forward slashes
 */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  const name = globs.join('\n');
  let matcher = matchers.get(name);
  if (!matcher) {
    // Loaded when something first asks: most commits hold no candidate, and wait for neither of the two.
    const { createRequire } = process.getBuiltinModule('node:module');
    const create = createRequire(import.meta.filename)('picomatch') as typeof picomatch;
    const anchored = globs.map((glob) => (glob.includes('/') ? glob : `**/${glob}`));
    matcher = create(anchored, { dot: true, nocase: true });
    matchers.set(name, matcher);
  }
  return matcher(path);
}
