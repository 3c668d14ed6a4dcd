import { describe, expect, test } from 'vitest';
import { MalformedDiff } from '../../src/diff/malformedDiff.ts';
import { readRawEntry } from '../../src/diff/rawEntries.ts';
import { CannotScan } from '../../src/errors.ts';

const NONE = '0'.repeat(40);
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

describe('readRawEntry', () => {
  test.each([
    ['added', `:000000 100644 ${NONE} ${NEW} A\0a.ts\0`, { path: 'a.ts', blob: NEW, status: 'A' }],
    ['deleted', `:100644 000000 ${OLD} ${NONE} D\0a.ts\0`, { path: 'a.ts', blob: NONE, status: 'D' }],
    ['modified', `:100644 100644 ${OLD} ${NEW} M\0a.ts\0`, { path: 'a.ts', blob: NEW, status: 'M' }],
    ['mode changed', `:100644 100755 ${OLD} ${OLD} M\0a.ts\0`, { path: 'a.ts', blob: OLD, status: 'M' }],
    ['type changed', `:120000 100644 ${OLD} ${NEW} T\0a.ts\0`, { path: 'a.ts', blob: NEW, status: 'T' }],
    ['submodule', `:000000 160000 ${NONE} ${NEW} A\0lib\0`, { path: 'lib', blob: NEW, status: 'A' }],
    [
      'renamed',
      `:100644 100644 ${OLD} ${NEW} R086\0old\0new name\0`,
      { path: 'new name', blob: NEW, status: 'R' },
    ],
    [
      'SHA-256',
      `:100644 100644 ${'a'.repeat(64)} ${'b'.repeat(64)} M\0a\0`,
      { path: 'a', blob: 'b'.repeat(64), status: 'M' },
    ],
    [
      'named in UTF-8',
      `:100644 100644 ${OLD} ${NEW} M\0\xc3\xa9\n:\0`,
      { path: 'é\n:', blob: NEW, status: 'M' },
    ],
  ])('reads an entry: %s', (_, bytes, file) => {
    const read = readRawEntry(`before${bytes}after`, 6);
    expect(read?.entry.file).toEqual(file);
    expect(read?.end).toBe(6 + bytes.length);
    for (let length = 0; length < bytes.length; length++) {
      expect(readRawEntry(bytes.slice(0, length), 0)).toBeUndefined();
    }
  });

  test('keeps both names, modes, ids and the similarity', () => {
    const read = readRawEntry(`:100644 100755 ${OLD} ${NEW} R086\0old\xff\0new\0`, 0);
    expect(read?.entry).toMatchObject({
      oldMode: '100644',
      newMode: '100755',
      oldBlob: OLD,
      newBlob: NEW,
      oldName: 'old\xff',
      newName: 'new',
      similarity: 86,
    });
  });

  test.each([
    ['nothing', '\0'],
    ['no colon', `100644 100644 ${OLD} ${NEW} M\0a\0`],
    ['a combined diff', `::100644 100644 100644 ${OLD} ${OLD} ${NEW} MM\0a\0`],
    ['a short id', `:100644 100644 aaaaaaa bbbbbbb M\0a\0`],
    ['a status of another command', `:100644 100644 ${OLD} ${NEW} X\0a\0`],
    ['a copy, which --find-renames does not look for', `:100644 100644 ${OLD} ${NEW} C100\0a\0b\0`],
    ['a similarity of what was not renamed', `:100644 100644 ${OLD} ${NEW} M086\0a\0`],
    ['a rename without its similarity', `:100644 100644 ${OLD} ${NEW} R\0a\0b\0`],
    ['colours', `\x1b[m:100644 100644 ${OLD} ${NEW} M\0a\0`],
    ['no name', `:100644 100644 ${OLD} ${NEW} M\0\0`],
    ['no old name', `:100644 100644 ${OLD} ${NEW} R100\0\0b\0`],
    ['no new name', `:100644 100644 ${OLD} ${NEW} R100\0a\0\0`],
    ['an old version of what is added', `:100644 100644 ${OLD} ${NEW} A\0a\0`],
    ['a new version of what is deleted', `:100644 100644 ${OLD} ${NEW} D\0a\0`],
    ['no old version of what is modified', `:000000 100644 ${NONE} ${NEW} M\0a\0`],
    ['no new version of what is modified', `:100644 000000 ${OLD} ${NONE} M\0a\0`],
  ])('refuses %s', (_, bytes) => {
    expect(() => readRawEntry(bytes, 0)).toThrow(MalformedDiff);
    expect(() => readRawEntry(bytes, 0)).toThrow('its list of staged files holds an entry ');
  });

  test('says what is unmerged', () => {
    const read = () => readRawEntry(`:000000 000000 ${NONE} ${NONE} U\0a "b"\0`, 0);
    expect(read).toThrow(CannotScan);
    expect(read).toThrow('"a \\"b\\"" is unmerged');
    expect(read).toThrow(expect.objectContaining({ hint: expect.stringContaining('Resolve the conflict') }));
  });
});
