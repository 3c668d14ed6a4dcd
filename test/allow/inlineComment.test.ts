import { expect, test } from 'vitest';
import { allowsNextLine, isAllowedInline } from '../../src/allow/inlineComment.ts';

test.each([
  ['x # baseten-key-guard:allow made up', true, false],
  ['x # baseten-key-guard:allow', true, false],
  ['/* baseten-key-guard:allow */ x', true, false],
  ['<!-- baseten-key-guard:allow: made up -->', true, false],
  ['# baseten-key-guard:allow-next-line made up', false, true],
  ['x // gitleaks:allow', true, false],
  ['x // gitleaks:allow (made up)', true, false],
  ['x # pragma: allowlist secret', true, false],
  ['x # pragma:allowlist secret', true, false],
  ['x # pragma: whitelist secret', true, false],
  ['x # baseten-key-guard:allowed', false, false],
  ['x # baseten-key-guard:allow_it', false, false],
  ['x # baseten-key-guard:allow-next-lines', false, false],
  ['x # baseten-key-guard: allow', false, false],
  ['x # gitleaks:allow-all', false, false],
  ['x # gitleaks:allowed', false, false],
  ['x # allowlist secret', false, false],
  ['', false, false],
])('%s: its own line %s, the next %s', (text, own, next) => {
  expect([isAllowedInline(text), allowsNextLine(text)]).toEqual([own, next]);
});
