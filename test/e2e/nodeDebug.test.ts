import { expect, test } from 'vitest';
import { currentKey } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

test.each(['stream', '*'])(
  'NODE_DEBUG=%s shows nothing of what is read, and our own sentences',
  (sections) => {
    const repository = ScratchRepository.create();
    repository.stage('.env', `${currentKey()}\n`);
    const variables = { NODE_DEBUG: sections };
    const found = repository.guard(['--staged'], { variables });
    expect(found.status).toBe(1);
    // How node shows the bytes of a chunk.
    expect(found.output).not.toContain('<Buffer');
    const refused = repository.guard(['--stagd'], { variables });
    expect(refused).toMatchObject({ status: 2 });
    expect(refused.stderr).toContain('Did you mean --staged?');
  },
);
