// What dist/LICENSES.txt says: the licence of every package that a user gets, and in full those of the packages whose
// code is in the program, for each asks to go with every copy.
import { readdirSync, readFileSync } from 'node:fs';
import { nameOf, shippedPackages } from './shipped.mjs';

/** Licences that ask for no more than to be named, and to go along. */
const ACCEPTED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * @param {string} root of the project, with a slash at its end
 * @param {readonly string[]} inputs the paths of all that is in the program, relative to the root
 * @throws where a package has no licence, or one that nobody looked at yet
 */
export function licences(root, inputs) {
  const bundled = new Set(
    inputs.flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const shipped = shippedPackages(root);
  const rows = [...shipped].map(([folder, { version, license }]) => {
    if (license === undefined || !ACCEPTED.includes(license)) {
      throw new Error(
        `${folder} ${version} has the licence ${license}: is it one to ship? See scripts/licences.mjs.`,
      );
    }
    return `${`${nameOf(folder)} ${version}`.padEnd(40)}${license.padEnd(8)}${bundled.has(folder) ? 'in the program' : 'beside it'}`;
  });
  const texts = [...bundled].map((folder) => {
    const { version } = shipped.get(folder) ?? {};
    if (version === undefined) throw new Error(`${folder} is in the program and no dependency of it.`);
    const file = readdirSync(`${root}${folder}`).find((name) => /^licen[cs]e/i.test(name));
    const text = file
      ? readFileSync(`${root}${folder}/${file}`, 'utf8')
      : `${shipped.get(folder)?.license} licence\n`;
    return `${nameOf(folder)} ${version}\n\n${text}`;
  });
  return [`${rows.join('\n')}\n`, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}
