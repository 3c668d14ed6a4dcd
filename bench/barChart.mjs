/** Sizes are in pixels of an image 720 wide. */
const WIDTH = 720;
const ROW = 26;
const NAMES = 220;
const FIGURES = 90;
const TITLE = 44;
const LONGEST_BAR = WIDTH - NAMES - FIGURES;

/**
 * Draws panels of bars, one below the other, each with a scale of its own, as an SVG that can be read on a light and
 * on a dark page.
 *
 * @param {readonly { title: string, bars: readonly { name: string, value: number }[] }[]} panels values in ms; one
 *   that did not finish has none
 * @param {string} emphasis what the names of the bars that stand out begin with
 * @returns {string}
 */
export function barChart(panels, emphasis) {
  let top = 0;
  const parts = panels.map(({ title, bars }) => {
    const longest = Math.max(...bars.map(({ value }) => value).filter(Number.isFinite));
    const begin = top + TITLE;
    top = begin + bars.length * ROW + 8;
    return [
      `<text class="title" x="0" y="${begin - 14}">${escapeMarkup(title)}</text>`,
      ...bars.map(({ name, value }, row) =>
        bar(name, value, longest, begin + row * ROW, name.startsWith(emphasis)),
      ),
    ].join('\n');
  });
  const label = panels
    .map(
      ({ title, bars }) =>
        `${title}: ${bars.map(({ name, value }) => `${name} ${duration(value)}`).join(', ')}`,
    )
    .join('. ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-label="${escapeMarkup(label)}">
<style>
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 15px }
rect { fill: #8c959f }
.unfinished { opacity: 0.4 }
.ours { fill: #0969da }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #6e7681 } .ours { fill: #4493f8 } }
</style>
${parts.join('\n')}
</svg>
`;
}

function bar(
  /** @type {string} */ name,
  /** @type {number} */ value,
  /** @type {number} */ longest,
  /** @type {number} */ y,
  /** @type {boolean} */ isOurs,
) {
  const isFinished = Number.isFinite(value);
  const width = isFinished ? Math.max(2, (value / longest) * LONGEST_BAR) : LONGEST_BAR;
  const kind = isOurs ? ' class="ours"' : isFinished ? '' : ' class="unfinished"';
  return [
    `<text x="${NAMES - 10}" y="${y + 16}" text-anchor="end">${escapeMarkup(name)}</text>`,
    `<rect${kind} x="${NAMES}" y="${y + 2}" width="${width.toFixed(1)}" height="${ROW - 7}" rx="3"/>`,
    `<text x="${(NAMES + width + 8).toFixed(1)}" y="${y + 16}">${duration(value)}</text>`,
  ].join('\n');
}

/** Three digits and a unit: `47 ms`, `1.79 s`. */
function duration(/** @type {number} */ value) {
  if (!Number.isFinite(value)) return 'not finished';
  return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toPrecision(3)} s`;
}

function escapeMarkup(/** @type {string} */ text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
