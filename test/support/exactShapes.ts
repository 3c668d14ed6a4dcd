/**
 * Where texts of an exact format stand, as `[rule, column, endColumn]` in order. Written without an expression, so
 * that it shares no mistake with those of the rules.
 */
export function exactShapes(text: string): [rule: string, column: number, endColumn: number][] {
  const current = shapes(text, 'baseten-api-key', currentEnd);
  const bastn = shapes(text, 'baseten-bastn-key', bastnEnd).filter(
    ([, start, end]) => !current.some(([, from, to]) => start < to && end > from),
  );
  return [...current, ...bastn].sort(([, a], [, b]) => a - b);
}

function shapes(text: string, rule: string, endOf: (text: string, start: number) => number) {
  const found: [string, number, number][] = [];
  for (let start = 0; start < text.length; start++) {
    const end = endOf(text, start);
    if (end < 0) continue;
    found.push([rule, start + 1, end + 1]);
    start = end - 1;
  }
  return found;
}

/** `b10_`, 8, a dot, 32 and no more. */
function currentEnd(text: string, start: number): number {
  if (!text.startsWith('b10_', start)) return -1;
  const dot = start + 12;
  if (alphanumerics(text, start + 4) !== 8 || text[dot] !== '.') return -1;
  return alphanumerics(text, dot + 1) === 32 ? dot + 33 : -1;
}

/** `bastn_` and 16 or more. */
function bastnEnd(text: string, start: number): number {
  if (!text.startsWith('bastn_', start)) return -1;
  const length = alphanumerics(text, start + 6);
  return length >= 16 ? start + 6 + length : -1;
}

/** How many letters and digits of ASCII stand from an offset on. */
function alphanumerics(text: string, start: number): number {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    const isDigit = code >= 48 && code <= 57;
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (!isDigit && !isLetter) break;
  }
  return end - start;
}
