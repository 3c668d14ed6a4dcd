import { describe, expect, test } from 'vitest';
import { quotePath } from '../../src/diff/quotePath.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { gitBytes } from '../support/stagedDiff.ts';

describe('quotePath', () => {
  test.each([
    ['plain', 'src/a.ts', 'src/a.ts'],
    ['a space', 'a b', 'a b'],
    ['above ASCII', '\xc3\xa9', '\xc3\xa9'],
    ['a quote', 'a"b', '"a\\"b"'],
    ['a backslash', 'a\\b', '"a\\\\b"'],
    ['a tab', 'a\tb', '"a\\tb"'],
    ['a line end', 'a\nb', '"a\\nb"'],
    ['a control byte', 'a\x01b', '"a\\001b"'],
    ['a control byte before a digit', 'a\x017', '"a\\0017"'],
    ['delete', 'a\x7f', '"a\\177"'],
  ])('%s', (_, name, quoted) => expect(quotePath(name)).toBe(quoted));

  test('writes each byte as git does', () => {
    const repository = ScratchRepository.create();
    const names = Array.from({ length: 256 }, (_, byte) => `x${String.fromCharCode(byte)}0`).filter(
      (name) => !/[\0/]/.test(name),
    );
    const blob = gitBytes(repository, ['hash-object', '-w', '--stdin']).trim();
    const entries = names.map((name) => `100644 ${blob}\t${name}\0`).join('');
    gitBytes(repository, ['update-index', '-z', '--index-info'], Buffer.from(entries, 'latin1'));
    // Not with -z, which does not quote.
    const printed = gitBytes(repository, ['-c', 'core.quotePath=false', 'ls-files']).split('\n').slice(0, -1);
    expect(printed).toHaveLength(254);
    expect(names.map(quotePath).sort()).toEqual(printed.sort());
  });
});
