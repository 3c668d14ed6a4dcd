import type { Detection } from '../../src/detect/detect.ts';
import type { Finding } from '../../src/detect/finding.ts';

/** A finding as a rule would make it, but for what is given. */
export function madeFinding(given: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'baseten-api-key',
    confidence: 'high',
    severity: 'high',
    path: 'a.py',
    line: 1,
    column: 1,
    endColumn: 46,
    redacted: 'b10_abcdefgh.********',
    keyPrefix: 'b10_abcdefgh',
    fingerprint: 'f'.repeat(64),
    ...given,
  };
}

/** A detection of it, on the line that it has. */
export function madeDetection(finding: Finding, given: Partial<Detection> = {}): Detection {
  return {
    finding,
    file: { path: finding.path, blob: '', status: 'A' },
    gitLine: finding.line,
    hasSecretName: false,
    isAllowed: false,
    ...given,
  };
}
