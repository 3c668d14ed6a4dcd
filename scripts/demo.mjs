// Does the main job for real: commits in a scratch repository of its own, with the hook that this checkout built.
// Every step is checked; one that does not go as promised ends the demo with a sentence and exit code 1.
import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bastnKey, currentKey, leaks, legacyKey } from './demo/keys.mjs';
import { BrokenPromise, must, ScratchRepository } from './demo/repository.mjs';

/**
 * @typedef {object} CardFile
 * @property {string} path
 * @property {() => string} makeKey
 * @property {(value: string) => string} write the file's content, with a value in its place
 */

const PROGRAM = fileURLToPath(new URL('../dist/bin.cjs', import.meta.url));

/** The five files of Baseten's detection card, each in its own syntax. */
const CARD_FILES = /** @type {CardFile[]} */ ([
  { path: '.env', makeKey: currentKey, write: (value) => `BASETEN_API_KEY=${value}\n` },
  { path: 'config.json', makeKey: bastnKey, write: (value) => `{\n  "baseten_api_key": "${value}"\n}\n` },
  { path: 'settings.yaml', makeKey: legacyKey, write: (value) => `baseten_api_key: ${value}\n` },
  { path: 'credentials.py', makeKey: currentKey, write: (value) => `basetenKey = "${value}"\n` },
  { path: 'secrets.json', makeKey: bastnKey, write: (value) => `{ "basetenToken": "${value}" }\n` },
]);

process.stdout.on('error', () => process.exit(1)); // `npm run demo | head`
const repository = new ScratchRepository();
try {
  await demonstrate();
} catch (error) {
  console.error(`\ndemo: ${error instanceof BrokenPromise ? error.message : error}`);
  process.exitCode = 1;
}

async function demonstrate() {
  must(existsSync(PROGRAM), 'dist/bin.cjs is missing; run `npm run build`.');
  repository.init();
  const hooksBefore = repository.hooks();
  console.log('A repository of its own, with the hook that this checkout built:');
  guard('install');
  must(repository.hooks().split(' ').includes('pre-commit'), '`install` wrote no pre-commit hook.');

  console.log('\nA clean change passes:');
  await commitThatPasses('README.md', 'Our models run on Baseten.\n');

  for (const file of CARD_FILES) await demonstrateFile(file, file === CARD_FILES[0]);

  console.log('\nThe hook goes as it came:');
  guard('uninstall');
  must(repository.hooks() === hooksBefore, 'the hooks folder is not as it was after `uninstall`.');
  console.log(`\nDemo passed: a key in each of ${CARD_FILES.length} files, each stopped, none committed.`);
}

/**
 * Commits a file with a key, which must be stopped, and without it, which must pass.
 *
 * @param {CardFile} file
 * @param {boolean} isWhole whether to show the whole message, or the line of the finding
 */
async function demonstrateFile({ path, makeKey, write }, isWhole) {
  const key = makeKey();
  console.log(`\nA key in ${path}${isWhole ? ', and all that its author sees' : ''}:`);
  const message = await commitThatIsStopped(path, write(key));
  must(!leaks(message, key), `the message about ${path} shows a part of the key's secret.`);
  // On two lines where one has no room for it.
  const [finding] =
    message.match(new RegExp(`^ {2}${path.replaceAll('.', '\\.')}:.*(?:\\n {4}.+)?$`, 'm')) ?? [];
  must(finding !== undefined, `the message does not name ${path}.`);
  console.log(isWhole ? message : finding);
  console.log('Without the key:');
  await commitThatPasses(path, write('${BASETEN_API_KEY}'));
  must(!repository.git('log', '--all', '--patch').includes(key), `the key of ${path} is in the history.`);
}

/**
 * @param {string} path
 * @param {string} content
 */
async function commitThatPasses(path, content) {
  const { status, output, added } = await commit(path, content);
  must(status === 0 && added === 1, `the commit of ${path} should have passed; git exited with ${status}.`);
  console.log(output.split('\n')[0]);
}

/**
 * @param {string} path
 * @param {string} content
 */
async function commitThatIsStopped(path, content) {
  const { status, output, added } = await commit(path, content);
  must(
    status === 1 && added === 0,
    `the commit of ${path} should have been stopped; git exited with ${status}.`,
  );
  return output;
}

/**
 * @param {string} path
 * @param {string} content
 */
async function commit(path, content) {
  repository.stage(path, content);
  const before = repository.commits();
  console.log(`$ git commit -m "Change ${path}"`);
  const outcome = repository.run('git', ['commit', '-m', `Change ${path}`]);
  await nextTurn(); // a signal that came meanwhile is heard now
  return { ...outcome, added: repository.commits() - before };
}

/** @param {'install' | 'uninstall'} command */
function guard(command) {
  console.log(`$ baseten-key-guard ${command}`);
  const { status, output } = repository.run(process.execPath, [PROGRAM, command]);
  must(status === 0, `\`${command}\` failed: ${output.trim()}`);
  console.log(output.replaceAll(`${repository.folder}/`, '').trimEnd());
}
