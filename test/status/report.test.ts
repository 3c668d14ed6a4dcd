import { describe, expect, test } from 'vitest';
import { statusText } from '../../src/status/report.ts';
import type { HookStatus } from '../../src/status/status.ts';

type Verdict = HookStatus['verdict'];

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
    const of = (hook: HookStatus['hook'], verdict: Verdict): HookStatus => ({
      hook,
      verdict,
      file: '',
      by: '',
    });
    const hooks = [of('pre-commit', commit), of('pre-merge-commit', merge), of('pre-push', push)];
    const [line] = statusText({ wouldStop: answer === 'yes', hooks, sentence: '' }).split('\n');
    expect(line).toBe(`Would a key be stopped here, now? ${answer}`);
  });
});
