// A scratch repository, and what may be done in it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** What was promised and did not happen. */
export class BrokenPromise extends Error {}

/**
 * @param {boolean} isTrue
 * @param {string} sentence what to say where it is not
 */
export function must(isTrue, sentence) {
  if (!isTrue) throw new BrokenPromise(sentence);
}

export class ScratchRepository {
  #root = realpathSync(mkdtempSync(join(tmpdir(), 'baseten-key-guard-demo-')));
  #home = join(this.#root, 'home');
  folder = join(this.#root, 'repository');

  /** A new repository, which is removed when the process ends, however it ends. */
  constructor() {
    process.on('exit', () => rmSync(this.#root, { recursive: true, force: true }));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => stopBy(signal));
    }
    for (const folder of [this.folder, this.#home]) mkdirSync(folder);
  }

  init() {
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('config', 'user.name', 'Demo');
    this.git('config', 'user.email', 'demo@example.invalid');
  }

  /**
   * Writes a file and stages it.
   *
   * @param {string} path
   * @param {string} content
   */
  stage(path, content) {
    writeFileSync(join(this.folder, path), content);
    this.git('add', '--', path);
  }

  /** How many commits there are. */
  commits() {
    return this.git('rev-list', '--all').split('\n').filter(Boolean).length;
  }

  /** The names of all that stands in the hooks folder. */
  hooks() {
    return readdirSync(join(this.folder, '.git', 'hooks'))
      .sort()
      .join(' ');
  }

  /**
   * Runs git. @returns what it said
   *
   * @param {string[]} words
   */
  git(...words) {
    const { status, output } = this.run('git', words);
    must(status === 0, `\`git ${words.join(' ')}\` failed: ${output.trim()}`);
    return output;
  }

  /**
   * Runs a command in an environment built from nothing: no configuration, hook or `GIT_*` variable of whoever
   * runs the demo reaches it.
   *
   * @param {string} command
   * @param {string[]} words
   */
  run(command, words) {
    const PATH = [dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter);
    const env = { PATH, HOME: this.#home, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const { status, signal, stdout, stderr, error } = spawnSync(command, words, {
      cwd: this.folder,
      env,
      encoding: 'utf8',
    });
    must(error === undefined, `${command} could not be run: ${error?.message}.`);
    if (signal) stopBy(signal); // Ctrl-C reaches the command as well as us
    return { status, output: stdout + stderr };
  }
}

/**
 * Ends the process as a shell expects after a signal.
 *
 * @param {NodeJS.Signals} signal
 */
function stopBy(signal) {
  console.error(`\ndemo: stopped by ${signal}.`);
  process.exit(128 + constants.signals[signal]);
}
