import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { ACTION, runAction } from '../support/workflowAction.ts';

interface Job {
  status: number | null;
  output: string;
  outputs: string;
  summary: string;
  sarif: { runs: [{ results: { ruleId: string }[] }] } | undefined;
}

/** Runs the action on an event, as a job would. */
function job(
  workspace: ScratchRepository,
  event: object,
  inputs: Record<string, string> = {},
  name = 'push',
): Job {
  const file = (kind: string) => join(workspace.home, kind);
  writeFileSync(file('event'), JSON.stringify(event));
  writeFileSync(file('output'), '');
  writeFileSync(file('summary'), 'of a step before\n');
  const { status, output } = runAction(
    workspace,
    {
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: file('event'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
    },
    inputs,
  );
  const report = join(workspace.folder, inputs['sarif-file'] ?? 'baseten-key-guard.sarif');
  return {
    status,
    output,
    outputs: readFileSync(file('output'), 'utf8'),
    summary: readFileSync(file('summary'), 'utf8'),
    sarif: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined,
  };
}

function workspaceOf(files: Record<string, string>): ScratchRepository {
  const workspace = ScratchRepository.create();
  workspace.seed(files);
  return workspace;
}

test('a key fails the job: annotated, summed up, in the SARIF file, and nowhere in full', () => {
  const key = currentKey();
  const allowed = `${currentKey()} # baseten-key-guard:allow made up`;
  const workspace = workspaceOf({ 'a.py': `one\n${key}\n`, 'b.py': `${allowed}\n` });
  const result = job(workspace, {}, { scan: 'tree' });
  expect(result.status).toBe(1);
  expect(result.output).toContain('::error file=a.py,line=2,col=1,endColumn=46,title=Baseten API key::b10_');
  expect(result.summary).toMatch(/^of a step before\n### baseten-key-guard: 1 Baseten API key found/);
  expect(result.outputs).toBe('exit-code=1\nsarif-file=baseten-key-guard.sarif\n');
  // GitHub's page would show what is allowed as an open alert.
  expect(result.sarif?.runs[0].results).toMatchObject([{ ruleId: 'baseten-api-key' }]);
  expect(leakedRun(JSON.stringify(result), key)).toBeUndefined();
});

test('a clean scan passes, and hands over a report without a result', () => {
  const result = job(
    workspaceOf({ 'a.py': 'nothing\n' }),
    {},
    { scan: 'tree', 'sarif-file': 'out/it.sarif' },
  );
  expect(result.status).toBe(2); // the folder is not there
  expect(result.outputs).toBe('exit-code=2\nsarif-file=\n');
  const again = job(workspaceOf({ 'a.py': 'nothing\n' }), {}, { scan: 'tree', 'sarif-file': 'it.sarif' });
  expect(again).toMatchObject({ status: 0, sarif: { runs: [{ results: [] }] } });
  expect(again.outputs).toBe('exit-code=0\nsarif-file=it.sarif\n');
});

test('the inputs reach the program', () => {
  const workspace = workspaceOf({ 'a.py': `${currentKey()} # baseten-key-guard:allow made up\n` });
  expect(job(workspace, {}, { scan: 'tree' }).status).toBe(0);
  expect(job(workspace, {}, { scan: 'tree', 'no-inline-allow': 'true' }).status).toBe(1);
  workspace.write('ours.json', '{ "exclude": ["a.py"] }');
  const inputs = { scan: 'tree', 'no-inline-allow': 'true', config: 'ours.json' };
  expect(job(workspace, {}, inputs).status).toBe(0);
});

test('what an input holds is never run', () => {
  const workspace = workspaceOf({ 'a.py': 'nothing\n' });
  const evil = '$(touch ran)"; touch ran; "`touch ran`';
  for (const name of Object.keys(ACTION.inputs)) job(workspace, {}, { scan: 'tree', [name]: evil });
  expect(existsSync(join(workspace.folder, 'ran'))).toBe(false);
  for (const { run } of ACTION.runs.steps) expect(run).not.toContain('${{');
});

test('a wrong input, and an event that cannot be read, are no pass', () => {
  const workspace = workspaceOf({ 'a.py': 'nothing\n' });
  const wrong = job(workspace, {}, { scan: 'everything' });
  expect(wrong.status).toBe(2);
  expect(wrong.output).toContain('scan is to be changes, tree or history, not "everything".');
  expect(job(workspace, {}, {}, 'pull_request').status).toBe(2);
});

test('a branch that was deleted holds nothing', () => {
  const result = job(workspaceOf({ 'a.py': 'nothing\n' }), { deleted: true });
  expect(result.status).toBe(0);
  expect(result.output).toContain('the branch was deleted, nothing scanned');
});

test('it uses no action but itself', () => {
  for (const step of ACTION.runs.steps) expect(step).not.toHaveProperty('uses');
});
