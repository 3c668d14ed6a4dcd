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
    ['a\x1b[2Jb', "'a?[2Jb'"],
    ['a\u202eb', "'a?b'"],
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
    for (const path of ['a\nb', 'tab\there', "it's", 'back\\slash']) {
      repository.stage(path, 'x\n');
      const outcome = repository.run('sh', ['-c', `git rm --quiet --cached -- ${shellQuote(path)}`]);
      expect(outcome, path).toMatchObject({ status: 0, output: '' });
    }
    expect(repository.git('ls-files')).toBe('');
  });
});
