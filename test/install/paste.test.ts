import { describe, expect, test } from 'vitest';
import { lefthook } from '../../src/install/managers/lefthook.ts';
import type { Configuration, Manager } from '../../src/install/managers/manager.ts';
import { husky4, simpleGitHooks } from '../../src/install/managers/packageJson.ts';
import { preCommitFramework } from '../../src/install/managers/preCommitFramework.ts';

const COMMAND = 'npx --no-install baseten-key-guard --staged';

function lines(manager: Manager, file: string, text: string): string {
  return manager.paste({ file, text }, 'pre-commit').lines;
}

describe('what is pasted has the margin of what is there', () => {
  test.each([
    [
      'nothing',
      'commit-msg:\n  jobs: []\n',
      `pre-commit:\n  jobs:\n    - { name: baseten-key-guard, run: ${COMMAND} }`,
    ],
    [
      'jobs',
      'pre-commit:\n      jobs:\n          - run: a\n          - run: b\n',
      `          - { name: baseten-key-guard, run: ${COMMAND} }`,
    ],
    ['jobs, none', 'pre-commit:\n  jobs: []\n', `    - { name: baseten-key-guard, run: ${COMMAND} }`],
    [
      'commands',
      'pre-commit:\n  commands:\n     a:\n       run: a\n',
      `     zz-baseten-key-guard: { run: ${COMMAND} }`,
    ],
    [
      'neither',
      'pre-commit:\n   parallel: true\n',
      `   jobs:\n     - { name: baseten-key-guard, run: ${COMMAND} }`,
    ],
  ])('lefthook.yml: %s', (_, text, expected) => {
    expect(lines(lefthook, 'lefthook.yml', text)).toBe(expected);
  });

  test.each([
    ['{}', `"pre-commit": { "jobs": [{"name":"baseten-key-guard","run":"${COMMAND}"}] }`],
    ['{ "pre-commit": { "jobs": [] } }', `{"name":"baseten-key-guard","run":"${COMMAND}"}`],
    [
      '{ "pre-commit": { "commands": { "a": { "run": "a" } } } }',
      `"zz-baseten-key-guard": {"run":"${COMMAND}"}`,
    ],
    ['// why\n{ "pre-commit": {} }', `"jobs": [{"name":"baseten-key-guard","run":"${COMMAND}"}]`],
  ])('lefthook.jsonc: %s', (text, expected) => {
    expect(lines(lefthook, 'lefthook.jsonc', text)).toBe(expected);
  });

  test('pre-commit, with a margin of its own', () => {
    const text = 'repos:\n    - repo: local\n      hooks:\n        - id: mark\n          entry: mark\n';
    expect(lines(preCommitFramework, '.pre-commit-config.yaml', text)).toMatch(
      /^ {8}- id: baseten-key-guard\n {10}name: /,
    );
  });
});

test('what would hide something from the scan is said', () => {
  const text = 'pre-commit:\n  parallel: true\n  jobs:\n    - { run: fmt, stage_fixed: true }\n';
  const { note } = lefthook.paste({ file: 'lefthook.yml', text }, 'pre-commit');
  expect(note).toMatch(/`parallel: true`.*`stage_fixed`/);
});

describe('our command is found where it is in force', () => {
  const job = (run: string, more = '') => `pre-commit:\n  jobs:\n    - run: ${run}\n${more}`;

  test.each<[Manager, Configuration, string | undefined]>([
    [lefthook, { file: 'lefthook.yml', text: job(COMMAND) }, COMMAND],
    [lefthook, { file: 'lefthook.yml', text: job(COMMAND, '      skip: true\n') }, undefined],
    [lefthook, { file: 'lefthook.yml', text: `# ${COMMAND}\n${job('a')}` }, undefined],
    [lefthook, { file: 'lefthook.yml', text: job(COMMAND).replace('pre-commit', 'commit-msg') }, undefined],
    [
      lefthook,
      { file: 'lefthook.yml', text: `pre-commit: { jobs: [{ group: { jobs: [{ run: ${COMMAND} }] } }] }` },
      COMMAND,
    ],
    [lefthook, { file: 'lefthook.toml', text: `[[pre-commit.jobs]]\nrun = "${COMMAND}"\n` }, COMMAND],
    [lefthook, { file: 'lefthook.toml', text: `[[commit-msg.jobs]]\nrun = "${COMMAND}"\n` }, undefined],
    [
      husky4,
      { file: 'package.json', text: `{ "husky": { "hooks": { "pre-commit": "${COMMAND}" } } }` },
      COMMAND,
    ],
    [husky4, { file: '.huskyrc', text: `{ "hooks": { "pre-commit": "${COMMAND}" } }` }, COMMAND],
    [
      preCommitFramework,
      { file: '.pre-commit-config.yaml', text: `repos: [{ repo: x, hooks: [{ id: baseten-key-guard }] }]` },
      COMMAND,
    ],
    [
      preCommitFramework,
      {
        file: '.pre-commit-config.yaml',
        text: `repos: [{ hooks: [{ id: baseten-key-guard, stages: [manual] }] }]`,
      },
      undefined,
    ],
  ])('$name %j', (manager, configuration, command) => {
    expect(manager.commandFor?.(configuration, 'pre-commit')).toBe(command);
  });
});

test('a command that is there stays, before ours', () => {
  const text = '{ "simple-git-hooks": { "pre-commit": "npx lint-staged --quiet \\"$@\\"" } }';
  expect(lines(simpleGitHooks, 'package.json', text)).toBe(
    `"pre-commit": "npx lint-staged --quiet \\"$@\\" && ${COMMAND}"`,
  );
});
