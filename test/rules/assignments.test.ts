import { describe, expect, test } from 'vitest';
import { assignments, literalAfter } from '../../src/rules/evidence/assignments.ts';

/** Every literal that is given to `KEY`, with the text that stands at its offset. */
function given(text: string, hasBareLiterals: boolean): string[] {
  return [...assignments(text, (name) => name.endsWith('KEY'), hasBareLiterals)].map(({ value, start }) => {
    expect(text.slice(start, start + value.length)).toBe(value);
    return value;
  });
}

test.each([
  ['run("x --API-KEY value1 y")', ['value1']],
  ['run("x --API-KEY=value1")', ['value1']],
  ['"!x --API-KEY value1\\n"', ['value1']],
  ['@Value("${a.KEY:value1}")', ['value1']],
  ['`${KEY:-value1}`', ['value1']],
  ['"--API-KEY", value1', []],
  ['a --KEY: value1', []],
  ['a ---KEY value1', []],
  ['a -KEY value1', []],
  ['a-KEY value1', []],
  ['${KEY: value1}', []],
  ['{KEY:value1}', []],
])('in what a program quotes: %s', (text, values) => expect(given(text, false)).toEqual(values));

test('names that follow each other are not each read to the end of a long line', () => {
  const started = performance.now();
  expect([...assignments('value = "'.repeat(1 << 15), (name) => name === 'value', false)]).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5000);
});

describe('a quoted literal, in any file', () => {
  test.each([
    'KEY = "literal"',
    "'KEY': 'literal',",
    '{\\"KEY\\":\\"literal\\"}',
    'KEY: str = "literal"',
    'const KEY: &str = "literal";',
    'process.env.KEY ?? "literal"',
    'os.getenv("KEY", "literal")',
    'ENV["KEY"] ||= "literal"',
    'KEY := `literal`',
    '<add key="KEY" value="literal" />',
    'let KEY = String::from("literal");',
    'KEY: Optional[str] = "literal"',
    'KEY = r"literal"',
    String.raw`{\\"KEY\\":\\"literal\\"}`,
    'static KEY: &\'static str = "literal";',
    'let KEY: Option<String> = Some("literal");',
    'KEY: str | None = "literal"',
    '$KEY = ConvertTo-SecureString -String "literal" -AsPlainText -Force',
    '"KEY": { "const": "literal" }',
    `${'A'.repeat(97)}KEY = "literal"`,
  ])('%s', (text) => expect(given(text, false)).toEqual(['literal']));
});

describe('a bare literal', () => {
  test.each([
    ['KEY=literal', true],
    ['KEY=literal', false],
    ['KEY += literal', true],
    ['KEY+=literal', true],
    ['KEY=+literal', true],
    ['KEY: literal', true],
    ['setenv KEY literal', true],
    ['<KEY>literal</KEY>', true],
    ['KEY=literal # comment', true],
    ['?KEY=literal&b=1', true],
  ])('%s (bare ones: %s)', (text, hasBare) => expect(given(text, hasBare)).toEqual(['literal']));

  test.each([
    ['KEY: literal', false],
    ['KEY = literal', false],
    ['KEY=literal(1)', true],
    ['KEY+literal', true],
    ['KEY++literal', true],
    ['KEY/literal', true],
    ['KEY: {{literal}}', true],
  ])('is none in %s (bare ones: %s)', (text, hasBare) => expect(given(text, hasBare)).toEqual([]));
});

describe('no literal', () => {
  test.each([
    'KEY',
    'KEY = "literal',
    'KEY = f"{literal}"',
    'KEY = $(literal)',
    'KEY; x = "literal"',
    'KEY for "literal"',
    'KEY = other("literal")',
    'KEY = {{ literal }}',
    'KEY = "two words"',
    `${'A'.repeat(101)}KEY = "literal"`,
  ])('%s', (text) => expect(given(text, false)).not.toContain('literal'));
});

test('names beside each other have their own literals', () => {
  expect(given('A_KEY="first" B_KEY="second"', false)).toEqual(['first', 'second']);
});

test('literalAfter reads from where it is told', () => {
  expect(literalAfter('f(a, "x", "literal")', 8, false)).toEqual({ value: 'literal', start: 11 });
  expect(literalAfter('literal', 7, true)).toBeUndefined();
});
