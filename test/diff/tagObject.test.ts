import { expect, test } from 'vitest';
import { readTagObject } from '../../src/diff/commits/tagObject.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { gitBytes } from '../support/stagedDiff.ts';

const TARGET = 'a1'.repeat(20);

test('reads what git writes', () => {
  const repository = ScratchRepository.create();
  repository.git('commit', '--quiet', '--allow-empty', '-m', 'first');
  repository.git('tag', '-a', 'v1', '-m', 'one\n\ntwo é');
  expect(readTagObject(gitBytes(repository, ['cat-file', 'tag', 'v1']))).toEqual({
    target: repository.git('rev-parse', 'HEAD').trim(),
    targetType: 'commit',
    message: 'one\n\ntwo \xc3\xa9\n',
  });
});

test.each([
  ['without a message', `object ${TARGET}\ntype tree\ntag x\n`, ''],
  ['with an empty one', `object ${TARGET}\ntype tree\ntag x\n\n`, ''],
  ['with one like a head', `object ${TARGET}\ntype tree\ntag x\n\nobject b\ntype c\n`, 'object b\ntype c\n'],
])('reads a tag %s', (_, bytes, message) => {
  expect(readTagObject(bytes)).toEqual({ target: TARGET, targetType: 'tree', message });
});

test.each([
  ['a commit', `tree ${TARGET}\nauthor a\n\nm`],
  ['a message like a head', `tree ${TARGET}\n\nobject ${TARGET}\ntype tree\n`],
  ['a message alone', `\n\nobject ${TARGET}\ntype tree\n`],
  ['something before it', `x\nobject ${TARGET}\ntype tree\ntag x\n\nm`],
  ['an object without a type', `object ${TARGET}\ntag x\n\nm`],
  ['an id that is none', 'object xyz\ntype tree\ntag x\n\nm'],
  ['nothing', ''],
])('is none: %s', (_, bytes) => expect(readTagObject(bytes)).toBeUndefined());
