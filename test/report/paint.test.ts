import { expect, test } from 'vitest';
import { paintFor } from '../../src/report/paint.ts';

const ESCAPE = '\x1b[';

test.each([
  ['a terminal', {}, true, true],
  ['no terminal', {}, false, false],
  ['NO_COLOR on a terminal', { NO_COLOR: '1' }, true, false],
  ['NO_COLOR with any value', { NO_COLOR: '0' }, true, false],
  ['an empty NO_COLOR, which is as if it were not set', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR without a terminal', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR with a depth', { FORCE_COLOR: '3' }, false, true],
  ['an empty FORCE_COLOR, which is as if it were not set', { FORCE_COLOR: '' }, false, false],
  ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, true, false],
  ['FORCE_COLOR=0 without a terminal', { FORCE_COLOR: '0' }, false, false],
  ['both, of which FORCE_COLOR wins', { NO_COLOR: '1', FORCE_COLOR: '1' }, false, true],
  ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ['FORCE_COLOR on a dumb terminal', { TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
  ['another terminal', { TERM: 'xterm-256color' }, true, true],
])('%s', (_, environment, isTerminal, isColoured) => {
  const paint = paintFor(environment, isTerminal);
  for (const role of ['failure', 'heading', 'place'] as const) {
    expect(paint(role, 'text')).toContain('text');
    expect(paint(role, 'text').startsWith(ESCAPE)).toBe(isColoured);
    if (!isColoured) expect(paint(role, 'text')).toBe('text');
  }
});

test('every role ends what it begins', () => {
  const paint = paintFor({ FORCE_COLOR: '1' }, false);
  expect(paint('failure', 'x')).toBe('\x1b[1m\x1b[31mx\x1b[39m\x1b[22m');
  expect(paint('heading', 'x')).toBe('\x1b[1mx\x1b[22m');
  expect(paint('place', 'x')).toBe('\x1b[36mx\x1b[39m');
});
