import { PRODUCT } from '../product.ts';

/** What a comment begins with that allows what is on its line; what follows says why. */
export const ALLOW_COMMENT = `${PRODUCT}:allow`;

/** On the line itself: our comment, and those of two other scanners that a repository may already hold. */
const ALLOW = new RegExp(
  `${ALLOW_COMMENT}(?![\\w-])|gitleaks:allow(?![\\w-])|pragma: ?(?:allow|white)list secret`,
);
const ALLOW_NEXT_LINE = new RegExp(`${ALLOW_COMMENT}-next-line(?![\\w-])`);

/** Whether a comment on this line says that what looks like a key on it is none. */
export function isAllowedInline(text: string): boolean {
  return ALLOW.test(text);
}

/** Whether a comment on this line says so of the line below. */
export function allowsNextLine(text: string): boolean {
  return ALLOW_NEXT_LINE.test(text);
}
