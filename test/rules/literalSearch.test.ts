import { expect, test } from 'vitest';
import { LiteralSearch } from '../../src/rules/literalSearch.ts';

/** Every place that a search stops at. */
function places(search: LiteralSearch, text: string): number[] {
  const found: number[] = [];
  for (let at = search.next(text, 0); at >= 0; at = search.next(text, at + 1)) found.push(at);
  return found;
}

test('stops at each literal, wherever it stands', () => {
  const search = new LiteralSearch([{ text: 'b10_' }, { text: 'bastn_' }, { text: 'truss' }]);
  expect(places(search, 'b10_ bastn_truss b10b10_bast ttruss')).toEqual([0, 5, 11, 20, 30]);
  expect(places(search, 'b1 bastn trus')).toEqual([]);
  expect(places(search, '')).toEqual([]);
  expect(search.next('b10_ b10_', 1)).toBe(5);
  expect(search.next('b10_', 1)).toBe(-1);
});

test('tells literals apart that begin or end alike', () => {
  const search = new LiteralSearch([
    { text: 'api_key' },
    { text: 'apikey' },
    { text: 'my_key' },
    { text: 'api_keys' },
  ]);
  expect(places(search, 'api_ke apikey xapi_keys my_kay my_key')).toEqual([7, 15, 31]);
});

test('in any case only what may be', () => {
  const search = new LiteralSearch([{ text: 'api-key', anyCase: true }, { text: 'Truss_' }]);
  for (let mask = 0; mask < 1 << 7; mask++) {
    const text = Array.from('api-key', (letter, at) =>
      mask & (1 << at) ? letter.toUpperCase() : letter,
    ).join('');
    expect(places(search, `x ${text} `)).toEqual([2]);
  }
  expect(places(search, 'truss_ TRUSS_ Truss_')).toEqual([14]);
  expect(places(search, 'api\rkey api\x0dKEY')).toEqual([]);
});

test('goes no further than each of two literals allows that hold the same letters in another order', () => {
  const search = new LiteralSearch([{ text: 'abcd' }, { text: 'cdab' }]);
  expect(places(search, 'abcd')).toEqual([0]);
  expect(places(search, 'cdab')).toEqual([0]);
});

test('counts a short one only where a sign follows on its line, no further than a name is long', () => {
  const search = new LiteralSearch([{ text: 'truss', signFollows: true }]);
  for (const text of ['truss_key', 'trussKey = 1', `truss${'A'.repeat(127)}_`])
    expect(places(search, text)).toEqual([0]);
  for (const text of ['trussKey', 'truss', 'trussKey\nx = 1', `truss${'A'.repeat(128)}_`])
    expect(places(search, text)).toEqual([]);
});
