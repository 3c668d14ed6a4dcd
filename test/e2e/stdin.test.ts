import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScanResult } from '../../src/scan/scanResult.ts';
import { currentKey, legacyKey } from '../support/keys.ts';
import { installedPackage, ScratchRepository } from '../support/scratchRepository.ts';

function scan(repository: ScratchRepository, input: string | Uint8Array, args: string[] = [], cwd = '.') {
  const { stdout, stderr, status } = repository.guard(['--stdin', '--format', 'json', ...args], {
    input,
    cwd,
  });
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as ScanResult), status };
}

test('reads a text as if it were a file, inside a repository and outside', () => {
  const repository = ScratchRepository.create();
  for (const cwd of ['.', '..']) {
    expect(scan(repository, `one\ntwo "${currentKey()}"`, [], cwd)).toMatchObject({
      status: 1,
      scan: { mode: 'stdin', files: 1, addedLines: 2 },
      findings: [{ path: 'stdin', line: 2, column: 6, endColumn: 51 }],
    });
  }
});

test('--path decides what counts as context', () => {
  const repository = ScratchRepository.create();
  const text = `api_key = ${legacyKey()}\n`;
  expect(scan(repository, text).status).toBe(0);
  expect(scan(repository, text, ['--path', 'deploy/.env']).findings).toMatchObject([{ path: 'deploy/.env' }]);
});

test('what stands around a line counts, though the text is read once', () => {
  const repository = ScratchRepository.create();
  const far = 'x = 1\n'.repeat(200_000);
  const text = `key = "${legacyKey()}"\n${far}key = "${legacyKey()}"\n`;
  expect(scan(repository, `${text}import baseten\n`).findings).toMatchObject([
    { line: 1 },
    { line: 200_002 },
  ]);
  expect(scan(repository, text).findings).toEqual([]);
  const allowed = `# baseten-key-guard:allow-next-line made up\n${currentKey()}\n`;
  expect(scan(repository, allowed)).toMatchObject({ status: 0, suppressed: [{ by: 'inline' }] });
});

test('a line of any length is read', () => {
  const repository = ScratchRepository.create();
  const filler = 'x'.repeat(3_000_000);
  const [finding] = scan(repository, `${filler} ${currentKey()} ${filler}`).findings;
  expect(finding).toMatchObject({ line: 1, column: 3_000_002, endColumn: 3_000_047 });
});

test('the configuration is that of the working tree around', () => {
  const repository = ScratchRepository.create();
  repository.write('.baseten-key-guard.json', '{ "exclude": ["docs/**"] }');
  repository.write('sub/folder/x', '');
  expect(scan(repository, currentKey(), ['--path', 'docs/a.md'], 'sub/folder')).toMatchObject({
    status: 0,
    scan: { files: 0 },
  });
  expect(scan(repository, currentKey(), ['--path', 'src/a.md'], 'sub/folder').status).toBe(1);
  const said = repository.guard(['--stdin', '--path', 'docs/a.md'], { input: currentKey() });
  expect(said.stdout).toContain('the configuration excludes that name, nothing scanned');
});

test('nothing never reads as a pass, and words beside it are refused', () => {
  const repository = ScratchRepository.create();
  expect(repository.guard(['--stdin']).stdout).toContain('nothing on standard input, nothing scanned');
  expect(repository.guard(['--stdin', 'a.py'])).toMatchObject({ status: 2 });
  expect(repository.guard(['--stdin', '--tree'])).toMatchObject({ status: 2 });
});

test('a text that cannot be read to its end is no pass', () => {
  const repository = ScratchRepository.create();
  const { status, stderr } = repository.run('sh', [
    '-c',
    '"$0" "$1" --stdin < .',
    process.execPath,
    join(installedPackage(), 'dist', 'bin.cjs'),
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain('could not be read to its end');
});
