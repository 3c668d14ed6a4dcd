import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/commands.ts';
import { helpText } from '../../src/commands/line/help.ts';
import { OPTIONS } from '../../src/commands/line/options.ts';
import { EXIT } from '../../src/exitCodes.ts';
import { DOCUMENTS, ROOT } from '../support/documents.ts';

const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g;

/** The anchors that a host makes of a page's headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each([...DOCUMENTS])('every link of %s leads somewhere', (page, text) => {
  const dead = [...text.matchAll(LINK)].filter(([, target = '', anchor]) => {
    const path = target === '' ? page : normalize(join(dirname(page), target));
    if (!existsSync(ROOT + path)) return true;
    return anchor !== undefined && !anchorsOf(DOCUMENTS.get(path) ?? '').includes(anchor);
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});

test('the README links every page of docs/, some by way of another', () => {
  const linked = [...DOCUMENTS].flatMap(([page, text]) =>
    [...text.matchAll(LINK)].map(([, target = '']) => normalize(join(dirname(page), target))),
  );
  expect([...DOCUMENTS.keys()].filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual(
    [],
  );
});

test('the README and --help have the exit codes that there are', () => {
  // What the hook alone asks for is not for people.
  const { PROVEN_CLEAN: _, ...forPeople } = EXIT;
  const codes = Object.values(forPeople).map(String);
  const [, table = ''] = /\| exit code .*?\n\| -.*?\n(.*?)\n\n/s.exec(DOCUMENTS.get('README.md') ?? '') ?? [];
  expect([...table.matchAll(/^\| (\d+)/gm)].map(([, code]) => code)).toEqual(codes);
  const [, help = ''] = helpText().split('Exit codes\n');
  expect([...help.matchAll(/^ {2}(\d+)/gm)].map(([, code]) => code)).toEqual(codes);
});

test('--help and the documents name every option', () => {
  const pages = [...DOCUMENTS.values()].join('\n');
  for (const name of Object.keys(OPTIONS)) {
    expect(helpText()).toMatch(new RegExp(`--${name}\\b`));
    if (name !== 'verbose' && name !== 'version') expect(pages).toMatch(new RegExp(`--${name}\\b`));
  }
});

test('the documents name no option that is none', () => {
  const known = new Set([...Object.keys(OPTIONS), 'no-install', 'prefix']);
  for (const [page, text] of DOCUMENTS) {
    const calls = text.match(/(?:npx|yarn)[^`\n]* baseten-key-guard [^`\n]*/g) ?? [];
    const options = calls.flatMap((call) => [...call.matchAll(/ --([a-z-]+)/g)].map(([, name = '']) => name));
    expect(
      options.filter((name) => !known.has(name)),
      page,
    ).toEqual([]);
  }
});

test('the documents name every command', () => {
  const pages = [...DOCUMENTS.values()].join('\n');
  expect(
    Object.keys(COMMANDS).filter((name) => !pages.includes(`\`${name}`) && !pages.includes(`${name}\n`)),
  ).toEqual([]);
});
