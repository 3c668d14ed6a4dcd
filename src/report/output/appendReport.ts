import { appendFileSync } from 'node:fs';
import { CannotScan } from '../../errors.ts';

/**
 * Appends a report to a file to which other steps of a CI job write too.
 *
 * @param file absolute
 * @throws CannotScan when it could not be written
 */
export function appendReport(file: string, report: string): void {
  try {
    appendFileSync(file, report);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CannotScan(
      `The summary could not be written to ${JSON.stringify(file)} (${code}).`,
      'Unset GITHUB_STEP_SUMMARY, or let it name a file that you may write to.',
      { cause: error },
    );
  }
}
