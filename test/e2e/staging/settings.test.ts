import {
  describeObstacles,
  describeSettings,
  type Setting,
  stageKey,
  withKey,
} from '../../support/staging.ts';

// Everything in `git help config` that has a say in what a diff, a commit or an index is.

const settings = (...pairs: [name: string, value: string][]): Setting[] =>
  pairs.map(([name, value]) => ({ name: `${name}=${value}`, gitArguments: ['-c', `${name}=${value}`] }));

describeSettings(
  'settings of diff',
  settings(
    ['diff.external', 'true'],
    ['diff.noprefix', 'true'],
    ['diff.mnemonicPrefix', 'true'],
    ['diff.srcPrefix', 'x/'],
    ['diff.dstPrefix', 'y/'],
    ['diff.relative', 'true'],
    ['diff.renames', 'copies'],
    ['diff.renames', 'false'],
    ['diff.renameLimit', '1'],
    ['diff.context', '9'],
    ['diff.interHunkContext', '9'],
    ['diff.algorithm', 'minimal'],
    ['diff.algorithm', 'patience'],
    ['diff.algorithm', 'histogram'],
    ['diff.indentHeuristic', 'false'],
    ['diff.autoRefreshIndex', 'false'],
    ['diff.dirstat', 'files'],
    ['diff.ignoreSubmodules', 'all'],
    ['diff.submodule', 'log'],
    ['diff.submodule', 'diff'],
    ['diff.statGraphWidth', '1'],
    ['diff.tool', 'true'],
    ['diff.trustExitCode', 'true'],
    ['diff.wordRegex', '.'],
    ['diff.suppressBlankEmpty', 'true'],
    ['diff.colorMoved', 'zebra'],
    ['diff.colorMovedWS', 'ignore-all-space'],
    ['diff.wsErrorHighlight', 'all'],
  ),
);

describeSettings(
  'colours and pagers',
  settings(
    ['color.ui', 'always'],
    ['color.diff', 'always'],
    ['color.diff.new', 'reverse'],
    ['color.diff.meta', 'normal'],
    ['color.pager', 'true'],
    ['color.status', 'always'],
    ['core.pager', 'true'],
    ['pager.diff', 'true'],
    ['column.ui', 'always'],
  ),
);

describeSettings(
  'settings of core',
  settings(
    ['core.quotePath', 'true'],
    ['core.quotePath', 'false'],
    ['core.bigFileThreshold', '1'],
    ['core.abbrev', '4'],
    ['core.abbrev', 'no'],
    ['core.autocrlf', 'true'],
    ['core.autocrlf', 'input'],
    ['core.eol', 'crlf'],
    ['core.safecrlf', 'true'],
    ['core.checkStat', 'minimal'],
    ['core.trustctime', 'false'],
    ['core.ignoreStat', 'true'],
    ['core.commentChar', '+'],
    ['core.compression', '0'],
    ['core.looseCompression', '9'],
    ['core.deltaBaseCacheLimit', '1'],
    ['core.packedGitWindowSize', '4096'],
    ['core.excludesFile', '/dev/null'],
    ['core.fileMode', 'false'],
    ['core.fsmonitor', 'true'],
    ['core.ignoreCase', 'true'],
    ['core.precomposeUnicode', 'true'],
    ['core.protectHFS', 'true'],
    ['core.protectNTFS', 'true'],
    ['core.symlinks', 'false'],
    ['core.preloadIndex', 'false'],
    ['core.multiPackIndex', 'false'],
    ['core.commitGraph', 'false'],
    ['core.sparseCheckout', 'true'],
    ['core.splitIndex', 'true'],
    ['core.untrackedCache', 'true'],
    ['core.useReplaceRefs', 'false'],
    ['core.warnAmbiguousRefs', 'true'],
    ['core.whitespace', 'cr-at-eol'],
    ['core.notesRef', 'refs/heads/main'],
    ['core.sharedRepository', 'group'],
    ['core.editor', 'false'],
    ['core.sshCommand', 'false'],
    ['core.gitProxy', 'false'],
    ['core.askPass', 'false'],
  ),
);

describeSettings(
  'settings of other commands',
  settings(
    ['add.ignoreErrors', 'true'],
    ['advice.diverging', 'true'],
    ['alias.diff', '!true'],
    ['apply.whitespace', 'fix'],
    ['commit.cleanup', 'verbatim'],
    ['commit.status', 'false'],
    ['commit.template', '/dev/null'],
    ['commit.verbose', '2'],
    ['feature.experimental', 'true'],
    ['feature.manyFiles', 'true'],
    ['filter.x.clean', 'true'],
    ['filter.x.process', 'true'],
    ['gc.auto', '1'],
    ['i18n.commitEncoding', 'ISO-8859-1'],
    ['i18n.logOutputEncoding', 'UTF-16'],
    ['include.path', '/dev/null'],
    ['index.recordEndOfIndexEntries', 'true'],
    ['index.sparse', 'true'],
    ['index.threads', '4'],
    ['index.version', '4'],
    ['interactive.diffFilter', 'true'],
    ['log.showSignature', 'true'],
    ['log.diffMerges', 'off'],
    ['merge.renormalize', 'true'],
    ['merge.renames', 'false'],
    ['merge.x.driver', 'true'],
    ['pack.threads', '1'],
    ['rerere.enabled', 'true'],
    ['safe.directory', '*'],
    ['sparse.expectFilesOutsideOfPatterns', 'true'],
    ['status.renames', 'copies'],
    ['status.relativePaths', 'false'],
    ['status.short', 'true'],
    ['status.submoduleSummary', 'true'],
    ['stash.showPatch', 'true'],
    ['submodule.recurse', 'true'],
    ['trace2.eventTarget', '/dev/null'],
    ['transfer.fsckObjects', 'true'],
    ['url.nowhere:.insteadOf', '/'],
    ['user.useConfigOnly', 'true'],
  ),
);

/** What blinds most, together. */
const HOSTILE = [
  ['diff.external', 'true'],
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.relative', 'true'],
  ['diff.renames', 'copies'],
  ['diff.context', '9'],
  ['diff.submodule', 'log'],
  ['color.ui', 'always'],
  ['core.bigFileThreshold', '1'],
  ['core.pager', 'true'],
  ['alias.diff', '!true'],
] as const;
const HOSTILE_FILE = HOSTILE.map(([name, value]) => {
  const dot = name.indexOf('.');
  return `[${name.slice(0, dot)}]\n\t${name.slice(dot + 1)} = "${value}"\n`;
}).join('');

describeObstacles('where settings stand', [
  {
    name: 'in the configuration of the repository',
    config: Object.fromEntries(HOSTILE),
    stage: stageKey,
  },
  {
    name: "in the user's configuration",
    variables: { GIT_CONFIG_GLOBAL: '../home/hostile' },
    prepare: (repository) => repository.write('../home/hostile', HOSTILE_FILE),
    stage: stageKey,
  },
  {
    name: "in ~/.gitconfig and in XDG_CONFIG_HOME's",
    prepare: (repository) => {
      delete repository.environment.GIT_CONFIG_GLOBAL;
      repository.write('../home/.gitconfig', HOSTILE_FILE);
      repository.write('../home/.config/git/config', HOSTILE_FILE);
      repository.write('../home/.config/git/attributes', '* -diff\n');
    },
    stage: stageKey,
  },
  {
    name: "in the system's configuration",
    variables: { GIT_CONFIG_NOSYSTEM: '0', GIT_CONFIG_SYSTEM: '../home/hostile' },
    prepare: (repository) => repository.write('../home/hostile', HOSTILE_FILE),
    stage: stageKey,
  },
  {
    name: 'in a file that the configuration includes, for this folder',
    prepare: (repository) => {
      repository.write('../home/hostile', HOSTILE_FILE);
      repository.git('config', `includeIf.gitdir:${repository.folder}/.path`, '../../home/hostile');
    },
    stage: stageKey,
  },
  {
    name: 'in the configuration of the worktree',
    prepare: (repository) => {
      repository.git('config', 'extensions.worktreeConfig', 'true');
      repository.write('.git/config.worktree', HOSTILE_FILE);
    },
    stage: stageKey,
  },
  {
    name: 'in the environment, counted',
    variables: {
      GIT_CONFIG_COUNT: `${HOSTILE.length}`,
      ...Object.fromEntries(HOSTILE.map(([name], index) => [`GIT_CONFIG_KEY_${index}`, name])),
      ...Object.fromEntries(HOSTILE.map(([, value], index) => [`GIT_CONFIG_VALUE_${index}`, value])),
    },
    stage: stageKey,
  },
  {
    name: 'in the environment, quoted',
    variables: {
      GIT_CONFIG_PARAMETERS: HOSTILE.map(([name, value]) => `'${name}'='${value}'`).join(' '),
    },
    stage: stageKey,
  },
]);

describeObstacles('settings that need more than one file', [
  {
    name: 'diff.relative=true, in a subfolder',
    config: { 'diff.relative': 'true' },
    before: { 'sub/x': 'first\n' },
    cwd: 'sub',
    stage: stageKey,
  },
  {
    name: 'diff.orderFile that puts the last file first',
    config: { 'diff.orderFile': '.order' },
    stage: (repository, key) => {
      repository.write('.order', '*.z\n*.py\n');
      repository.stage('b.z', withKey(key));
      stageKey(repository, key);
    },
    places: ['a.py:3', 'b.z:3'],
  },
  {
    name: 'diff.renames=copies, with a copy',
    config: { 'diff.renames': 'copies' },
    before: { 'a.py': 'a line\n'.repeat(30) },
    stage: (repository, key) => {
      repository.stage('a.py', `${'a line\n'.repeat(30)}more\n`);
      repository.stage('b.py', `${'a line\n'.repeat(30)}${key}\n`);
    },
    places: ['b.py:31'],
  },
  {
    name: 'diff.renameLimit=1, with three renames',
    config: { 'diff.renameLimit': '1' },
    before: Object.fromEntries([1, 2, 3].map((number) => [`${number}.py`, `line ${number}\n`.repeat(30)])),
    stage: (repository, key) => {
      for (const number of [1, 2, 3]) {
        repository.git('rm', '--quiet', '--force', '--ignore-unmatch', `${number}.py`);
        repository.stage(`new${number}.py`, `${`line ${number}\n`.repeat(30)}${number === 2 ? key : 'x'}\n`);
      }
    },
    places: ['new2.py:31'],
  },
  {
    name: 'diff.submodule=log, behind a submodule',
    config: { 'diff.submodule': 'log' },
    stage: (repository, key) => {
      const pointer = repository.git('rev-parse', 'HEAD').trim();
      repository.git('update-index', '--add', '--cacheinfo', `160000,${pointer},a-module`);
      repository.stage('b.py', withKey(key));
    },
    places: ['b.py:3'],
  },
  {
    name: 'CRLF warnings on stderr',
    config: { 'core.autocrlf': 'input', 'core.safecrlf': 'warn' },
    stage: (repository, key) => repository.stage('a.py', withKey(key).replaceAll('\n', '\r\n')),
  },
  {
    name: 'core.autocrlf=true, with CRLF on the disk and LF in the index',
    config: { 'core.autocrlf': 'true' },
    stage: (repository, key) => repository.stage('a.py', withKey(key).replaceAll('\n', '\r\n')),
  },
]);
