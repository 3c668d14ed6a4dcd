import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the project, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PATHS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The documents for people, by their paths. */
export const DOCUMENTS: ReadonlyMap<string, string> = new Map(
  PATHS.map((path) => [path, readFileSync(ROOT + path, 'utf8')]),
);

/** How a block begins that shows something else: JSON, a comment in a file, the folders, a line of a module. */
const NO_COMMANDS = /^(?:\{|# |sample = |src\/$|import )/;
/** The programs whose commands are whole ones where they stand in a sentence. */
const IN_A_SENTENCE = /`((?:npx|npm|yarn|baseten|baseten-key-guard) [^`\n]+)`/g;

/** Every command that a document tells its reader to type, without the comment behind it; of this program, with `npx`. */
export function commandsIn(text: string): string[] {
  const fences = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  const inFences = fences.flatMap(([, language, content = '']) =>
    language === 'sh' ? content.split('\n') : [],
  );
  const rest = text.replaceAll(/^```.*?^```$/gms, '');
  const blocks = rest.match(/(?:^ {4}.*\n|^\n(?= {4}))+/gm) ?? [];
  const inBlocks = blocks
    .flatMap((block) => block.split('\n\n'))
    .map((block) => block.trim().split(/\n {4}/))
    .filter(([first = '']) => !NO_COMMANDS.test(first))
    .flat();
  const inSentences = [...rest.matchAll(IN_A_SENTENCE)].map(([, command = '']) => command);
  return (
    [...inFences, ...inBlocks, ...inSentences]
      // In a sentence the program is called by its name alone.
      .map((line) =>
        line
          .replace(/ +# .*$/, '')
          .replace(/^baseten-key-guard /, 'npx baseten-key-guard ')
          .trim(),
      )
      .filter((line) => line !== '' && !line.startsWith('#'))
  );
}
