import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A row of a table in docs/failures.md. */
export interface DocumentedFailure {
  exitCode: number;
  /** The first sentence that is said, with `…` for what differs from case to case; empty where nothing is said. */
  sentence: string;
}

const PAGE = fileURLToPath(new URL('../../docs/failures.md', import.meta.url));

/** The rows of docs/failures.md, `| fault | exit code | sentence |`, by fault. */
export const DOCUMENTED: ReadonlyMap<string, DocumentedFailure> = new Map(
  [...readFileSync(PAGE, 'utf8').matchAll(/^\| (.+?) +\| (\d+) +\| (.*?) *\|$/gm)].map(
    ([, fault = '', exitCode, sentence = '']) => [fault, { exitCode: Number(exitCode), sentence }],
  ),
);

/** Whether something was said that is the documented sentence. */
export function says(output: string, { sentence }: DocumentedFailure): boolean {
  const parts = sentence.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.*')).test(output);
}
