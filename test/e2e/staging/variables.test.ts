import { describeSettings, type Setting } from '../../support/staging.ts';

// Everything in `git help git` that has a say in what a diff is, and what else stands in environments.

const environment = (...pairs: [name: string, value: string][]): Setting[] =>
  pairs.map(([name, value]) => ({ name: `${name}=${value}`, variables: { [name]: value } }));

const options = (...all: string[]): Setting[] =>
  all.map((option) => ({ name: `git ${option} commit`, gitArguments: option.split(' ') }));

describeSettings(
  'variables',
  environment(
    ['GIT_EXTERNAL_DIFF', 'true'],
    ['GIT_EXTERNAL_DIFF_TRUST_EXIT_CODE', 'true'],
    ['GIT_DIFF_OPTS', '-u5'],
    ['GIT_DIFF_OPTS', '--unified=5'],
    ['GIT_DIFF_PATH_COUNTER', '7'],
    ['GIT_PAGER', 'true'],
    ['GIT_PAGER_IN_USE', '1'],
    ['PAGER', 'true'],
    ['GIT_LITERAL_PATHSPECS', '1'],
    ['GIT_GLOB_PATHSPECS', '1'],
    ['GIT_NOGLOB_PATHSPECS', '1'],
    ['GIT_ICASE_PATHSPECS', '1'],
    ['GIT_NO_REPLACE_OBJECTS', '1'],
    ['GIT_REPLACE_REF_BASE', 'refs/heads/'],
    ['GIT_GRAFT_FILE', 'grafts'],
    ['GIT_OPTIONAL_LOCKS', '0'],
    ['GIT_FLUSH', '1'],
    ['GIT_ATTR_NOSYSTEM', '1'],
    ['GIT_ATTR_SOURCE', 'HEAD'],
    ['GIT_DEFAULT_HASH', 'sha256'],
    ['GIT_INDEX_VERSION', '4'],
    ['GIT_PRINT_SHA1_ELLIPSIS', 'yes'],
    ['GIT_REF_PARANOIA', '0'],
    ['GIT_ADVICE', '0'],
    ['GIT_NAMESPACE', 'other'],
    ['GIT_CEILING_DIRECTORIES', '/'],
    ['GIT_DISCOVERY_ACROSS_FILESYSTEM', '1'],
    ['GIT_TRACE', '1'],
    ['GIT_TRACE_SETUP', '1'],
    ['GIT_TRACE_REFS', '1'],
    ['GIT_TRACE2_PERF', '1'],
    ['GIT_EDITOR', 'false'],
    ['GIT_MERGE_VERBOSITY', '5'],
    ['GIT_PROGRESS_DELAY', '0'],
    ['GIT_TEST_SPLIT_INDEX', '1'],
    ['FORCE_COLOR', '1'],
    ['NO_COLOR', '1'],
    ['CLICOLOR_FORCE', '1'],
    ['LANGUAGE', 'de'],
    ['LANG', 'tr_TR.UTF-8'],
    ['LC_ALL', 'C'],
    ['TERM', 'dumb'],
    ['COLUMNS', '1'],
    ['TZ', 'Pacific/Kiritimati'],
    ['PREFIX', '/nowhere'],
    ['NODE_OPTIONS', '--no-warnings'],
  ),
);

describeSettings(
  'options of git itself',
  options(
    '--literal-pathspecs',
    '--glob-pathspecs',
    '--noglob-pathspecs',
    '--icase-pathspecs',
    '--no-optional-locks',
    '--no-replace-objects',
    '--no-pager',
    '--paginate',
    '--git-dir=.git',
    '--git-dir=.git --work-tree=.',
    '--work-tree=.',
    '--namespace=other',
    '-C .',
    '-c alias.commit=!true',
  ),
);
