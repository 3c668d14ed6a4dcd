// Writes what the hook's first look needs, from the rules and the arguments that the scan itself goes by.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * @param {string} root of this repository, with a `/` at its end; `dist` is compiled already
 * @returns {Promise<void>}
 */
export async function writeFirstLook(root) {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { CONFIGURATION_FILES } from './src/allow/configuration.ts';
        export { shellQuote } from './src/report/shellQuote.ts';
        export { firstLook } from './src/rules/look/firstLook.ts';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const modules = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { CONFIGURATION_FILES, shellQuote, firstLook } = await import(
    `data:text/javascript;base64,${modules}`
  );
  const { STAGED_DIFF_ARGUMENTS } = await import(`${root}dist/git/staged/stagedDiff.js`);
  const { glance, rough, exact, end } = firstLook(CONFIGURATION_FILES);
  writeFileSync(`${root}dist/first-look.glance`, glance, 'latin1');
  writeFileSync(`${root}dist/first-look.rough`, rough, 'latin1');
  writeFileSync(`${root}dist/first-look.exact`, exact, 'latin1');
  writeFileSync(
    `${root}dist/first-look.sh`,
    `# Made from src/git/staged/stagedDiff.ts and src/rules/look/firstLook.ts; read by hooks/run.
# shellcheck shell=sh disable=SC2034,SC2154
first_look_end=${shellQuote(end)}
staged_diff() {
  git --work-tree="$root" ${STAGED_DIFF_ARGUMENTS.map(shellQuote).join(' \\\n    ')}
}
`,
  );
}
