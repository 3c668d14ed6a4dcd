import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentKey, leakedRun } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { ACTION, runAction } from '../support/workflowAction.ts';

/** The event of a push. */
function pushOf(before: string, after: string) {
  return { before, after, ref: 'refs/heads/main', repository: { default_branch: 'main' } };
}

interface Job {
  status: number | null;
  output: string;
  outputs: string;
  summary: string;
  sarif: { runs: [{ results: { ruleId: string; properties: object }[] }] } | undefined;
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

test('a push is scanned commit by commit: a key that a later one took out is found', () => {
  const workspace = workspaceOf({ 'a.py': `${currentKey()}\n` });
  const before = workspace.git('rev-parse', 'HEAD').trim();
  workspace.seed({ 'b.py': `one\n${currentKey()}\n` });
  const commit = workspace.git('rev-parse', 'HEAD').trim();
  workspace.seed({ 'b.py': 'one\n' });
  const after = workspace.git('rev-parse', 'HEAD').trim();
  const result = job(workspace, pushOf(before, after));
  expect(result.status).toBe(1);
  expect(result.sarif?.runs[0].results).toMatchObject([{ properties: { commit } }]);
  expect(result.output).toContain(`file=b.py,line=2,`);
  expect(result.output).toContain(`commit ${commit.slice(0, 12)}`);
  expect(job(workspace, pushOf(commit, after)).status).toBe(0);
});

test('a new branch is scanned from where the default branch is, a pull request from its base', () => {
  const workspace = workspaceOf({ 'a.py': `${currentKey()}\n` });
  const base = workspace.git('rev-parse', 'HEAD').trim();
  workspace.git('update-ref', 'refs/remotes/origin/main', base);
  workspace.seed({ 'b.py': 'nothing\n' });
  const head = workspace.git('rev-parse', 'HEAD').trim();
  const event = { ...pushOf('0'.repeat(40), head), ref: 'refs/heads/topic' };
  expect(job(workspace, event).status).toBe(0);
  const pull = { pull_request: { base: { sha: base }, head: { sha: head } } };
  expect(job(workspace, pull, {}, 'pull_request').status).toBe(0);
  expect(job(workspace, {}, {}, 'schedule').status).toBe(1);
});

test('a commit that the clone does not have is no pass', () => {
  const workspace = workspaceOf({ 'a.py': 'nothing\n' });
  const pull = { pull_request: { base: { sha: 'b'.repeat(40) }, head: { sha: 'c'.repeat(40) } } };
  expect(job(workspace, pull, {}, 'pull_request')).toMatchObject({ status: 2, sarif: undefined });
});
