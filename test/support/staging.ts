import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/detect/finding.ts';
import { commit, PASSED, stoppedAt } from './commit.ts';
import { currentKey, leakedRun } from './keys.ts';
import { ScratchRepository, type Variables } from './scratchRepository.ts';

/** One thing that stands between a staged key and whoever reads the staged diff. */
export interface Obstacle {
  name: string;
  /** Stages `key`; called a second time with a text of the same shape that is no key. */
  stage(repository: ScratchRepository, key: string): void;
  /** Where the key is, each `path:line`; by default the third line of `a.py`. */
  places?: string[];
  /** `git config` for the repository. */
  config?: Record<string, string>;
  variables?: Variables;
  /** Lines of `.git/info/attributes`. */
  attributes?: string;
  /** Committed before. */
  before?: Record<string, string | Uint8Array>;
  /** Where the program is called, for the JSON report; git runs the hook at the top. */
  cwd?: string;
  initArguments?: string[];
  /** Done once, before anything is staged. */
  prepare?(repository: ScratchRepository): void;
}

/** A setting that is to change nothing. */
export interface Setting {
  name: string;
  /** What stands between `git` and `commit`. */
  gitArguments?: string[];
  variables?: Variables;
  /** Lines of `.git/info/attributes`. */
  attributes?: string;
}

/** Documentation's way of writing a key: as long as one, and none. */
export const NO_KEY = `b10_AbCd1234.${'x'.repeat(32)}`;

/** Three lines, the key on the last. */
export const withKey = (key: string) => `first\nsecond\nkey = "${key}"\n`;

/** Stages it as `a.py`. */
export const stageKey = (repository: ScratchRepository, key: string) =>
  repository.stage('a.py', withKey(key));

/** Each obstacle by itself, in a repository of its own: JSON and a commit with the key, a commit without. */
export function describeObstacles(group: string, obstacles: readonly Obstacle[]): void {
  describe(group, () => {
    for (const obstacle of obstacles) {
      test(obstacle.name, () => {
        const repository = arrange(obstacle);
        const { variables = {}, places = ['a.py:3'] } = obstacle;
        const key = currentKey();
        obstacle.stage(repository, key);
        expect(placesInJson(repository, obstacle)).toEqual(places);
        const stopped = commit(repository, [], { variables });
        expect(stopped).toMatchObject({ status: 1, hook: 1, isCommitted: false });
        expect(stopped.places).toHaveLength(places.length);
        expect(leakedRun(stopped.output, key)).toBeUndefined();

        obstacle.stage(repository, NO_KEY);
        expect(commit(repository, [], { variables })).toMatchObject(PASSED);
      });
    }
  });
}

/**
 * Many settings over one staged file, each in a commit of its own that has to be stopped. What is staged is the same
 * under all of them, so that it passes without the key is tried once, under the last.
 */
export function describeSettings(group: string, settings: readonly Setting[]): void {
  describe(group, () => {
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'bkg settings '));
    let repository: ScratchRepository;
    beforeAll(() => {
      repository = ScratchRepository.createIn(root);
      repository.seed({ 'README.md': 'first\n' });
      repository.installHook();
      stageKey(repository, currentKey());
    });
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    for (const { name, gitArguments = [], variables = {}, attributes = '' } of settings) {
      test(name, () => {
        repository.write('.git/info/attributes', attributes);
        expect(commit(repository, [], { gitArguments, variables })).toMatchObject(stoppedAt('a.py:3'));
      });
    }
    test('the same without a key passes', () => {
      stageKey(repository, NO_KEY);
      const { gitArguments = [], variables = {} } = settings.at(-1) ?? {};
      expect(commit(repository, [], { gitArguments, variables })).toMatchObject(PASSED);
    });
  });
}

function arrange(obstacle: Obstacle): ScratchRepository {
  const repository = ScratchRepository.create(...(obstacle.initArguments ?? []));
  repository.seed({ 'README.md': 'first\n', ...obstacle.before });
  repository.installHook();
  for (const [name, value] of Object.entries(obstacle.config ?? {})) repository.git('config', name, value);
  if (obstacle.attributes !== undefined) repository.write('.git/info/attributes', obstacle.attributes);
  obstacle.prepare?.(repository);
  return repository;
}

function placesInJson(repository: ScratchRepository, { variables, cwd }: Obstacle): string[] {
  const { stdout } = repository.guard(['--staged', '--format', 'json'], {
    ...(variables && { variables }),
    ...(cwd && { cwd }),
  });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings.map(({ path, line }) => `${path}:${line}`);
}
