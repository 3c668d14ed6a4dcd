import { REDACTION, redactSecrets, withoutParts, withoutSecret } from '../rules/redact.ts';
import type { Confidence, Match, RuleId } from '../rules/rule.ts';

/** A key in an added line. It holds nothing of the secret half. */
export interface Finding {
  ruleId: RuleId;
  confidence: Confidence;
  severity: 'high';
  /** Repository-relative, forward slashes. */
  path: string;
  /** 1-based, in the new version of the file. */
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
  /** Present where the key stands in the file encoded; the columns are those of the encoded text. */
  encoding?: 'base64';
  /** Present where the key stands in the name of the file, or of a ref, not in a line. */
  isInName?: boolean;
  /** Present where the key stands in the message of the commit; `path` is what git calls the message then. */
  isInMessage?: boolean;
  /** Of a scan of commits: the object id of the commit that adds the line. */
  commit?: string;
  /** Who wrote that commit: `Name <address>`. */
  author?: string;
  /** When it was written: ISO 8601. */
  date?: string;
}

/** Where a match stands, as the finding is to say it. */
export interface Place {
  path: string;
  line: number;
  column: number;
  endColumn: number;
}

/**
 * Turns a match into a finding. The key goes in here and does not come out.
 *
 * @param text in which the rule found the match
 */
export function makeFinding(ruleId: RuleId, match: Match, text: string, place: Place): Finding {
  const key = text.slice(match.start, match.end);
  const visible = text.slice(match.start, match.secretStart);
  const secret = text.slice(match.secretStart, match.end);
  const path = withoutSecret(redactedPath(place.path), secret);
  return {
    ruleId,
    confidence: match.confidence,
    severity: 'high',
    // What is only named a secret may hold words, and so may the path.
    path: ruleId === 'baseten-named-secret' ? path : withoutParts(path, [secret]),
    line: place.line,
    column: place.column,
    endColumn: place.endColumn,
    redacted: `${visible}${REDACTION}`,
    keyPrefix: visible.endsWith('.') ? visible.slice(0, -1) : null,
    // Loaded here, for a commit without a finding does not need it, and it takes as long as a small diff.
    fingerprint: process.getBuiltinModule('node:crypto').hash('sha256', `${ruleId}\0${key}`, 'hex'),
  };
}

let last = { path: '', redacted: '' };

/** A path as a finding shows it that has no secret in it. Findings come file by file. */
export function redactedPath(path: string): string {
  if (path !== last.path) last = { path, redacted: redactSecrets(path) };
  return last.redacted;
}
