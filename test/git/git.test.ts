import { expect, test } from 'vitest';
import { streamGit } from '../../src/git/run/git.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

test('a git that nobody wants any more when it is to begin says nothing', async () => {
  const { folder } = ScratchRepository.create();
  const said: Buffer[] = [];
  const abort = AbortSignal.abort();
  await expect(streamGit(folder, ['version'], (chunk) => said.push(chunk), { abort })).rejects.toThrow();
  expect(said).toEqual([]);
});
