import { ereBracket, NUL_STAND_IN } from './bracket.ts';
import { type LooksBehind, toEre } from './ere.ts';
import { TRIGGERS } from './triggers.ts';

/** What grep looks for in the staged diff, one extended regular expression a line, one character a byte. */
export interface FirstLook {
  /**
   * For the diff as git prints it, with its NULs, and a grep that takes them for characters: lets through every line
   * that `exact` matches, every added one with a NUL, and of code little else.
   */
  glance: string;
  /** Lets through every line that `exact` matches, and little else, at the speed of one small automaton. */
  rough: string;
  /** What is left of those lines: where more than the last line of the diff is, the scan has to look. */
  exact: string;
  /** Stands behind a diff that git printed whole. */
  end: string;
}

/** Begins like no line of a diff. */
const END = 'The end of the staged diff';
/** With the NUL that the glance needs, or without. */
const LAST = `^${END}${NUL_STAND_IN}?$`;

/**
 * A line of a kind that git does not print there: its usage, colours. What it does print begins
 * with a sign of the list or of a hunk, or is the line of a patch's header (`diff`, `deleted`, `dissimilarity`,
 * `index`, `new`, `old`, `rename`, `similarity`).
 */
const FOREIGN_LINE = String.raw`^[^-+@:\dinors]`;
/** A NUL, in a grep that reads one as a character. */
const NUL = '[^\x01-\xff]';
const ADDED_NUL = `^\\+.*${NUL_STAND_IN}`;
const EMPTY_LINE = '^$';
/** The status of an unmerged path, at the end of its entry in the list. */
const UNMERGED = ` U${NUL_STAND_IN}`;

/**
 * Expressions by which a hook tells, without starting node, that a staged diff holds nothing for the scan: no line
 * of it holds what a rule's match must hold. They are made from the triggers of the rules, so that a new rule is
 * looked for as well.
 *
 * @param files names at the top of the repository that are always for the scan
 */
export function firstLook(files: readonly string[]): FirstLook {
  // git ends each name of its list with a NUL, and stands one before it.
  const names = files.map((name) => NUL_STAND_IN + toEre({ text: name }) + NUL_STAND_IN);
  // The end comes last: a file of expressions that was cut off lets nothing pass.
  const always = [...names, UNMERGED, EMPTY_LINE, FOREIGN_LINE];
  const lines = (looksBehind: LooksBehind, ...others: string[]) => {
    const expressions = withJoinedEnds(TRIGGERS.map((trigger) => toEre(trigger, looksBehind)));
    return `${[...new Set([...expressions, ...always, ...others])].join('\n')}\n`;
  };
  return {
    // The end that is expected here holds a NUL: a grep that ends a line at one, or passes it over, never shows it.
    glance: withNuls(lines('first', ADDED_NUL, `^${END}${NUL_STAND_IN}$`)),
    rough: lines('none', LAST),
    exact: lines('all', LAST),
    end: END,
  };
}

/** Those that differ in nothing but the letter or digit at their end, as one: GNU grep takes less time for it. */
function withJoinedEnds(expressions: readonly string[]): string[] {
  const joined: string[] = [];
  const ends = new Map<string, Set<string>>();
  for (const expression of expressions) {
    const beginning = expression.replace(/[0-9A-Za-z]$/, '');
    if (beginning === expression) joined.push(expression);
    else ends.set(beginning, (ends.get(beginning) ?? new Set()).add(expression.slice(-1)));
  }
  for (const [beginning, characters] of ends) {
    const [only = '', ...others] = characters;
    joined.push(beginning + (others.length === 0 ? only : ereBracket(characters, false)));
  }
  return joined;
}

/** Without what may stand between two characters: grep compiles that in half the time. */
function withNuls(expressions: string): string {
  return expressions.replaceAll(`${NUL_STAND_IN}*`, '').replaceAll(NUL_STAND_IN, NUL);
}
