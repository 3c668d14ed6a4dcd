import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isOnPath } from '../support/isOnPath.ts';
import { currentKey, leakedRun } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

const MANIFEST = fileURLToPath(new URL('../../.pre-commit-hooks.yaml', import.meta.url));

describe.runIf(isOnPath('pre-commit'))('with the pre-commit framework', () => {
  test('the hook of the manifest stops a key, and lets a clean commit pass', () => {
    const hooks = ScratchRepository.create();
    cpSync(MANIFEST, join(hooks.folder, '.pre-commit-hooks.yaml'));
    hooks.git('add', '-A');
    hooks.git('commit', '--quiet', '-m', 'hooks');
    const repository = ScratchRepository.create();
    mkdirSync(join(repository.folder, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(installedPackage(), join(repository.folder, 'node_modules', 'baseten-key-guard'));
    symlinkSync(
      '../baseten-key-guard/dist/bin.cjs',
      join(repository.folder, 'node_modules', '.bin', 'baseten-key-guard'),
    );
    const revision = hooks.git('rev-parse', 'HEAD').trim();
    repository.write('.gitignore', 'node_modules/\n');
    repository.write('package.json', '{ "name": "user", "private": true }\n');
    repository.write(
      '.pre-commit-config.yaml',
      `repos:\n  - repo: ${hooks.folder}\n    rev: ${revision}\n    hooks:\n      - id: baseten-key-guard\n`,
    );
    // Where the package is not installed npx would ask the registry for it, and wait for the answer.
    const variables = { PRE_COMMIT_HOME: join(repository.home, 'pre-commit'), npm_config_offline: 'true' };
    expect(repository.run('pre-commit', ['install'], { variables })).toMatchObject({ status: 0 });
    repository.git('add', '-A');
    const clean = repository.tryGit(['commit', '-m', 'clean'], variables);
    expect(clean.output).toMatch(/Baseten API keys\.+Passed/);
    expect(clean.status).toBe(0);
    const key = currentKey();
    repository.stage('a.py', `${key}\n`);
    const stopped = repository.tryGit(['commit', '-m', 'a key'], variables);
    expect(stopped.status).toBe(1);
    expect(stopped.output).toContain('a.py:1:1  Baseten API key  b10_');
    expect(leakedRun(stopped.output, key)).toBeUndefined();
    repository.run('rm', ['-r', 'node_modules']);
    expect(repository.tryGit(['commit', '-m', 'not installed'], variables).status).toBe(1);
  });
});
