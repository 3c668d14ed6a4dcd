// A repository with a long history, made anew for each run by git's own importer: no input is kept in this repository.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';

const FILES = 400;
const LINES = 120;
const CHANGES = 3;
const MERGE_EVERY = 40;

/**
 * Fills a bare repository with commits that each change a few lines of a few files, as people do; every fortieth is a
 * merge. The same number makes the same history.
 *
 * @param {string} folder of an empty repository
 * @param {number} commits
 * @param {Record<string, string>} environment
 */
export async function importHistory(folder, commits, environment) {
  const importer = spawn('git', ['fast-import', '--quiet'], {
    cwd: folder,
    env: environment,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const files = Array.from({ length: FILES }, (_, file) =>
    Array.from({ length: LINES }, (_, line) => words(`${file}.${line}`)),
  );
  for (let commit = 1; commit <= commits; commit++) {
    if (!importer.stdin.write(commit === 1 ? firstCommit(files) : nextCommit(files, commit))) {
      await once(importer.stdin, 'drain');
    }
  }
  importer.stdin.end();
  const [exitCode] = await once(importer, 'exit');
  if (exitCode !== 0) throw new Error(`git fast-import exited with ${exitCode}`);
}

/** @param {string[][]} files */
function firstCommit(files) {
  return `${head(1)}${files.map((_, file) => fileCommand(files, file)).join('')}\n`;
}

/** @param {string[][]} files @param {number} commit */
function nextCommit(files, commit) {
  const merged = commit % MERGE_EVERY === 0 ? `merge :${commit - MERGE_EVERY / 2}\n` : '';
  let commands = '';
  for (let change = 0; change < CHANGES; change++) {
    const file = number(`${commit}.${change}`, FILES);
    const at = number(`${commit}.${change}.at`, LINES);
    for (let line = at; line < Math.min(LINES, at + 4); line++) {
      const lines = files[file];
      if (lines) lines[line] = words(`${commit}.${change}.${line}`);
    }
    commands += fileCommand(files, file);
  }
  return `${head(commit, merged === '' ? 'commit' : 'merge')}from :${commit - 1}\n${merged}${commands}\n`;
}

/** @param {number} commit */
function head(commit, kind = 'commit') {
  const message = `${kind} ${commit}\n`;
  const time = 1_700_000_000 + commit * 60;
  return `commit refs/heads/main\nmark :${commit}\ncommitter Bench <bench@example.invalid> ${time} +0000\ndata ${message.length}\n${message}`;
}

/** @param {string[][]} files @param {number} file */
function fileCommand(files, file) {
  const text = `${files[file]?.join('\n')}\n`;
  return `M 100644 inline d${file % 20}/f${file}.txt\ndata ${text.length}\n${text}\n`;
}

/** A line that is the same for the same seed. @param {string} seed */
function words(seed) {
  return createHash('sha1').update(seed).digest('base64').repeat(2);
}

/** @param {string} seed @param {number} below */
function number(seed, below) {
  return createHash('sha1').update(seed).digest().readUInt32BE() % below;
}
