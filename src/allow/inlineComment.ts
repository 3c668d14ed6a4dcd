/** Our own comment, and those of two scanners that a repository may already hold. */
const ALLOW = /baseten-key-guard:allow(?![\w-])|gitleaks:allow(?![\w-])|pragma: ?allowlist secret/;

/** Whether a comment on this line says that what looks like a key on it is none. */
export function isAllowedInline(text: string): boolean {
  return ALLOW.test(text);
}
