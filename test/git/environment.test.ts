import { expect, test } from 'vitest';
import { variablesToKeep, withVariables } from '../../src/git/run/environment.ts';

const kept = (...names: string[]) => {
  const keep = new Set(variablesToKeep(Object.fromEntries(names.map((name) => [name, 'x']))));
  return names.filter((name) => keep.has(name));
};

test.each([
  'GIT_INDEX_FILE',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_PREFIX',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_KEY_0',
  'GIT_CONFIG_VALUE_12',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
])('%s is kept: it says what git works on', (name) => expect(kept(name)).toEqual([name]));

test.each([
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_TRACE',
  'GIT_TRACE2_EVENT',
  'GIT_EDITOR',
  'GIT_PAGER',
  'GIT_ATTR_SOURCE',
  'GIT_CONFIGURED',
  'PATH',
])('%s is not named: it could blind the scan, print what it reads, or is no concern of git', (name) =>
  expect(kept(name)).toEqual([]),
);

test('withVariables changes some, and leaves out what simple-git would refuse', () => {
  const environment = {
    PATH: '/bin',
    EDITOR: 'vi',
    Pager: 'less',
    GIT_EDITOR: ':',
    GIT_INDEX_FILE: '.git/index',
    GIT_CONFIG_COUNT: '0',
    EMPTY: '',
    UNSET: undefined,
  };
  expect(withVariables(environment, { GIT_INDEX_FILE: '/r/.git/index' })).toEqual({
    PATH: '/bin',
    GIT_INDEX_FILE: '/r/.git/index',
    GIT_CONFIG_COUNT: '0',
    EMPTY: '',
  });
});
