/** The exit codes of the program, for scripts that call it. */
export const EXIT = {
  /** Everything asked for was scanned, and nothing was found. */
  CLEAN: 0,
  /** At least one finding blocks. */
  FOUND: 1,
  /** The scan could not be done, or the call was wrong. */
  FAILED: 2,
  /** CLEAN, where hooks/run asks for proof that it was this program that ended: anything else may end with 0. */
  PROVEN_CLEAN: 99,
  /** A person stopped the scan (Ctrl-C): what was found until then was reported. */
  INTERRUPTED: 130,
} as const;
