import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Outcome, ScratchRepository, Variables } from './scratchRepository.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Step {
  run: string;
  env: Record<string, string>;
}

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: Step[] };
}

/** `action.yml`. */
export const ACTION = parse(readFileSync(`${ROOT}action.yml`, 'utf8')) as Action;

/**
 * Runs the steps of `action.yml` as GitHub's runner does: each by bash, in the workspace, until one fails.
 *
 * @param given the inputs; the others have their defaults
 */
export function runAction(
  workspace: ScratchRepository,
  variables: Variables,
  given: Record<string, string> = {},
): Outcome {
  const context: Record<string, string> = { 'github.action_path': ROOT };
  for (const [name, input] of Object.entries(ACTION.inputs)) {
    context[`inputs.${name}`] = given[name] ?? input.default;
  }
  let outcome: Outcome = { status: 0, stdout: '', stderr: '', output: '' };
  for (const { run, env } of ACTION.runs.steps) {
    const own = Object.entries(env).map(([name, value]) => [name, expand(value, context)]);
    outcome = workspace.run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      variables: { GITHUB_ACTIONS: 'true', ...variables, ...Object.fromEntries(own) },
    });
    if (outcome.status !== 0) return outcome;
  }
  return outcome;
}

function expand(text: string, context: Record<string, string>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    const value = context[name];
    if (value === undefined) throw new Error(`unknown expression ${name}`);
    return value;
  });
}
