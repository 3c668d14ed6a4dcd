import type { ScanResult } from '../scan/scanResult.ts';

/**
 * The result as one JSON document.
 *
 * @param version of this program
 */
export function jsonReport(result: ScanResult, version: string): string {
  const document = {
    schemaVersion: 1,
    tool: { name: 'baseten-key-guard', version },
    scan: result.scan,
    findings: result.findings,
    suppressed: result.suppressed,
  };
  return `${JSON.stringify(document, null, 2).replace(INVISIBLE, escaped)}\n`;
}

/** What JSON need not escape and a terminal acts upon: DEL, the controls of Latin-1, bidirectional characters. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
