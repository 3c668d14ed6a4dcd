import { describe, expect, test } from 'vitest';
import { shellQuote } from '../../src/report/shellQuote.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

describe('shellQuote', () => {
  test.each([
    ['src/a-b_c.ts', 'src/a-b_c.ts'],
    ['a@b%c+d=e:f,g', 'a@b%c+d=e:f,g'],
    ['a b', "'a b'"],
    ["it's", `'it'\\''s'`],
    ["'", `''\\'''`],
    ['$(rm x)', "'$(rm x)'"],
    ['`x`', "'`x`'"],
    ['a;b&c|d', "'a;b&c|d'"],
    ['~/x', "'~/x'"],
    ['a"b\\c', `'a"b\\c'`],
    ['é', "'é'"],
    ['', "''"],
    ['a\nb', "'a?b'"],
    ['a\x1b[2Jb', String.raw`'a?\[2Jb'`],
    ['a\u202eb', "'a???b'"],
    ['[id].ts', "'[id].ts'"],
    ['[id]\u200f.ts', String.raw`'\[id\]???.ts'`],
    ['\ufffd.ts', "'*.ts'"],
    ['[b10_AbCd1234.********]', String.raw`'\[b10_AbCd1234.********\]'`],
    [':a\nb', "'./:a?b'"],
  ])('%j becomes %s', (path, quoted) => expect(shellQuote(path)).toBe(quoted));

  test('is one word, the same, to a shell', () => {
    const repository = ScratchRepository.create();
    const paths = [
      'a b',
      "it's",
      "''",
      '$HOME',
      '`id`',
      '$(id)',
      '*',
      '~',
      '!x',
      '#x',
      'a\\',
      '"',
      'é',
      '&;|<>(){}',
    ];
    const { stdout } = repository.run('sh', ['-c', `printf '%s\\n' ${paths.map(shellQuote).join(' ')}`]);
    expect(stdout.split('\n')).toEqual([...paths, '']);
  });

  test('names its file to git, control characters and all', () => {
    const repository = ScratchRepository.create();
    const hostile = [
      'a\u202eb',
      '[id]\u2066.ts',
      'x\u{e0041}',
      '\u061c?*[!a]\\',
      '\ufeff',
      ':\nx',
      '[a]',
      'a*b',
    ];
    for (const path of ['a\nb', 'tab\there', "it's", 'back\\slash', ...hostile]) {
      repository.stageInIndex(path, 'x\n');
      const outcome = repository.run('sh', ['-c', `git rm --quiet --cached -- ${shellQuote(path)}`]);
      expect(outcome, path).toMatchObject({ status: 0, output: '' });
    }
    expect(repository.git('ls-files')).toBe('');
  });

  test('names a file to git whose name is no UTF-8, and no other', () => {
    const repository = ScratchRepository.create();
    repository.stageInIndex(Buffer.from('a\xff[1].py', 'latin1'), 'x\n');
    repository.stageInIndex('a2.py', 'x\n');
    repository.run('sh', ['-c', `git rm --quiet --cached -- ${shellQuote('a\ufffd[1].py')}`]);
    expect(repository.git('ls-files')).toBe('a2.py\n');
  });
});
