import { describe, expect, test } from 'vitest';
import { bastnKey, currentKey, leakedRun, legacyKey } from '../support/keys.ts';
import { ScratchRepository } from '../support/scratchRepository.ts';

/** The card's sample, in the card's five files, as each file writes it. */
const CARD_FILES: [path: string, content: (key: string) => string][] = [
  ['.env', (key) => `export BASETEN_API_KEY="${key}"\n`],
  ['config/config.json', (key) => `{\n  "baseten_api_key": "${key}"\n}\n`],
  ['settings.yaml', (key) => `baseten_api_key: ${key}\n`],
  ['credentials.py', (key) => `import baseten\n\nbaseten.api_key = "${key}"\n`],
  ['secrets.json', (key) => `{ "basetenToken": "${key}" }\n`],
];

describe('a commit through the installed hook', () => {
  for (const [path, content] of CARD_FILES) {
    // The sample is put together here so that no scanner, ours included, trips over this file.
    for (const key of [`bastn_${'1234567890abcdef'}`, bastnKey(), currentKey(), legacyKey()]) {
      test(`is stopped at ${key.slice(0, 6)}… in ${path}, and passes without it`, () => {
        const repository = ScratchRepository.create();
        repository.install();
        repository.stage(path, content(key));

        const stopped = repository.tryGit(['commit', '-m', 'add']);
        expect(stopped.status).toBe(1);
        expect(stopped.output).toContain(`${path}:`);
        expect(leakedRun(stopped.output, key)).toBeUndefined();
        expect(repository.tryGit(['rev-parse', '--verify', 'HEAD']).status).not.toBe(0);

        repository.stage(path, content('${BASETEN_API_KEY}'));
        expect(repository.tryGit(['commit', '-m', 'add'])).toMatchObject({ status: 0 });
      });
    }
  }
});
