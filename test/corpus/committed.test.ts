import { describe, expect, test } from 'vitest';
import { ScratchRepository } from '../support/scratchRepository.ts';
import { POSITIVES } from './corpus.ts';
import { expand } from './expand.ts';

/** The table cases take every line as added. Here git says which are, and the context is in HEAD already. */
describe('a key is found beside context that the commit does not touch', () => {
  for (const labelled of POSITIVES.filter(({ text }) => text.includes('{=}'))) {
    test(labelled.name, () => {
      const { text, before, keys } = expand(labelled.text);
      const repository = ScratchRepository.create();
      repository.stage(labelled.path, before);
      repository.git('commit', '--quiet', '-m', 'context');
      repository.stage(labelled.path, text);

      const { findings, scan } = repository.scan();
      expect(scan.addedLines).toBe(text.split('\n').length - before.split('\n').length);
      expect(findings).toMatchObject(
        keys.map(({ rule, line, column, endColumn }) => ({ ruleId: rule, line, column, endColumn })),
      );
    });
  }
});
