import { join } from 'node:path';
import type { ScratchRepository, Variables } from './scratchRepository.ts';

/**
 * A `git` whose staged diff goes wrong. It is put where git looks for its own programs, which is the first place
 * on a hook's PATH.
 *
 * @param ending JavaScript that prints some of `diff`, a Buffer, and ends the process
 * @param isWanted JavaScript that tells, of `args`, whether this call is the one to go wrong
 */
export function gitThat(
  repository: ScratchRepository,
  ending: string,
  isWanted = "args.includes('--cached')",
): Variables {
  const folder = join(repository.home, 'git-core');
  const real = repository.run('sh', ['-c', 'command -v git']).stdout.trim();
  repository.write(
    '../home/git-core/git',
    `#!/usr/bin/env node
const { spawnSync } = require('node:child_process');
const { writeFileSync, writeSync } = require('node:fs');
const args = process.argv.slice(2);
if (!(${isWanted})) {
  const { status } = spawnSync(${JSON.stringify(real)}, args, { stdio: 'inherit' });
  process.exit(status);
}
const diff = spawnSync(${JSON.stringify(real)}, args).stdout;
const print = (bytes) => writeSync(1, bytes);
${ending}
`,
    0o755,
  );
  return { GIT_EXEC_PATH: folder, PATH: `${folder}:${repository.environment.PATH}` };
}
