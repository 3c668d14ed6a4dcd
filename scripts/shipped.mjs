// The packages that a user of this one gets with it: by package-lock.json, what it depends on, and they on, however far.
// npm's own flags do not tell: it marks a package that a development tool needs, too, as one of development.
import { readFileSync } from 'node:fs';

/** @typedef {{ version: string, license?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Entry */

/**
 * @param {string} root of the project, with a slash at its end
 * @returns {Map<string, Entry>} by folder, as `node_modules/yaml`
 */
export function shippedPackages(root) {
  /** @type {{ packages: Record<string, Entry> }} */
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  /** @type {Map<string, Entry>} */
  const shipped = new Map();
  /** @type {string[]} */
  const open = [''];
  for (const folder of open) {
    const { dependencies, optionalDependencies } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = resolve(packages, folder, name);
      if (shipped.has(found)) continue;
      shipped.set(found, /** @type {Entry} */ (packages[found]));
      open.push(found);
    }
  }
  return new Map([...shipped].sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1)));
}

/** The name of the package in a folder such as `node_modules/a/node_modules/@b/c`. */
export function nameOf(/** @type {string} */ folder) {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** As node does: the nearest `node_modules` that has it. */
function resolve(
  /** @type {Record<string, Entry>} */ packages,
  /** @type {string} */ from,
  /** @type {string} */ name,
) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') throw new Error(`package-lock.json does not have ${name}, which ${from} needs.`);
  }
}
