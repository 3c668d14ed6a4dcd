import { describe, expect, test } from 'vitest';
import { type LooksBehind, NoCounterpart, toEre } from '../../src/rules/look/ere.ts';

/** Without what may stand between two characters, which would hide them. */
function plainEre(trigger: Parameters<typeof toEre>[0], looksBehind?: LooksBehind): string {
  return toEre(trigger, looksBehind)
    .replaceAll('\x01*', '')
    .replace(/\((\[[^\]]*\]|.)\)(?=[{?*+])/g, '$1');
}

describe('a trigger becomes an extended regular expression', () => {
  test.each([
    [{ text: 'b10_' }, 'b10_'],
    [{ text: 'a.b*[c]' }, String.raw`a\.b\*\[c]`],
    [{ text: 'Api-1', anyCase: true as const }, '[Aa][Pp][Ii]-1'],
    [{ text: 'b10', signFollows: true as const }, 'b10[+/-9A-Za-z]*[^+/-9A-Za-z]'],
    [/ab?c*d{2}e{1,3}/g, 'ab?c*d{2}e{1,3}'],
    [/(?:ab|c)d/g, '(ab|c)d'],
    [/[a-c_]x/gi, '[A-C_a-c][Xx]'],
    [/[^\]\\^-]/g, String.raw`[^]\^-]`],
    [/["'\t\xa0]\.\[/g, '["\'\t\xa0]\\.\\['.replace('["\'\t\xa0]', '[\t"\'\xa0]')],
    [/=[ \x80-\xff]/g, '=[ \x80-\xff]'],
    [/a{10}b{1,12}c{3,}/g, 'a{10}b{1,12}c{3,}'],
    [/~a/g, '~a'],
    [/a[\x80-\xff]/g, 'a[\x80-\xff]'],
    [/[ab]x/g, '[ab]x'],
    [/[\v\f\r]x/g, '[\v-\r]x'],
    [/[\^]x/g, String.raw`\^x`],
    [/[\^-]x/g, '[-^]x'],
    [/[\x5ba]x/g, '[a[]x'],
    [/(?<![a-z])(?:ab)*c/g, '(^|[^a-z])(ab)*c'],
    // What looks ahead only narrows.
    [/ab(?![c-d])(?=e)/g, 'ab'],
    // What looks behind holds what stands before it.
    [/\.(?<=[a-z]{8}\.)x/g, String.raw`([a-z]{8}\.)x`],
    [/(?<![a-z])x/g, '(^|[^a-z])x'],
    [/y(?<![a-z])x/g, 'yx'],
    [/=(?<=(?:(?<=(?:^|\n)\+)|(?<![a-z]))b=)/g, String.raw`((((^|^)\+)|(^|[^a-z]))b=)`],
  ])('%o', (trigger, ere) => {
    expect(plainEre(trigger)).toBe(ere);
  });

  test.each([
    [{ text: 'b10', signFollows: true as const }, 'b10'],
    [/\.(?<=[a-z]{8}\.)x/g, String.raw`\.x`],
    [/(?<![a-z])x/g, 'x'],
    [/=(?<=(?:(?<=(?:^|\n)\+)|(?<![a-z]))b=)/g, '='],
  ])('%o, not looking behind', (trigger, ere) => {
    expect(plainEre(trigger, 'none')).toBe(ere);
  });

  test('of which one look-behind is kept, or all', () => {
    const trigger = /\.(?<=[a-z]\.)(?<=[0-9][a-z]\.)x/g;
    expect(plainEre(trigger, 'first')).toBe(String.raw`([a-z]\.)x`);
    expect(plainEre(trigger, 'all')).toBe(String.raw`([0-9][a-z]\.)x`);
    expect(toEre(trigger)).toBe(toEre(trigger, 'all'));
  });

  test('between whose characters any number of NULs may stand', () => {
    expect(toEre({ text: 'a.b' })).toBe('a\x01*\\.\x01*b');
    expect(toEre(/ab{2}/g)).toBe('a\x01*(b\x01*){2}');
  });

  test.each([
    /a\sb/g, // holds the line end
    /a.b/g,
    /a\d/g,
    /\bа/g,
    /a$/g,
    /a^b/g,
    /a\nb/g,
    /ab/gu,
    /^ab/gm,
    /a{1,2}?/g,
    /(a)b/g,
    /(?<name>a)b/g,
    /(?:(?<=a)b){2}/g,
    /(?<!ab)c/g,
    /(?<![^a])c/g,
    /[\d]/g,
    /[\w-z]/g,
    /é/g,
  ])('%o is refused', (trigger) => {
    expect(() => toEre(trigger)).toThrow(NoCounterpart);
    expect(() => toEre(trigger)).toThrow(/^\/.+\/ cannot be translated at \d+\.$/);
  });
});
