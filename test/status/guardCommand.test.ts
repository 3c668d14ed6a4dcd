import { describe, expect, test } from 'vitest';
import { findGuardCommand } from '../../src/status/guardCommand.ts';

const PLAIN = 'npx --no-install baseten-key-guard --staged';

describe('a command that can be tried, and whose failure stops git', () => {
  test.each([
    [PLAIN, PLAIN],
    [`npx lint-staged && ${PLAIN}`, PLAIN],
    [`${PLAIN} && npm test`, PLAIN],
    [`${PLAIN} || exit 1\nnpm test`, PLAIN],
    [`set -e\n${PLAIN}\nnpm test`, PLAIN],
    [`${PLAIN}\n# the end\n\n`, PLAIN],
    ['yarn baseten-key-guard --staged', 'yarn baseten-key-guard --staged'],
    ['pnpm exec baseten-key-guard --staged', 'pnpm exec baseten-key-guard --staged'],
    ['sh web/node_modules/baseten-key-guard/hooks/run pre-commit "$@"', /^sh web/],
    ['sh hooks/run pre-commit "$@"', 'sh hooks/run pre-commit "$@"'],
    ['npx --no-install baseten-key-guard hook pre-push {0}', /\{0\}$/],
  ])('%j', (script, command) => {
    const found = findGuardCommand(script, false);
    expect(found?.command).toEqual(typeof command === 'string' ? command : expect.stringMatching(command));
    expect(found?.doubt).toBeUndefined();
  });

  test('what comes after it, under sh -e', () => {
    expect(findGuardCommand(`${PLAIN}\nnpm test`, true)?.doubt).toBeUndefined();
  });
});

test.each([
  [`${PLAIN}\nnpm test`, 'hides its exit status'],
  [`${PLAIN} || true`, 'hides its exit status'],
  [`${PLAIN} | tee log`, 'hides its exit status'],
  [`${PLAIN}; true`, 'hides its exit status'],
  [`${PLAIN} & true`, 'hides its exit status'],
  [`npm test || ${PLAIN}`, 'only run when another command fails'],
  [`if ${PLAIN}; then true; fi`, 'cannot be tried'],
  [`found=$(${PLAIN})`, 'cannot be tried'],
  [`rm -rf node_modules/baseten-key-guard`, 'cannot be tried'],
  [`npx baseten-key-guard --staged > "$(mktemp)"`, 'cannot be tried'],
  ['npx baseten-key-guard uninstall', 'cannot be tried'],
  ['npm install baseten-key-guard', 'cannot be tried'],
])('doubt: %j', (script, doubt) => {
  expect(findGuardCommand(script, false)?.doubt).toContain(doubt);
});

test.each([`# ${PLAIN}`, 'npm test', 'echo "no baseten-key-guard here"', ''])('no command: %j', (script) => {
  expect(findGuardCommand(script, false)).toBeUndefined();
});
