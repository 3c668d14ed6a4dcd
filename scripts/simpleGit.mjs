// What of simple-git goes into the program. Node compiles all that is there before it runs any of it, and of
// simple-git's fifty commands this program calls one: `raw`.
import { readFileSync } from 'node:fs';

/** Methods of simple-git that the program calls, or that these call. */
const KEPT = ['constructor', '_runTask', 'outputHandler', 'env', 'raw'];

/** @type {import('esbuild').Plugin} */
export const trimmedSimpleGit = {
  name: 'trimmed-simple-git',
  setup({ onLoad }) {
    onLoad({ filter: /\/simple-git\/dist\/index\.mjs$/ }, ({ path }) => ({
      contents: withoutCommands(readFileSync(path, 'utf8')),
    }));
    onLoad({ filter: /\/argv-parser\/dist\/index\.mjs$/ }, ({ path }) => ({
      contents: withoutCheck(readFileSync(path, 'utf8')),
    }));
  },
};

/** Without the methods that nothing calls; what only they need goes with them. */
function withoutCommands(/** @type {string} */ source) {
  const isKept = (/** @type {string} */ all, /** @type {string} */ name) => (KEPT.includes(name) ? all : '');
  return [
    edit(/^Object\.assign\(\n {2}(\w+)\.prototype,\n[\s\S]*?^\);\n/gm, () => ''),
    edit(/^class \w+ \{\n {2}constructor\(\w\) \{\n {4}this\._executor = [\s\S]*?^\}\n/gm, (api) =>
      edit(/^ {2}(\w+)\(.*\) \{\n(?: {4}.*\n)* {2}\}\n/gm, isKept)(api),
    ),
    edit(/^f\.prototype\.(\w+) = function[\s\S]*?^\};\n/gm, isKept),
    edit(/\bnew (?=\w+\()/g, () => '/* @__PURE__ */ new '),
  ].reduce((text, change) => change(text), source);
}

/**
 * simple-git searches every command for options and settings by which a stranger's text could start a program. No
 * command here holds such a text, and the search takes as long as git does.
 */
function withoutCheck(/** @type {string} */ source) {
  return [
    edit(/^function (?=[flc]\()/gm, () => '/* @__NO_SIDE_EFFECTS__ */ function '),
    edit(/\w+ as vulnerabilityCheck\n\};/g, () => 'none as vulnerabilityCheck\n};\nconst none = () => [];'),
  ].reduce((text, change) => change(text), source);
}

/** Replaces all that a pattern matches. */
function edit(/** @type {RegExp} */ pattern, /** @type {(all: string, name: string) => string} */ by) {
  return (/** @type {string} */ source) => {
    if (source.search(pattern) < 0) throw new Error(`simple-git is not what it was: nothing like ${pattern}`);
    return source.replace(pattern, by);
  };
}
