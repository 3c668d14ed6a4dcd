import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, PASSED } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import {
  describeObstacles,
  describeSettings,
  type Setting,
  stageKey,
  withKey,
} from '../../support/staging.ts';

// Everything in `git help gitattributes`.

const attributes = (...lines: [line: string, ...config: string[]][]): Setting[] =>
  lines.map(([line, ...config]) => ({
    name: [line, ...config].join('; '),
    attributes: `${line}\n`,
    gitArguments: config.flatMap((setting) => ['-c', setting]),
  }));

describeSettings(
  'attributes',
  attributes(
    ['* -diff'],
    ['* !diff'],
    ['* binary'],
    ['* -text'],
    ['* text=auto'],
    ['* text eol=crlf'],
    ['* crlf=input'],
    ['* diff=tool', 'diff.tool.textconv=true'],
    ['* diff=tool', 'diff.tool.textconv=sed s/b10_//', 'diff.tool.cachetextconv=true'],
    ['* diff=tool', 'diff.tool.command=true'],
    ['* diff=tool', 'diff.tool.binary=true'],
    ['* diff=tool', 'diff.tool.xfuncname=.*'],
    ['* diff=tool', 'diff.tool.wordRegex=.'],
    ['* diff=tool', 'diff.tool.algorithm=patience'],
    ['* diff=tool', 'diff.tool.trustExitCode=true'],
    ['* diff=python'],
    ['* ident'],
    ['* filter=lfs diff=lfs merge=lfs -text', 'filter.lfs.clean=cat', 'filter.lfs.required=true'],
    ['* whitespace=trailing-space'],
    ['* -whitespace'],
    ['* merge=binary conflict-marker-size=3'],
    ['* export-ignore export-subst'],
    ['* -delta'],
    ['* encoding=UTF-16'],
    ['* working-tree-encoding=UTF-8'],
    ['* linguist-generated -merge'],
    ['[attr]hide -diff -text\n* hide'],
    ['a.py -diff\n"a.py" binary'],
    ['*.py diff=tool', 'diff.tool.textconv=/nowhere'],
  ),
);

/** Where a `filter.*.process` speaks with git. @see https://git-scm.com/docs/gitattributes#_long_running_filter_process */
const PROCESS = `
const { readSync, writeSync, readFileSync } = require('node:fs');
const read = (size) => {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const count = readSync(0, bytes, at, size - at, null);
    if (count === 0) process.exit();
    at += count;
  }
  return bytes.toString();
};
const packets = () => {
  const all = [];
  for (;;) {
    const size = parseInt(read(4), 16);
    if (size === 0) return all;
    all.push(read(size - 4));
  }
};
const write = (...texts) => {
  for (const text of texts) writeSync(1, (text.length + 4).toString(16).padStart(4, '0') + text);
  writeSync(1, '0000');
};
packets();
write('git-filter-server\\n', 'version=2\\n');
packets();
write('capability=clean\\n');
for (;;) {
  packets();
  packets();
  write('status=success\\n');
  write(readFileSync(__dirname + '/staged', 'utf8'));
  write();
}
`;

describeObstacles('attributes that change what is staged', [
  {
    name: 'core.attributesFile',
    config: { 'core.attributesFile': '../home/attributes' },
    stage: (repository, key) => {
      repository.write('../home/attributes', '* -diff\n');
      stageKey(repository, key);
    },
  },
  {
    name: '.gitattributes in the same commit',
    stage: (repository, key) => {
      repository.stage('.gitattributes', '*.py binary\n');
      stageKey(repository, key);
    },
  },
  {
    name: '.gitattributes that was committed before, in a folder',
    before: { 'sub/.gitattributes': '[attr]hide -diff\n*.py hide\n' },
    stage: (repository, key) => repository.stage('sub/a.py', withKey(key)),
    places: ['sub/a.py:3'],
  },
  {
    name: 'a clean filter that puts the key in',
    attributes: '*.py filter=fill\n',
    config: { 'filter.fill.clean': 'cat ../home/staged' },
    stage: (repository, key) => {
      repository.write('../home/staged', withKey(key));
      repository.stage('a.py', `${key.slice(0, 8)}\n`);
    },
  },
  {
    name: 'a filter process that puts the key in',
    attributes: '*.py filter=fill\n',
    config: { 'filter.fill.process': 'node ../home/process.cjs', 'filter.fill.required': 'true' },
    stage: (repository, key) => {
      repository.write('../home/process.cjs', PROCESS);
      repository.write('../home/staged', withKey(key));
      repository.stage('a.py', `${key.slice(0, 8)}\n`);
    },
  },
  {
    name: 'a file that is UTF-16 on the disk and UTF-8 in the index',
    attributes: '*.py working-tree-encoding=UTF-16LE-BOM\n',
    stage: (repository, key) => repository.stage('a.py', Buffer.from(`\ufeff${withKey(key)}`, 'utf16le')),
  },
  {
    name: 'a file with CRLF on the disk and LF in the index',
    attributes: '*.py text eol=crlf\n',
    stage: (repository, key) => repository.stage('a.py', withKey(key).replaceAll('\n', '\r\n')),
  },
  {
    name: 'ident, which git takes out of the index',
    attributes: '*.py ident\n',
    stage: (repository, key) => repository.stage('a.py', `$Id: ${key} $\n${withKey(key)}`),
    places: ['a.py:4'],
  },
]);

test('a clean filter that takes the key out: what is staged is a pointer', () => {
  const repository = ScratchRepository.guarded();
  repository.write('.git/info/attributes', '*.py filter=store\n');
  repository.git('config', 'filter.store.clean', 'echo "oid sha256:$(sha256sum | cut -c1-64)"');
  const text = withKey(currentKey());
  repository.stage('a.py', text);
  expect(commit(repository)).toMatchObject(PASSED);
  expect(repository.git('show', 'HEAD:a.py')).toMatch(/^oid sha256:[0-9a-f]{64}\n$/);
  expect(readFileSync(join(repository.folder, 'a.py'), 'utf8')).toBe(text);
});
