import { scanText } from '../../src/scan/files/scanText.ts';
import type { FileEncoding } from './case.ts';
import { encode } from './expand.ts';

/** What a case is judged by. */
export interface CaseFinding {
  ruleId: string;
  line: number;
  column: number;
  endColumn: number;
  encoding?: string;
}

/** The one place where the corpus meets the program: every line of the file as if a commit added it. */
export function scanCase(file: { path: string; encoding?: FileEncoding }, text: string): CaseFinding[] {
  return [...scanText({ path: file.path, text: encode(text, file.encoding) }).findings];
}
