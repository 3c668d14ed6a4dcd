import { spawnSync } from 'node:child_process';
import type { ScanResult } from '../../src/scan/scanResult.ts';
import type { ScratchRepository } from './scratchRepository.ts';

/** The JSON report of a scan of commits. */
export function scanHistory(
  repository: ScratchRepository,
  args: string[] = ['--history'],
  cwd = '.',
): ScanResult & { status: number | null; output: string } {
  const outcome = repository.guard([...args, '--format', 'json'], { cwd });
  if (outcome.stdout === '') throw new Error(outcome.stderr);
  return { ...(JSON.parse(outcome.stdout) as ScanResult), status: outcome.status, output: outcome.output };
}

/** What a scan lists: each finding as `subject of its commit: path:line`, without a commit where there is none. */
export function places(repository: ScratchRepository, { findings }: ScanResult): string[] {
  return findings.map(({ commit, path, line }) => {
    const subject = commit === undefined ? '' : `${subjectOf(repository, commit)}: `;
    return `${subject}${path}:${line}`;
  });
}

function subjectOf(repository: ScratchRepository, commit: string): string {
  return repository.git('show', '--no-patch', '--format=%s', commit).trim();
}

/** Writes files and commits all of them, past any hook; returns the id of the commit. */
export function commitAll(
  repository: ScratchRepository,
  subject: string,
  files: Record<string, string | Uint8Array> = {},
): string {
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--no-verify', '--allow-empty', '-m', subject);
  return repository.git('rev-parse', 'HEAD').trim();
}

/** Merges a branch into HEAD with the files that are given, whatever git would have made of it. */
export function mergeAs(
  repository: ScratchRepository,
  branches: string[],
  subject: string,
  files: Record<string, string | Uint8Array> = {},
): string {
  repository.git('merge', '--quiet', '--no-verify', '--strategy=ours', '-m', subject, ...branches);
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--no-verify', '--amend', '--no-edit', '--allow-empty');
  return repository.git('rev-parse', 'HEAD').trim();
}

/** Hands commands to `git fast-import`. */
export function importCommits(repository: ScratchRepository, commands: string): void {
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: repository.folder,
    env: repository.environment,
    input: commands,
  });
  if (status !== 0) throw new Error(stderr.toString());
}
