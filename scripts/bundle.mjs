// Bundles the program into a few files, which are loaded one after another, as far as a call needs them. Node 20
// takes 4 ms to compile all of it, a fifth of its own start; most commits need a third of it.
import { relative } from 'node:path';
import { build } from 'esbuild';

/** Says what went wrong, also where another file is missing: so it has a copy of what it imports. */
const ENTRY = 'bin.cjs';
/**
 * The files, in the order of loading, each with the modules that it is for. It holds what these import, too, unless
 * a file before it does: a module is in one place only, and so is its state.
 */
const FILES = {
  [ENTRY]: ['src/bin.ts'],
  // Understands the call, and starts git.
  'start.cjs': ['src/git/run/environment.ts', 'src/cli.ts', 'src/commands/scanStaged.ts'],
  // Loaded while git works.
  'scan.cjs': ['src/scan/staged/stagedReader.ts', 'src/scan/settle.ts'],
  // Loaded when something was found. A blocked commit waits for none of the packages that the rest needs.
  'found.cjs': [
    'src/git/blobs/readConfiguration.ts',
    'src/git/blobs/readSurroundings.ts',
    'src/report/text/text.ts',
    'src/report/paint.ts',
    'src/git/files/hasHead.ts',
    'src/commands/line/programCall.ts',
  ],
};
/** Holds whatever else is imported when something asks for it: the other commands, and what a finding needs. */
const REST = 'rest.cjs';

/**
 * @param {string} root ends with a slash
 * @param {string} folder for the files
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<string[]>} the paths of all that is in the files, relative to the root
 */
export async function bundle(root, folder, options) {
  const common = { ...options, absWorkingDir: root, bundle: true, metafile: /** @type {const} */ (true) };
  const { metafile } = await build({
    ...common,
    entryPoints: Object.values(FILES).flat(),
    write: false,
    outdir: folder,
  });
  const homes = homesOf(metafile.inputs);
  for (const name of [...Object.keys(FILES), REST]) {
    const shared = [...homes].filter(
      ([module, home]) => home === name && isShared(module, metafile.inputs, homes),
    );
    await build({
      ...common,
      outfile: `${folder}/${name}`,
      ...(name === ENTRY
        ? // By its own name: only an entry point keeps the line that says what runs it.
          { entryPoints: FILES[name] }
        : {
            stdin: {
              // Strings as names are what lets a module be asked for by its path.
              contents: shared
                .map(([module]) => `export * as ${JSON.stringify(module)} from './${module}';`)
                .join('\n'),
              resolveDir: root,
            },
          }),
      plugins: [...(options.plugins ?? []), elsewhere(root, name, homes)],
    });
  }
  return Object.keys(metafile.inputs);
}

/** @returns {Map<string, string>} the file that each module stands in */
function homesOf(/** @type {import('esbuild').Metafile['inputs']} */ inputs) {
  /** @type {Map<string, string>} */
  const homes = new Map();
  const settle = (/** @type {string} */ module, /** @type {string} */ home) => {
    if (homes.has(module)) return;
    homes.set(module, home);
    for (const { path, kind } of inputs[module]?.imports ?? []) {
      if (kind !== 'dynamic-import' && path in inputs) settle(path, home);
    }
  };
  for (const module of FILES[ENTRY]) homes.set(module, ENTRY);
  for (const [name, modules] of Object.entries(FILES)) for (const module of modules) settle(module, name);
  for (const module of Object.keys(inputs)) settle(module, REST);
  return homes;
}

/** Whether a module is imported from another file, or by name when something asks for it. */
function isShared(
  /** @type {string} */ module,
  /** @type {import('esbuild').Metafile['inputs']} */ inputs,
  /** @type {Map<string, string>} */ homes,
) {
  return Object.entries(inputs).some(([importer, { imports }]) =>
    imports.some(
      ({ path, kind }) =>
        path === module && (kind === 'dynamic-import' || homes.get(importer) !== homes.get(module)),
    ),
  );
}

/** Takes a module that stands in another file, or is asked for by name, from the file that it stands in. */
function elsewhere(
  /** @type {string} */ root,
  /** @type {string} */ name,
  /** @type {Map<string, string>} */ homes,
) {
  return /** @type {import('esbuild').Plugin} */ ({
    name: 'elsewhere',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, importer, resolveDir, kind }) => {
        const module = relative(root, `${resolveDir}/${path}`);
        const isOwn = name === ENTRY || homes.get(module) === name;
        const isHere = importer === '<stdin>' || (kind !== 'dynamic-import' && isOwn);
        return isHere || !homes.has(module) ? undefined : { path: module, namespace: 'elsewhere' };
      });
      onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({
        contents: `module.exports = require('./${homes.get(path)}')[${JSON.stringify(path)}];`,
      }));
      onResolve({ filter: /^\.\/\w+\.cjs$/, namespace: 'elsewhere' }, ({ path }) => ({
        path,
        external: true,
      }));
    },
  });
}
