import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../ask.ts';
import type { Storage } from '../place.ts';
import type { Repository } from '../repository.ts';
import type { KeyForm } from './keyForms.ts';
import { ObjectStream } from './objectStream.ts';

/**
 * Searches every object of the repository, packed or loose, reachable or not, in one stream.
 *
 * @throws CannotScan when not all of them could be read
 * @see https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-all-objects
 */
export async function searchObjects(
  { directory }: Repository,
  forms: readonly KeyForm[],
): Promise<ObjectStream> {
  const stream = new ObjectStream(forms);
  await ask(directory, ['cat-file', '--batch-all-objects', '--batch', '--unordered'], (chunk) =>
    stream.push(chunk),
  );
  stream.end();
  return stream;
}

/** How an object is kept. One that is loose may be packed besides. */
export function howStored({ objectFolder, hasAlternates }: Repository, id: string): Storage {
  if (existsSync(join(objectFolder, id.slice(0, 2), id.slice(2)))) return 'loose';
  return hasAlternates ? 'elsewhere' : 'packed';
}
