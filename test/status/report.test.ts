import { describe, expect, test } from 'vitest';
import { statusText } from '../../src/status/report.ts';
import { type HookStatus, sentenceOf } from '../../src/status/status.ts';

type Verdict = HookStatus['verdict'];

function hooksThat(commit: Verdict, merge: Verdict, push: Verdict): HookStatus[] {
  const of = (hook: HookStatus['hook'], verdict: Verdict): HookStatus => ({
    hook,
    verdict,
    file: '',
    by: '',
    reason: verdict,
  });
  return [of('pre-commit', commit), of('pre-merge-commit', merge), of('pre-push', push)];
}

describe('statusText', () => {
  test.each<[commit: Verdict, merge: Verdict, push: Verdict, answer: string]>([
    ['stops', 'stops', 'stops', 'yes'],
    ['stops', 'stops', 'absent', 'yes'],
    ['stops', 'stops', 'fails', 'NO'],
    ['stops', 'stops', 'unknown', 'it cannot be told'],
    ['unknown', 'stops', 'absent', 'it cannot be told'],
    ['absent', 'unknown', 'absent', 'NO'],
    ['unknown', 'fails', 'absent', 'NO'],
  ])('commit %s, merge %s, push %s: %s', (commit, merge, push, answer) => {
    const hooks = hooksThat(commit, merge, push);
    const [line] = statusText({ wouldStop: answer === 'yes', hooks, sentence: '' }).split('\n');
    expect(line).toBe(`Would a key be stopped here, now? ${answer}`);
  });
});

test.each<[commit: Verdict, merge: Verdict, push: Verdict, sentence: string]>([
  ['stops', 'stops', 'absent', 'Tried: a key is stopped by `git commit`, `git merge`.'],
  ['stops', 'fails', 'absent', 'A key would NOT be stopped by `git merge`: fails.'],
  ['unknown', 'absent', 'absent', 'A key would NOT be stopped by `git merge`: absent.'],
  [
    'unknown',
    'stops',
    'absent',
    'It cannot be told whether a key would be stopped by `git commit`: unknown.',
  ],
])('commit %s, merge %s, push %s: %s', (commit, merge, push, sentence) => {
  expect(sentenceOf(hooksThat(commit, merge, push))).toBe(sentence);
});
