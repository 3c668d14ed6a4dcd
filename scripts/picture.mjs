// Draws docs/blocked-commit.svg from what a real blocked commit prints; with `--check` it only says whether the picture
// in the repository is still that.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentKey } from './demo/keys.mjs';
import { must, ScratchRepository } from './demo/repository.mjs';
import { drawTerminal } from './picture/terminal.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const PICTURE = fileURLToPath(new URL('../docs/blocked-commit.svg', import.meta.url));
const COMMAND = 'git commit -m "Call the model"';

const picture = drawTerminal(
  `$ ${COMMAND}\n${blockedCommit()}`,
  'A commit that adds a Baseten API key is stopped',
);
if (!process.argv.includes('--check')) writeFileSync(PICTURE, picture);
else if (readFileSync(PICTURE, 'utf8') !== picture) {
  console.error('docs/blocked-commit.svg is not what a blocked commit prints now: run `npm run picture`.');
  process.exitCode = 1;
}

/** What the hook prints, in colour, with what differs from run to run replaced. */
function blockedCommit() {
  const repository = new ScratchRepository();
  repository.init();
  // As npm puts it there: what the report suggests then begins with npx.
  mkdirSync(join(repository.folder, 'node_modules'));
  symlinkSync(PACKAGE, join(repository.folder, 'node_modules', 'baseten-key-guard'), 'dir');
  const program = join('node_modules', 'baseten-key-guard', 'dist', 'bin.cjs');
  const installed = repository.run(process.execPath, [program, 'install']);
  must(installed.status === 0, installed.output);
  repository.stage('README.md', 'Our models run on Baseten.\n');
  repository.git('commit', '--quiet', '-m', 'First');
  repository.stage('config.json', `{\n  "baseten_api_key": "${currentKey()}"\n}\n`);
  const words = ['-c', `FORCE_COLOR=1 ${COMMAND}`];
  const { status, output } = repository.run('sh', words);
  must(status === 1, `the commit should have been stopped; git exited with ${status}.`);
  return output
    .replaceAll(/b10_\w{8}/g, 'b10_AbCd1234')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '5b1f…')
    .replaceAll(/in \d+ ms/g, 'in 41 ms');
}
