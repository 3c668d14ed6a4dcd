import type { ScanResult } from '../scan.ts';

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
  return `${JSON.stringify(document, null, 2)}\n`;
}
