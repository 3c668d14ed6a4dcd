import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanHistory } from '../../src/scan/commits/scanHistory.ts';
import { scanRange } from '../../src/scan/commits/scanRange.ts';
import { commitAll, importCommits } from '../support/history.ts';
import { currentKey } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

const FILES = ['a.py', 'b.txt', 'd/c.json'];
const KEYS = Array.from({ length: 6 }, () => currentKey());

/** A version of a file: which of the keys stand in it, each on a line of its own, in one order. */
type Version = readonly boolean[];

interface Step {
  /** What HEAD and other commits, counted back, are its parents; the first commit has none. */
  parents: number[];
  files: Version[];
  isBinary: boolean;
}

const version = fc.array(fc.boolean(), { minLength: KEYS.length, maxLength: KEYS.length });
const history: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    parents: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
    files: fc.array(version, { minLength: FILES.length, maxLength: FILES.length }),
    isBinary: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

/** The ids, by mark, of the parents of each commit: those that exist already. */
function parentsOf({ parents }: Step, mark: number): number[] {
  return [...new Set(parents.map((back) => mark - 1 - back).filter((parent) => parent > 0))];
}

function contentOf(keys: Version, isBinary: boolean): string {
  const lines = KEYS.flatMap((key, index) => [`line ${index}`, ...(keys[index] ? [`x = "${key}"`] : [])]);
  return `${isBinary ? '\0' : ''}\n${lines.join('\n')}\n`;
}

function commandsFor(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      const mark = index + 1;
      const [first, ...others] = parentsOf(step, mark);
      const files = step.files.map((keys, file) => {
        const content = contentOf(keys, step.isBinary);
        return `M 100644 inline ${FILES[file]}\ndata ${content.length}\n${content}\n`;
      });
      return [
        `commit refs/heads/h${mark}\nmark :${mark}\ncommitter T <t@example.invalid> ${mark} +0000\n`,
        `data ${`${mark}\n`.length}\n${mark}\n`,
        first === undefined ? '' : `from :${first}\n`,
        ...others.map((other) => `merge :${other}\n`),
        ...files,
        '\n',
      ].join('');
    })
    .join('');
}

test('each commit of a random history adds the keys that are in none of its parents', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const repository = ScratchRepository.create('--bare');
      importCommits(repository, commandsFor(steps));
      const expected = steps.flatMap((step, index) => {
        const parents = parentsOf(step, index + 1).map((mark) => steps[mark - 1]);
        return step.files.flatMap((keys, file) =>
          KEYS.flatMap((key, at) =>
            keys[at] && !parents.some((parent) => parent?.files[file]?.[at])
              ? `${index + 1} ${FILES[file]} ${key.slice(0, 12)}`
              : [],
          ),
        );
      });
      const { findings, scan } = await scanHistory({ cwd: repository.folder });
      const subjects = new Map(
        repository
          .git('log', '--all', '--format=%H %s')
          .trim()
          .split('\n')
          .map((line) => line.split(' ') as [string, string]),
      );
      const found = findings.map(({ commit, path, keyPrefix }) => {
        return `${subjects.get(commit ?? '')} ${path} ${keyPrefix}`;
      });
      expect(found.sort()).toEqual(expected.sort());
      expect(scan.commits).toBe(steps.length);
    }),
    { numRuns: 12 },
  );
});

test('a scan that is aborted tells what it has found so far', async () => {
  const repository = ScratchRepository.create();
  for (const name of ['one', 'two', 'three'])
    commitAll(repository, name, { [`${name}.py`]: `${currentKey()}\n` });
  const controller = new AbortController();
  const seen: unknown[] = [];
  const { scan, findings } = await scanHistory({
    cwd: repository.folder,
    signal: controller.signal,
    onProgress(progress) {
      seen.push(progress);
      if (progress.commits === 3) controller.abort();
    },
  });
  expect(seen).toEqual([1, 2, 3].map((commits) => ({ commits, total: 3 })));
  expect(scan).toMatchObject({ partial: true, commits: 3 });
  expect(findings.map(({ path }) => path)).toEqual(expect.arrayContaining(['two.py', 'three.py']));
});

test('a failure is thrown, never reported as a clean scan', async () => {
  const repository = ScratchRepository.create();
  commitAll(repository, 'one');
  await expect(scanRange({ cwd: repository.folder, range: 'none' })).rejects.toThrow(
    'There is no revision "none"',
  );
  await expect(scanHistory({ cwd: repository.home })).rejects.toThrow('not a git repository');
});

test('a long history is shared out among several gits', async () => {
  const repository = ScratchRepository.create('--bare');
  const key = currentKey();
  const commits = Array.from({ length: 2_100 }, (_, index) => {
    const content = index % 500 === 0 ? `${key} ${index}\n` : `${index}\n`;
    const from = index === 0 ? '' : `from :${index}\n`;
    return `commit refs/heads/main\nmark :${index + 1}\ncommitter T <t@example.invalid> ${index} +0000\ndata 2\nm\n${from}M 100644 inline a\ndata ${content.length}\n${content}\n`;
  });
  importCommits(repository, commits.join(''));
  const { scan, groups } = await scanHistory({ cwd: repository.folder });
  expect(scan.commits).toBe(2_100);
  expect(groups).toMatchObject([{ findings: 5, commits: 5 }]);
});
