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

/** What xterm, macOS's Terminal and VS Code make of the two colours, as the numbers of red, green and blue. */
const PALETTES = {
  xterm: { red: [205, 0, 0], magenta: [205, 0, 205] },
  Terminal: { red: [194, 54, 33], magenta: [211, 56, 211] },
  'VS Code': { red: [205, 49, 49], magenta: [188, 5, 188] },
};

/** @see https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(Object.entries(PALETTES))('the colours can be read on white and on black: %s', (_, palette) => {
  for (const colour of Object.values(palette)) {
    const light = luminance(colour) + 0.05;
    expect(Math.min(1.05 / light, light / 0.05)).toBeGreaterThan(3);
  }
});

test('every role ends what it begins', () => {
  const paint = paintFor({ FORCE_COLOR: '1' }, false);
  expect(paint('failure', 'x')).toBe('\x1b[1m\x1b[31mx\x1b[39m\x1b[22m');
  expect(paint('heading', 'x')).toBe('\x1b[1mx\x1b[22m');
  expect(paint('place', 'x')).toBe('\x1b[35mx\x1b[39m');
});
