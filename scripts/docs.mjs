// Writes docs/api.md from what the build declares. No generator of others: TypeDoc 0.28 reads with TypeScript 6 at
// most, and API Extractor brings a compiler of its own; the declarations say all that the page needs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiPage } from './docs/apiPage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
writeFileSync(
  `${root}docs/api.md`,
  apiPage((path) => readFileSync(`${root}dist/${path}`, 'utf8')),
);
