import { redactSecrets } from './rules/redact.ts';

/**
 * A scan that could not be done, or a call that was wrong: exit code 2 and these two sentences, never a pass.
 */
export class CannotScan extends Error {
  override name = 'CannotScan';
  /** What the person should do next. */
  readonly hint: string;

  /**
   * @param message what went wrong, in one line; a key in it (of a file's name, of git's own words) is redacted
   * @param hint what to do next, in one line
   */
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(redactSecrets(message), options);
    this.hint = redactSecrets(hint);
  }
}
