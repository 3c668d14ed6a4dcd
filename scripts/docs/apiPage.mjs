import { posix } from 'node:path';
import { readDeclarations, readDoc } from './declarations.mjs';

/** @typedef {import('./declarations.mjs').Declaration} Declaration */
/** @typedef {Declaration & { module: string }} Found */

const SECTIONS = [
  { title: 'Functions', kinds: ['function'] },
  { title: 'Classes', kinds: ['class'] },
  { title: 'Types', kinds: ['interface', 'type', 'const'] },
];

const INTRODUCTION = `# The library

<!-- Made from the docstrings by \`npm run docs\`: change those, not this page. -->

    import { scanStaged } from 'baseten-key-guard';

It prints nothing and ends no process. What goes wrong is thrown.
`;

/**
 * The page on what the package exports, from the declarations that the compiler wrote.
 *
 * @param {(path: string) => string} read a declaration file, by its path from the folder they are all in
 */
export function apiPage(read) {
  const exported = [...readDeclarations(read('index.d.ts')).exported].map(([name, from]) =>
    find(read, declarationFile('index.d.ts', from), name),
  );
  const named = new Set(exported.map(({ name }) => name));
  const others = mentioned(read, exported).filter(({ name }) => !named.has(name));
  const sections = SECTIONS.map(({ title, kinds }) => ({
    title,
    found: exported.filter(({ kind }) => kinds.includes(kind)),
  }));
  return [
    INTRODUCTION,
    ...[...sections, { title: 'Types that those are made of', found: others }]
      .filter(({ found }) => found.length > 0)
      .map(({ title, found }) => `## ${title}\n\n${found.map(entry).join('\n')}`),
  ].join('\n');
}

/** What the declarations mention, and what that mentions in turn. */
function mentioned(/** @type {(path: string) => string} */ read, /** @type {readonly Found[]} */ found) {
  /** @type {Map<string, Found>} */
  const met = new Map();
  const queue = [...found];
  for (const { module, text } of queue) {
    const { declarations, imported } = readDeclarations(read(module));
    const code = text.replace(/\/\*\*[\s\S]*?\*\//g, '');
    for (const word of new Set(code.match(/\b[A-Z]\w*/g))) {
      const from = imported.get(word);
      const isHere = declarations.some(({ name }) => name === word);
      // A module of another package is documented there.
      if (met.has(word) || !(isHere || from?.startsWith('.'))) continue;
      const declaration = find(read, isHere ? module : declarationFile(module, from ?? ''), word);
      met.set(word, declaration);
      queue.push(declaration);
    }
  }
  return [...met.values()];
}

/** @returns {Found} */
function find(
  /** @type {(path: string) => string} */ read,
  /** @type {string} */ module,
  /** @type {string} */ name,
) {
  const declaration = readDeclarations(read(module)).declarations.find((one) => one.name === name);
  if (!declaration) throw new Error(`${module} does not declare ${name}`);
  return { ...declaration, module };
}

function declarationFile(/** @type {string} */ module, /** @type {string} */ from) {
  return posix.join(posix.dirname(module), from).replace(/\.[jt]s$/, '.d.ts');
}

function entry(/** @type {Found} */ { name, doc, text }) {
  const { description, tags } = readDoc(doc);
  const bullets = tags.map((tag) => `- ${bullet(tag)}\n`).join('');
  return [
    `### \`${name}\`\n`,
    ...(description ? [`${description}\n`] : []),
    `\`\`\`ts\n${text.replace(/^( {4})+/gm, (indent) => ' '.repeat(indent.length / 2))}\n\`\`\`\n`,
    ...(bullets ? [bullets] : []),
  ].join('\n');
}

function bullet(/** @type {{ name: string, text: string }} */ { name, text }) {
  switch (name) {
    case 'param':
      return text.replace(/^(\w+)(?: -)?\s*/, '`$1`: ');
    case 'returns':
      return `returns ${text}`;
    case 'throws':
      return text.replace(/^(\w+)/, 'throws `$1`');
    default:
      return `${name} ${text}`;
  }
}
