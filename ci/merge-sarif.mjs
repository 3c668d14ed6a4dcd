#!/usr/bin/env node
// Merges SARIF files of this program into one, a run for each file, named by the file:
//
//     node merge-sarif.mjs [--drop-suppressed] <to> <from…>
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { merged, withoutSuppressed } from './sarif.mjs';

const words = process.argv.slice(2);
const dropsSuppressed = words[0] === '--drop-suppressed';
const [to, ...from] = dropsSuppressed ? words.slice(1) : words;
if (to === undefined || from.length === 0) {
  console.error('Usage: node merge-sarif.mjs [--drop-suppressed] <to> <from…>');
  process.exitCode = 2;
} else {
  const documents = from.map((file) => ({
    name: basename(file, '.sarif'),
    document: JSON.parse(readFileSync(file, 'utf8')),
  }));
  const document = merged(documents);
  writeFileSync(to, `${JSON.stringify(dropsSuppressed ? withoutSuppressed(document) : document, null, 2)}\n`);
}
