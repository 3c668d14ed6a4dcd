/** The byte that NUL is turned into before grep sees it: in some greps a NUL ends a line. */
export const NUL_STAND_IN = '\x01';

/** What must be escaped outside a bracket to stand for itself. */
const SPECIAL = /[.[\\()*+?{|^$]/;
const LETTER = /[A-Za-z]/;

/** One character of an extended regular expression, for POSIX tools in the C locale. */
export function ereCharacter(character: string, isFolded: boolean): string {
  if (isFolded && LETTER.test(character)) return ereBracket(spellings(character, true), false);
  return SPECIAL.test(character) ? `\\${character}` : character;
}

/**
 * A bracket expression. In POSIX a backslash stands for itself there, `]` must come first, `-` last, and `[` must
 * not stand before `.`, `:` or `=`.
 */
export function ereBracket(members: ReadonlySet<string>, isNegated: boolean): string {
  const plain = [...members].filter((member) => !/[\]^[-]/.test(member)).sort();
  const has = (member: string) => (members.has(member) ? member : '');
  const body = `${has(']')}${ranges(plain)}${has('^')}${has('[')}${has('-')}`;
  if (isNegated) return `[^${body}]`;
  return body === '^' ? '\\^' : body.startsWith('^') ? `[${body.slice(1)}^]` : `[${body}]`;
}

/** A character in the cases that count as it. */
export function spellings(character: string, isFolded: boolean): Set<string> {
  if (!isFolded || !LETTER.test(character)) return new Set([character]);
  return new Set([character.toUpperCase(), character.toLowerCase()]);
}

function ranges(sorted: readonly string[]): string {
  let body = '';
  for (let from = 0, to = 0; from < sorted.length; from = to + 1) {
    const first = code(sorted[from]);
    for (to = from; code(sorted[to + 1]) === first + to + 1 - from; ) to++;
    body += to - from < 2 ? sorted.slice(from, to + 1).join('') : `${sorted[from]}-${sorted[to]}`;
  }
  return body;
}

function code(character: string | undefined): number {
  return character === undefined ? Number.POSITIVE_INFINITY : character.charCodeAt(0);
}
