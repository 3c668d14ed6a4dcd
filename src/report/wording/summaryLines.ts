import { PRODUCT } from '../../product.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { counted } from './counted.ts';
import { MODES } from './modes.ts';

/** What came out, in one line; of a clean scan with what was scanned. */
export function headline(result: ScanResult): string {
  const { findings, scan } = result;
  const mode = MODES[scan.mode];
  const nothing = mode.nothing(scan);
  const sentence =
    findings.length > 0
      ? `${counted(findings.length, 'Baseten API key')} ${mode.found(result)}`
      : (nothing ?? `${mode.clean} ${scannedLine(result)}`);
  return `${PRODUCT}: ${sentence}`;
}

/** What was scanned, in how long, and how much was allowed. */
export function scannedLine({ scan, suppressed }: ScanResult): string {
  const allowed = suppressed.length > 0 ? ` ${counted(suppressed.length, 'finding')} allowed.` : '';
  return `Scanned ${MODES[scan.mode].scanned(scan)} in ${scan.durationMs} ms.${allowed}`;
}
