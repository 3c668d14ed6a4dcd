import { createHash } from 'node:crypto';
import { REDACTION, redactKeys } from './rules/redact.ts';
import type { Confidence, Match, Rule } from './rules/rule.ts';

/** A key in a staged line. It holds nothing of the secret half. */
export interface Finding {
  ruleId: string;
  confidence: Confidence;
  severity: 'high';
  /** Repository-relative, forward slashes. */
  path: string;
  /** 1-based, in the staged version of the file. */
  line: number;
  /** 1-based, in UTF-16 code units. */
  column: number;
  /** Exclusive. */
  endColumn: number;
  redacted: string;
  /** The part by which Baseten lists and revokes the key; null where it has none. */
  keyPrefix: string | null;
  /** SHA-256, hex, of rule id, NUL and key: it outlives a moved line and a renamed file. */
  fingerprint: string;
}

/**
 * Turns a match into a finding. The key goes in here and does not come out.
 *
 * @param text the line that the match stands in
 * @param place `column` is the column of the line's first character, 1-based
 */
export function makeFinding(
  rule: Rule,
  match: Match,
  text: string,
  place: { path: string; line: number; column: number },
): Finding {
  const key = text.slice(match.start, match.end);
  const visible = text.slice(match.start, match.secretStart);
  return {
    ruleId: rule.id,
    confidence: match.confidence,
    severity: 'high',
    path: redactKeys(place.path),
    line: place.line,
    column: place.column + match.start,
    endColumn: place.column + match.end,
    redacted: `${visible}${REDACTION}`,
    keyPrefix: visible.endsWith('.') ? visible.slice(0, -1) : null,
    fingerprint: createHash('sha256').update(`${rule.id}\0${key}`).digest('hex'),
  };
}
