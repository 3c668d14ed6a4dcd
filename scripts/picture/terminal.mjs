// Draws what a terminal shows as an SVG: lines of text in a fixed-width font, with the few styles that reports use.

const FONT_SIZE = 14;
const LINE_HEIGHT = 20;
const CHARACTER_WIDTH = 8.43;
const PADDING = 16;

/** Styles by the escape sequences that begin and end them, as `styleText` of node:util writes them. */
const STYLES = /** @type {Record<string, string>} */ ({
  1: 'bold',
  31: 'red',
  35: 'magenta',
});
const ENDS = /** @type {Record<string, string[]>} */ ({
  0: ['bold', 'red', 'magenta'],
  22: ['bold'],
  39: ['red', 'magenta'],
});

/**
 * @param {string} output of a program, with escape sequences
 * @param {string} title what the picture shows, for those who do not see it
 */
export function drawTerminal(output, title) {
  const lines = output.trimEnd().split('\n').map(spans);
  const columns = Math.max(...lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * CHARACTER_WIDTH) + 2 * PADDING;
  const height = lines.length * LINE_HEIGHT + 2 * PADDING;
  const rows = lines.map((line, index) => {
    const y = PADDING + (index + 0.75) * LINE_HEIGHT;
    const content = line.map(({ text, styles }) =>
      styles.length > 0 ? `<tspan class="${styles.join(' ')}">${escapeXml(text)}</tspan>` : escapeXml(text),
    );
    return `<text x="${PADDING}" y="${y}" xml:space="preserve">${content.join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<title>${escapeXml(title)}</title>
<style>
rect { fill: #ffffff; stroke: #d0d7de }
text { font: ${FONT_SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328 }
.bold { font-weight: bold } .red { fill: #cf222e } .magenta { fill: #8250df }
@media (prefers-color-scheme: dark) {
  rect { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 } .red { fill: #ff7b72 } .magenta { fill: #d2a8ff }
}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${rows.join('\n')}
</svg>
`;
}

/**
 * The pieces of a line, each with its styles.
 *
 * @param {string} line
 */
function spans(line) {
  /** @type {Set<string>} */
  const active = new Set();
  /** @type {{ text: string, styles: string[] }[]} */
  const pieces = [];
  // Odd pieces are the numbers of escape sequences.
  for (const [index, piece] of line.split(/\x1b\[(\d*)m/).entries()) {
    if (index % 2 === 0) {
      if (piece !== '') pieces.push({ text: piece, styles: [...active] });
      continue;
    }
    const style = STYLES[piece];
    if (style !== undefined) active.add(style);
    for (const ended of ENDS[piece || '0'] ?? []) active.delete(ended);
  }
  return pieces;
}

/** @param {string} text */
function escapeXml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
