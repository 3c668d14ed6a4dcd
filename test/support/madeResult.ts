import type { ScanResult } from '../../src/scan/scanResult.ts';

/** What a scan would give, but for what is given. */
export function madeResult(given: Partial<ScanResult> = {}): ScanResult {
  return {
    scan: { mode: 'staged', files: 3, addedLines: 12, bytes: 734, durationMs: 41 },
    configurationFile: '.baseten-key-guard.json',
    findings: [],
    suppressed: [],
    ...given,
  };
}
