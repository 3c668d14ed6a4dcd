import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { commandsIn, DOCUMENTS, ROOT } from '../support/documents.ts';
import { currentKey } from '../support/keys.ts';
import { installedPackage, type Outcome, ScratchRepository } from '../support/scratchRepository.ts';

/** How a command of a document is tried. */
type Trial =
  /** In a scratch repository that has the package, and a branch `main` that HEAD is ahead of: its exit code. */
  | { exit: number; before?: string; input?: () => string; says?: string }
  /** By another test, which holds these words. */
  | { in: string; words: string }
  /** By the name of a script of package.json, or of files, which have to be there. */
  | { names: readonly string[]; because: string }
  /** Not at all. */
  | { untried: string };

/** The file that the documents name, as `npm pack` names it. */
const TARBALL = `./${basename(inject('tarball'))}`;
const WITH_MANIFEST = `npm install --save-dev ${TARBALL}`;
const WITHOUT_MANIFEST = `npm install --prefix ~/.baseten-key-guard ${TARBALL}`;
const OUTSIDE = '~/.baseten-key-guard/node_modules/.bin/baseten-key-guard install';
const inCi = (words: string): Trial => ({ in: '.ci/run', words });
const PACKAGE = '/opt/baseten-key-guard/node_modules/baseten-key-guard';
/** By the newcomers below, who have the tarball. */
const BY_NEWCOMER: Trial = { in: 'test/docs/commands.test.ts', words: 'newcomer(' };
const PASSES: Trial = { exit: 0 };
const OWN_LINES: Trial = { in: 'test/hooks/ownLine.test.ts', words: 'docs/hooks.md' };

const TRIALS: Record<string, Trial> = {
  // As a user.
  'npx baseten-key-guard install': { exit: 0, says: 'In every other clone, run `install` once' },
  'npx baseten-key-guard install --pre-push': { exit: 0, says: 'pre-push' },
  'npx baseten-key-guard uninstall': { exit: 0, before: 'npx baseten-key-guard install', says: 'as it was' },
  'npx baseten-key-guard status': { exit: 0, before: 'npx baseten-key-guard install', says: 'yes' },
  'npx --prefix frontend baseten-key-guard status': {
    exit: 0,
    before: 'mkdir frontend && mv node_modules frontend && npx --prefix frontend baseten-key-guard install',
    says: 'yes',
  },
  'npx baseten-key-guard --staged': PASSES,
  'npx baseten-key-guard --staged src': PASSES,
  'npx baseten-key-guard --range main..HEAD': { exit: 0, says: 'Scanned 1 commit' },
  'npx baseten-key-guard --history': { exit: 0, says: 'Scanned 2 commits' },
  'npx baseten-key-guard --tree': PASSES,
  'npx baseten-key-guard --version': { exit: 0, says: '.' },
  'npx baseten-key-guard allow <fingerprint> --reason "made up, for the documentation"': PASSES,
  'npx baseten-key-guard allow <fingerprint> --reason "…"': { exit: 0, says: 'git add' },
  'git add .baseten-key-guard.json': { exit: 0, before: 'echo "{}" > .baseten-key-guard.json' },
  'npx baseten-key-guard trace': { exit: 0, input: currentKey, says: 'stands nowhere' },
  "git show <commit>:.env | sed -n 's/^BASETEN_API_KEY=//p' | npx baseten-key-guard trace": {
    exit: 1,
    before:
      '{ printf BASETEN_API_KEY=; cat; echo; } > .env && git add .env && git commit --quiet --message leak',
    input: currentKey,
    says: '.env, added by',
  },
  // No server is asked: the proxy that the environment names does not exist.
  'npx baseten-key-guard verify': { exit: 2, input: currentKey, says: 'may be active' },
  'npx baseten-key-guard verify < file': {
    exit: 2,
    before: 'cat > file',
    input: currentKey,
    says: 'may be active',
  },
  // In a hook of one's own.
  "grep -q '^}' node_modules/baseten-key-guard/hooks/run || exit 2": OWN_LINES,
  'sh node_modules/baseten-key-guard/hooks/run pre-commit "$@" || exit': OWN_LINES,
  'npx --no-install baseten-key-guard --staged': PASSES,
  // In CI and on a server.
  'npx --no-install baseten-key-guard --range "$BEFORE..$AFTER" --report sarif:baseten-key-guard.sarif': {
    exit: 0,
    says: 'Scanned 1 commit',
  },
  'npx --no-install baseten-key-guard --history': PASSES,
  'npx --no-install baseten-key-guard --tree': PASSES,
  'some-command | npx --no-install baseten-key-guard --stdin --path deploy/.env': {
    exit: 0,
    says: 'Scanned 1 line',
  },
  [`exec node ${PACKAGE}/dist/bin.cjs hook pre-receive`]: {
    in: 'test/e2e/hooks.test.ts',
    words: 'pre-receive',
  },
  'JOBS=8 sh node_modules/baseten-key-guard/ci/fleet.sh reports < repositories.txt': {
    exit: 0,
    before: 'pwd > repositories.txt',
  },
  'mkdir -p reports': PASSES,
  'parallel --quote --jobs 8 sh ci/fleet.sh --one "$PWD/reports" \'{#} {}\' --history :::: repositories.txt':
    {
      in: 'test/ci/fleet.test.ts',
      words: '--one',
    },
  'node ci/merge-sarif.mjs merged.sarif reports/*.sarif': {
    exit: 0,
    before:
      'mkdir reports && npx baseten-key-guard --tree --output reports/a.sarif --format sarif && ln -s node_modules/baseten-key-guard/ci ci',
  },
  // As a contributor, in this checkout.
  'npm ci': { in: '.github/workflows/ci.yml', words: 'npm ci' },
  'npm cit': inCi('(npm cit\\)'),
  'npm run check': inCi('npm run check'),
  'npm ci && npm pack': { in: 'test/support/packTarball.ts', words: "'pack'" },
  'npm ci && npm run demo': { in: 'test/e2e/demo.test.ts', words: 'demo.mjs' },
  'npm run sbom': { in: 'test/e2e/packageLicences.test.ts', words: "'sbom'" },
  'npm run build': { names: ['build'], because: '`npm test` begins with it' },
  'npm run fix': { names: ['fix'], because: 'it writes into the checkout' },
  'npm run bench': { names: ['bench'], because: 'it takes minutes, and no test measures time' },
  'npm run bench -- --quick': { names: ['bench'], because: 'it takes minutes, and no test measures time' },
  'npm run docs': {
    names: ['docs'],
    because: 'it writes the page; test/docs/api.test.ts says whether it is right',
  },
  'npm run corpus -- --write': {
    names: ['corpus'],
    because: 'it writes the page; test/corpus says whether it is right',
  },
  'npx vitest run test/rules/formats.test.ts': {
    names: ['test/rules/formats.test.ts'],
    because: 'it is run with this one',
  },
  'npx vitest run test/diff -t "a diff is the same"': {
    names: ['test/diff'],
    because: 'it is run with this one',
  },
  'npx vitest test/rules': {
    names: ['test/rules'],
    because: 'it is run with this one, and waits for changes',
  },
  // With what the tests do not have.
  [WITH_MANIFEST]: BY_NEWCOMER,
  [WITHOUT_MANIFEST]: BY_NEWCOMER,
  [OUTSIDE]: BY_NEWCOMER,
  [`npm install --prefix /opt/baseten-key-guard --ignore-scripts ${TARBALL}`]: {
    untried: 'it writes outside of the repository; a newcomer below does the same in a home',
  },
  'yarn baseten-key-guard install': { in: 'test/e2e/installPlaces.test.ts', words: 'yarn' },
  'npx husky': { in: 'test/e2e/installManagers.test.ts', words: 'husky' },
  'baseten org api-key delete --prefix b10_AbCd1234': {
    untried: "it revokes a key at Baseten, with Baseten's own program",
  },
};

/** Where each command stands, so that a failure says which page to mend. */
const FOUND = new Map<string, string>();
for (const [path, text] of DOCUMENTS) for (const command of commandsIn(text)) FOUND.set(command, path);

/** In a repository of two commits, the second on a branch of its own, with the package in its `node_modules`. */
function tried(command: string, { before = ':', input }: { before?: string; input?: () => string }): Outcome {
  const repository = ScratchRepository.create();
  symlinkSync(dirname(installedPackage()), join(repository.folder, 'node_modules'));
  repository.seed({ '.gitignore': 'node_modules\n', 'README.md': 'first\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.seed({ 'src/main.ts': 'export {};\n' });
  repository.stage('src/main.ts', 'export { };\n');
  const words = command
    .replace('<fingerprint>', 'f'.repeat(64))
    .replace('some-command', 'echo nothing')
    .replace('<commit>', 'HEAD');
  return repository.run('sh', ['-c', `{ ${before}; } > before.txt && ${words}`], {
    input: input?.() ?? '',
    variables: {
      BEFORE: 'main',
      AFTER: 'HEAD',
      npm_config_offline: 'true',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
  });
}

test('every command of the documents is tried, and no other', () => {
  expect([...FOUND].filter(([command]) => !(command in TRIALS))).toEqual([]);
  expect(Object.keys(TRIALS).filter((command) => !FOUND.has(command))).toEqual([]);
});

describe('a command of the documents', () => {
  test.each(Object.entries(TRIALS))('%s', (command, trial) => {
    if ('untried' in trial) return expect(trial.untried).not.toBe('');
    if ('in' in trial) return expect(readFileSync(ROOT + trial.in, 'utf8')).toContain(trial.words);
    if ('names' in trial) {
      const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { scripts: object };
      return expect(trial.names.filter((name) => !(name in scripts) && !existsSync(ROOT + name))).toEqual([]);
    }
    const outcome = tried(command, trial);
    expect(outcome.output).toContain(trial.says ?? '');
    expect(outcome).toMatchObject({ status: trial.exit });
  });
});

test('the test that CONTRIBUTING.md picks by its name is there', () => {
  const texts = readdirSync(`${ROOT}test/diff`).map((name) =>
    readFileSync(`${ROOT}test/diff/${name}`, 'utf8'),
  );
  expect(texts.some((text) => text.includes('a diff is the same'))).toBe(true);
});

/** Types these commands of the documents in a new repository that the tarball was copied to. */
function newcomer(...commands: string[]): ScratchRepository {
  expect(commands.filter((command) => !FOUND.has(command))).toEqual([]);
  const repository = ScratchRepository.create();
  copyFileSync(inject('tarball'), join(repository.folder, TARBALL));
  mkdirSync(join(repository.home, '.baseten-key-guard'));
  const { npm_config_cache = '' } = process.env;
  const outcome = repository.run('sh', ['-c', commands.join(' && ')], {
    variables: {
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
      ...(npm_config_cache && { npm_config_cache }),
    },
  });
  expect(outcome.output).toContain('is installed');
  expect(outcome).toMatchObject({ status: 0 });
  return repository;
}

test('a newcomer with a package.json installs the tarball, by a path that is the same in every clone', () => {
  const repository = newcomer(WITH_MANIFEST, 'npx baseten-key-guard install');
  const manifest = JSON.parse(readFileSync(join(repository.folder, 'package.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({
    devDependencies: { 'baseten-key-guard': `file:${TARBALL.slice('./'.length)}` },
  });
});

test('a newcomer without a package.json installs the tarball, and is guarded', () => {
  const repository = newcomer(WITHOUT_MANIFEST, OUTSIDE);
  expect(repository.git('status', '--porcelain')).toBe(`?? ${TARBALL.slice('./'.length)}\n`);
});
