// secretlint's core and its recommended rules over the staged files, as lint-staged would hand them over.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};
const names = execFileSync('git', ['diff', '--cached', '--name-only', '-z', '--diff-filter=ACMR'], {
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
let found = 0;
for (const filePath of names.split('\0').filter(Boolean)) {
  const content = readFileSync(filePath, 'utf8');
  const { messages } = await lintSource({
    source: { filePath, content, contentType: 'text', ext: '.txt' },
    options: { config },
  });
  found += messages.length;
}
process.exitCode = found > 0 ? 1 : 0;
