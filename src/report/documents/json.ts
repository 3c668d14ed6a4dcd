import { PRODUCT } from '../../product.ts';
import type { ScanResult } from '../../scan/scanResult.ts';
import { jsonDocument } from './jsonDocument.ts';

/**
 * The result as one JSON document.
 *
 * @param version of this program
 */
export function jsonReport(result: ScanResult, version: string): string {
  const { scan, findings, suppressed, groups } = result;
  return jsonReportOf({ scan, findings, suppressed, ...(groups && { groups }) }, version);
}

/** A report that a program reads: these fields, behind what made it. */
export function jsonReportOf(fields: object, version: string): string {
  return jsonDocument({ schemaVersion: 1, tool: { name: PRODUCT, version }, ...fields });
}
