import type { ScanResult } from '../scan/scanResult.ts';
import { INVISIBLE } from './printable.ts';

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
  return `${JSON.stringify(document, null, 2).replace(ESCAPED, escaped)}\n`;
}

/** What JSON need not escape and a terminal acts upon; not the line ends between its fields. */
const ESCAPED = new RegExp(String.raw`(?!\n)${INVISIBLE}`, 'gu');

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
