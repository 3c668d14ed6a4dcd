import type { Literal } from '../literalSearch.ts';
import { RULES } from '../rules.ts';
import { BASE64_TRIGGERS } from '../shapes/base64.ts';

/** All that can make a line one to be read: what is looked for first, by the scan and by the hook's first look. */
export const TRIGGERS: readonly (Literal | RegExp)[] = [
  ...RULES.flatMap(({ triggers }) => triggers),
  ...BASE64_TRIGGERS,
];
