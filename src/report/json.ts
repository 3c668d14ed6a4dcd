import type { ScanResult } from '../scan/scanResult.ts';
import { jsonDocument } from './jsonDocument.ts';

/**
 * The result as one JSON document.
 *
 * @param version of this program
 */
export function jsonReport(result: ScanResult, version: string): string {
  return jsonDocument({
    schemaVersion: 1,
    tool: { name: 'baseten-key-guard', version },
    scan: result.scan,
    findings: result.findings,
    suppressed: result.suppressed,
    ...(result.groups && { groups: result.groups }),
  });
}
