// What is measured: this program, what it is held against, and the scanners that are found on this machine. Each
// does what its own page says for a pre-commit hook.
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STAGED_DIFF_ARGUMENTS } from './gitArguments.mjs';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const STAGED_FILES = 'git diff --cached --name-only -z --diff-filter=ACMR';

/** @typedef {{ name: string, command: string, args: readonly string[] }} Contender */

/** The program by itself. @type {Contender} */
export const OURS = {
  name: 'baseten-key-guard --staged',
  command: process.execPath,
  args: [path('../dist/bin.cjs'), '--staged', '--quiet'],
};

/** What a commit waits for: node is started where the hook's first look sees a reason. @type {Contender} */
export const HOOK = {
  name: "baseten-key-guard's hook",
  command: 'sh',
  args: [path('../hooks/run'), 'pre-commit'],
};

/** @type {Contender} */
export const NODE = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'] };

/** @type {Contender} */
export const DIFF = shell('git diff … | cat', 'git "$@" | cat', ...STAGED_DIFF_ARGUMENTS);

/** The scanners that are found on the PATH, and secretlint, which comes with this repository. @returns {Contender[]} */
export function peers() {
  return [
    {
      name: 'secretlint',
      command: process.execPath,
      args: [path('secretlint.mjs')],
    },
    ...found('ripsecrets', shell('ripsecrets', `${STAGED_FILES} | xargs -0 ripsecrets`)),
    ...found('git-secrets', {
      name: 'git-secrets',
      command: 'git',
      // A pattern: without one it scans nothing.
      args: [
        '-c',
        'secrets.patterns=b10_[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}',
        'secrets',
        '--pre_commit_hook',
        '--',
      ],
    }),
    ...found('gitleaks', {
      name: 'gitleaks',
      command: 'gitleaks',
      args: ['git', '--pre-commit', '--staged', '--no-banner', '--redact'],
    }),
    ...found('betterleaks', {
      name: 'betterleaks',
      command: 'betterleaks',
      args: ['git', '--pre-commit', '--staged', '--no-banner', '--redact'],
    }),
    ...found('kingfisher', {
      name: 'kingfisher',
      command: 'kingfisher',
      args: ['scan', '.', '--staged', '--quiet', '--no-update-check', '--no-validate'],
    }),
    ...found(
      'detect-secrets-hook',
      shell('detect-secrets', `${STAGED_FILES} | xargs -0 detect-secrets-hook`),
    ),
  ];
}

/** @returns {Contender} */
function shell(/** @type {string} */ name, /** @type {string} */ script, /** @type {string[]} */ ...args) {
  return { name, command: 'sh', args: ['-c', script, 'sh', ...args] };
}

/** @returns {Contender[]} */
function found(/** @type {string} */ program, /** @type {Contender} */ contender) {
  const isThere = (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => existsSync(join(folder, program)) && statSync(join(folder, program)).isFile());
  return isThere ? [contender] : [];
}
