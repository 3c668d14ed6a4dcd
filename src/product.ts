/**
 * What this program, its package and its command are called, wherever something is found or told by that name. Other
 * files that hold it: package.json, hooks/, ci/, and the expressions that read commands and what they print.
 */
export const PRODUCT = 'baseten-key-guard';
