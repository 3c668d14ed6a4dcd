import { describe, expect, test } from 'vitest';
import { commit, PASSED } from '../../support/commit.ts';
import { currentKey } from '../../support/keys.ts';
import { ScratchRepository } from '../../support/scratchRepository.ts';
import { describeObstacles, NO_KEY, type Obstacle, withKey } from '../../support/staging.ts';
import { utf32 } from '../../support/utf32.ts';

// What bytes a text with a key may be, and where git and editors end its lines.

const contents = (
  ...rows: [name: string, content: (key: string) => string | Uint8Array, line: number][]
): Obstacle[] =>
  rows.map(([name, content, line]) => ({
    name,
    stage: (repository, key) => repository.stage('a.py', content(key)),
    places: [`a.py:${line}`],
  }));

function utf16(text: string, { isBigEndian = false, hasMark = false } = {}): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\ufeff${text}` : text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

const crlf = (key: string) => withKey(key).replaceAll('\n', '\r\n');

describeObstacles(
  'encodings',
  contents(
    ['UTF-16LE with a mark', (key) => utf16(withKey(key), { hasMark: true }), 3],
    ['UTF-16LE without a mark', (key) => utf16(withKey(key)), 3],
    ['UTF-16BE with a mark', (key) => utf16(withKey(key), { hasMark: true, isBigEndian: true }), 3],
    ['UTF-16BE without a mark', (key) => utf16(withKey(key), { isBigEndian: true }), 3],
    ['UTF-16LE with a mark, first line', (key) => utf16(`${key}\n`, { hasMark: true }), 1],
    ['UTF-16LE without a mark, first line', (key) => utf16(`${key}\n`), 1],
    ['UTF-16BE with a mark, first line', (key) => utf16(`${key}\n`, { hasMark: true, isBigEndian: true }), 1],
    ['UTF-16BE without a mark, first line', (key) => utf16(`${key}\n`, { isBigEndian: true }), 1],
    ['UTF-16LE with CRLF', (key) => utf16(withKey(key).replaceAll('\n', '\r\n'), { hasMark: true }), 3],
    ['UTF-16LE without a line end', (key) => utf16(`first\n${key}`, { hasMark: true }), 2],
    ['UTF-8 with a mark', (key) => `\ufeff${key}\n`, 1],
    ['Latin-1', (key) => Buffer.from(`caf\xe9 = ${key}\n`, 'latin1'), 1],
    ['a NUL byte before the key', (key) => `first\0\n${key}\n`, 2],
    ['a NUL byte on its line', (key) => `first\n\0\0${key}\0\n`, 2],
    [
      "an archive's bytes around it",
      (key) => Buffer.from(`PK\x03\x04\xff\xfe\0\n\x80${key}\x80\0`, 'latin1'),
      2,
    ],
    ['CRLF', (key) => withKey(key).replaceAll('\n', '\r\n'), 3],
    // git ends a line at the byte 0x0A only; an editor ends one here too, and shows the key on its third line.
    ['a lone CR', (key) => `first\rsecond\r${key}\rlast\nnext\n`, 3],
    ['a lone CR, key on the next line', (key) => `first\rsecond\n${key}\n`, 3],
    ['form feed, U+0085 and U+2028', (key) => `a\fb\u0085c\u2028d\n${key}\n`, 2],
    ['no line end', (key) => `first\n${key}`, 2],
    ['only the key', (key) => key, 1],
    ['empty lines before it', (key) => `\n\n\n\n${key}\n\n`, 5],
    ['UTF-16BE with CRLF', (key) => utf16(crlf(key), { hasMark: true, isBigEndian: true }), 3],
    ['UTF-16LE with CRLF and no mark', (key) => utf16(crlf(key)), 3],
    ['UTF-16BE with CRLF and no mark', (key) => utf16(crlf(key), { isBigEndian: true }), 3],
    ['UTF-16LE after a letter that ends in 0A', (key) => utf16(`first\nĊ\u0a0a ${key}\n`), 2],
    ['UTF-16LE between letters that are not Latin', (key) => utf16(`first\nあ${key}”\n`), 2],
    [
      'UTF-16BE between letters that are not Latin',
      (key) => utf16(`first\nあ${key}”\n`, { isBigEndian: true }),
      2,
    ],
    [
      'UTF-16BE before a letter of two units, at the end',
      (key) => utf16(`first\nあ${key}🔑`, { isBigEndian: true, hasMark: true }),
      2,
    ],
    [
      'UTF-16LE behind UTF-8, as PowerShell appends it',
      (key) => Buffer.concat([Buffer.from('first\n'), utf16(`${key}\n`)]),
      2,
    ],
    ['UTF-32LE with a mark and CRLF', (key) => utf32(`\ufeff${crlf(key)}`), 3],
    ['UTF-32BE between letters that are not Latin', (key) => utf32(`first\nあ${key}”\n`).swap32(), 2],
    ['UTF-16LE with an odd NUL before', (key) => Buffer.concat([Buffer.from('\0'), utf16(`${key}\n`)]), 1],
    [
      'UTF-16BE with an odd byte before',
      (key) => Buffer.concat([Buffer.from('x'), utf16(`${key}\n`, { isBigEndian: true })]),
      1,
    ],
    ['UTF-8 with a mark on every line', (key) => `\ufefffirst\n\ufeff${key}\n`, 2],
    [
      'UTF-8 that is cut inside a letter',
      (key) => Buffer.concat([Buffer.from('\xc3', 'latin1'), Buffer.from(`${key}\n`)]),
      1,
    ],
    ['letters of four bytes before it', (key) => `🔑🔑 ${key}\n`, 1],
    ['Windows-1252', (key) => Buffer.from(`\x93${key}\x94\n`, 'latin1'), 1],
    ['Shift JIS', (key) => Buffer.from(`\x83L\x81[ = "${key}"\n`, 'latin1'), 1],
    ['CRCRLF, of which an editor makes two line ends', (key) => withKey(key).replaceAll('\n', '\r\r\n'), 5],
    ['a NUL byte after it', (key) => `${key}\0\n`, 1],
    ['many NUL bytes before it', (key) => `${'\0'.repeat(9001)}${key}\n`, 1],
    ['a control character on each side', (key) => `\x1b${key}\x07\n`, 1],
  ),
);

describe('a line of 3 MiB without a line end', () => {
  test.each([
    ['at its start', 0],
    ['in its middle', 1_500_000],
    ['at its end', (3 << 20) - 45],
  ])('key %s', (_, before) => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    const line = (text: string) => `${' '.repeat(before)}${text}`.padEnd(3 << 20);
    repository.stage('a.py', `first\n${line(key)}`);
    expect(repository.scan().findings).toMatchObject([
      { path: 'a.py', line: 2, column: before + 1, endColumn: before + 46 },
    ]);
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, places: ['a.py:2'], isCommitted: false });
    repository.stage('a.py', `first\n${line(NO_KEY)}`);
    expect(commit(repository)).toMatchObject(PASSED);
  });

  test('keys one beside the other: each is found once, wherever git and node cut the line', () => {
    const repository = ScratchRepository.guarded();
    const key = currentKey();
    const count = Math.floor((3 << 20) / (key.length + 1));
    repository.stage('a.py', `${key} `.repeat(count));
    const { findings } = repository.scan();
    expect(findings.map(({ column }) => column)).toEqual(
      Array.from({ length: count }, (_, index) => 1 + index * (key.length + 1)),
    );
    expect(commit(repository)).toMatchObject({ status: 1, hook: 1, isCommitted: false });
  });
});
