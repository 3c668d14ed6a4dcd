// Prints how many keys of the labelled corpus are found, by rule, and how many findings are false; `--write` puts
// the same table into docs/corpus.md. Node 20 cannot run TypeScript: Vite, which Vitest brings along, loads it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

// What the figures are, for whoever reads the page.
const NOTE = `The cases are in [\`test/corpus\`](../test/corpus), each
with its source; the keys in them are random, new in each run. Those of no known form hold three digits apart: what is
missed without them is counted in [detection.md](detection.md). Beside ours stands the rule of
[kingfisher](https://github.com/mongodb/kingfisher) for Baseten keys, which was written for the older form alone.`;

const root = fileURLToPath(new URL('..', import.meta.url));
const server = await createViteServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, ws: false },
});
try {
  const { measure, toMarkdown } = await server.ssrLoadModule('/test/corpus/report.ts');
  const figures = measure();
  const table = toMarkdown(figures);
  process.stdout.write(table);
  for (const name of figures.missed) console.error(`missed: ${name}`);
  for (const name of figures.wronglyFound) console.error(`false positive: ${name}`);
  if (process.argv.includes('--write')) {
    mkdirSync(`${root}docs`, { recursive: true });
    writeFileSync(
      `${root}docs/corpus.md`,
      `# The corpus, measured\n\nBy \`npm run corpus -- --write\`, on ${new Date().toISOString().slice(0, 10)}. ${NOTE}\n\n${table}`,
    );
  }
  if (figures.missed.length > 0 || figures.wronglyFound.length > 0) process.exitCode = 1;
} finally {
  await server.close();
}
