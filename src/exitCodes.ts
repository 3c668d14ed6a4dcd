/** The exit codes of the program, for scripts that call it. */
export const EXIT = {
  /** Everything asked for was scanned, and nothing was found. */
  CLEAN: 0,
  /** At least one finding blocks. */
  FOUND: 1,
  /** The scan could not be done, or the call was wrong. */
  FAILED: 2,
  /** A person stopped the scan (Ctrl-C): what was found until then was reported. */
  INTERRUPTED: 130,
} as const;
