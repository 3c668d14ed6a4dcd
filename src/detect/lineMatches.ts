import type { FileTraits, Match, Rule } from '../rules/rule.ts';
import { RULES } from '../rules/rules.ts';
import { decodedTexts } from '../rules/shapes/base64.ts';

/** A match of a rule, and where it stands in the line. */
export interface LineMatch {
  rule: Rule;
  match: Match;
  /** What the offsets of `match` count in: the line, or what a piece of it says decoded. */
  text: string;
  /** Offsets in the line: of the match, or of the piece that says it. */
  start: number;
  /** Exclusive. */
  end: number;
  encoding?: 'base64';
}

/** The matches of all rules in a line, one a place: where two overlap, that of the rule that comes first. */
export function* lineMatches(text: string, file: FileTraits): Generator<LineMatch> {
  let taken: Uint8Array | undefined;
  for (const candidate of allMatches(text, file)) {
    taken ??= new Uint8Array(text.length);
    if (isTaken(taken, candidate)) continue;
    taken.fill(1, candidate.start, candidate.end);
    yield candidate;
  }
}

/** Not by `subarray`, which makes an object for each of the 250,000 findings that a line may hold. */
function isTaken(taken: Uint8Array, { start, end }: LineMatch): boolean {
  for (let at = start; at < end; at++) if (taken[at] === 1) return true;
  return false;
}

function* allMatches(text: string, file: FileTraits): Generator<LineMatch> {
  const decodedOnes = decodedTexts(text);
  for (const rule of RULES) {
    for (const match of rule.find({ text, file })) {
      yield { rule, match, text, start: match.start, end: match.end };
    }
    for (const decoded of decodedOnes) {
      for (const match of rule.find({ text: decoded.text, file })) {
        const range = decoded.encodedRange(match.start, match.end);
        yield { rule, match, text: decoded.text, ...range, encoding: 'base64' };
      }
    }
  }
}
