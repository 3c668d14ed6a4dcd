import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { streamBlobs } from '../../src/git/blobs/blobs.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

/** What git has under each name, and the names that it does not have. */
async function read(repository: ScratchRepository, names: string[]) {
  const found = new Map<string, string>();
  const missing = await streamBlobs(repository.folder, names, (name) => {
    found.set(name, '');
    return (bytes) => found.set(name, (found.get(name) ?? '') + bytes.toString('latin1'));
  });
  return { found: Object.fromEntries(found), missing };
}

describe('streamBlobs', () => {
  test('reads what is staged, byte by byte, and names what is not', async () => {
    const repository = ScratchRepository.create();
    const bytes = Buffer.from([0, 10, 13, 255, 10, 10, 0]);
    repository.stage('a', bytes);
    repository.stage('empty', '');
    repository.stage('like a header', `${'0'.repeat(40)} blob 5\nx missing\n`);
    repository.write('a', 'not staged');
    const { found, missing } = await read(repository, [':a', ':nowhere', ':empty', ':like a header', ':b c']);
    expect(found).toEqual({
      ':a': bytes.toString('latin1'),
      ':empty': '',
      ':like a header': `${'0'.repeat(40)} blob 5\nx missing\n`,
    });
    expect(missing).toEqual([':nowhere', ':b c']);
  });

  test('reads objects larger than one chunk, one after the other', async () => {
    const repository = ScratchRepository.create();
    const contents = [3_000_000, 65_536, 65_535, 1].map((size) => '\n'.repeat(size));
    const ids = contents.map((content, index) => {
      repository.stage(`f${index}`, content);
      return repository.git('rev-parse', `:f${index}`).trim();
    });
    const { found } = await read(repository, ids);
    for (const [index, id] of ids.entries()) expect(found[id]?.length).toBe(contents[index]?.length);
  });

  test('reads the object itself where git has a replacement for it', async () => {
    const repository = ScratchRepository.create();
    repository.stage('a', 'first');
    const id = repository.git('rev-parse', ':a').trim();
    const other = repository.run('git', ['hash-object', '-w', '--stdin'], { input: 'other' }).stdout.trim();
    repository.git('replace', id, other);
    expect((await read(repository, [id])).found).toEqual({ [id]: 'first' });
  });

  test('asks git nothing for no names', async () => {
    expect(await streamBlobs('/nowhere', [], () => () => undefined)).toEqual([]);
  });

  test('hands on what a sink throws', async () => {
    const repository = ScratchRepository.create();
    repository.stage('a', 'x');
    const reading = streamBlobs(repository.folder, [':a'], () => () => {
      throw new TypeError('of the sink');
    });
    await expect(reading).rejects.toThrow('of the sink');
  });

  test('names an object that is damaged, and refuses a folder that is no repository', async () => {
    const repository = ScratchRepository.create();
    repository.stage('a', 'x'.repeat(1000));
    const id = repository.git('rev-parse', ':a').trim();
    const folder = join(repository.folder, '.git', 'objects', id.slice(0, 2));
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name));
      repository.write(join('.git', 'objects', id.slice(0, 2), name), 'no object');
    }
    expect(await read(repository, [id])).toEqual({ found: {}, missing: [id] });
    await expect(streamBlobs(repository.home, [id], () => () => undefined)).rejects.toMatchObject({
      name: 'CannotScan',
    });
  });
});
