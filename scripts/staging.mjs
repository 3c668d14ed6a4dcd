// Lists the cases of the staging suite, by topic; `--write` puts the list into docs/staging.md, `--check` says whether
// it is there as it is now. The cases are collected by Vitest, which runs none of them.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

const BEGIN = '<!-- cases: npm run staging -- --write -->\n';
const END = '<!-- end of the cases -->\n';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}docs/staging.md`;

const topics = await collectTopics();
const count = topics.reduce((sum, { names }) => sum + names.length, 0);
const list = [
  `${count} cases in ${topics.length} groups.\n`,
  '| group | cases |\n|---|---:|',
  ...topics.map(({ title, names }) => `| ${title} | ${names.length} |`),
  '',
  ...topics.map(({ title, names }) => `**${title}**: ${names.map(code).join(' · ')}\n`),
].join('\n');

const text = readFileSync(page, 'utf8');
const [before = '', rest = ''] = text.split(BEGIN);
const after = rest.split(END)[1];
if (after === undefined) throw new Error(`${page} has no place for the cases`);
const updated = `${before}${BEGIN}\n${list}\n${END}${after}`;
if (process.argv.includes('--write')) writeFileSync(page, updated);
else if (process.argv.includes('--check')) {
  if (updated !== text) {
    console.error('docs/staging.md is not what the suite is: npm run staging -- --write');
    process.exitCode = 1;
  }
} else process.stdout.write(list);

async function collectTopics() {
  const vitest = await createVitest('test', {
    root,
    config: false,
    include: ['test/e2e/staging/*.test.ts'],
    watch: false,
    reporters: [],
  });
  try {
    const { testModules, unhandledErrors } = await vitest.collect();
    const broken = testModules.filter((module) => !module.ok());
    if (unhandledErrors.length > 0 || broken.length > 0) throw new Error('the suite cannot be collected');
    /** @type {Map<string, string[]>} */
    const byTitle = new Map();
    for (const module of testModules.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))) {
      for (const test of module.children.allTests()) {
        const title =
          test.parent.type === 'suite' ? test.parent.name : `others of ${fileName(module.moduleId)}`;
        byTitle.set(title, [...(byTitle.get(title) ?? []), test.name]);
      }
    }
    return [...byTitle].map(([title, names]) => ({ title, names }));
  } finally {
    await vitest.close();
  }
}

/** @param {string} path */
function fileName(path) {
  return path.slice(path.lastIndexOf('/') + 1).replace('.test.ts', '');
}

/**
 * As code of Markdown, on one line, without what a table, a terminal or a reader's eye takes for something else.
 *
 * @param {string} name
 */
function code(name) {
  const plain = name.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return /[`*_<>|\\[\]$~#&]|^-|=/.test(plain) ? `\`\` ${plain} \`\`` : plain;
}
