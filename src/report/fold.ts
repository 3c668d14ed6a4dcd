/** What every terminal shows of a line, and what a reader takes in at once. */
export const COLUMNS = 80;

/**
 * A text in lines of at most 80 columns: broken between sentences where that is enough, else between words. What
 * stands in backquotes or quotes, a path or an address stays whole, and may be longer.
 *
 * @param indent before every line
 * @param columns less than that where something else stands before every line
 */
export function fold(text: string, indent = '', columns = COLUMNS): string[] {
  return foldPhrases(text.split(/(?<=[.!?]) (?=[A-Z])/), indent, columns);
}

/**
 * Phrases in lines of at most 80 columns: broken between phrases where that is enough, else as `fold` breaks.
 *
 * @param indent before every line
 * @param columns less than that where something else stands before every line
 */
export function foldPhrases(phrases: readonly string[], indent = '', columns = COLUMNS): string[] {
  return packed(phrases, indent, columns).flatMap((line) =>
    line.length <= columns ? line : packed(line.match(/(?:`[^`]*`|"[^"]*"|\S)+/g) ?? [], indent, columns),
  );
}

/** Phrases beside a label, and below them those for which there is no room there. */
export function foldBeside(label: string, phrases: readonly string[]): string[] {
  const [first = '', ...others] = foldPhrases(phrases, ' '.repeat(label.length));
  return [label + first.slice(label.length), ...others];
}

/** What to do about something, beside its name where there is room, else below it. */
export function foldEntry(name: string, text: string): string[] {
  const line = `  ${name}: ${text}`;
  return line.length <= COLUMNS ? [line] : [`  ${name}:`, ...fold(text, '    ')];
}

/** As many pieces on each line as there is room for. */
function packed(pieces: readonly string[], indent: string, columns: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${piece}`.length <= columns)
      lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(indent + piece);
  }
  return lines;
}
