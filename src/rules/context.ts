/** Baseten itself, its two key prefixes, and the one variable name of the detection card without either. */
const BASETEN_NAME = /baseten|bastn|API_KEY_BAS\b/i;

/** Whether a line speaks of Baseten or carries one of the variable names of Baseten's detection card. */
export function namesBaseten(text: string): boolean {
  return BASETEN_NAME.test(text);
}
