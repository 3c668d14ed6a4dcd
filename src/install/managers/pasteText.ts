import { PRODUCT } from '../../product.ts';
import { COLUMNS, fold } from '../../report/fold.ts';
import type { HookName } from '../hookLocation.ts';
import { type Configuration, configurationOf, type Manager, type Paste } from './manager.ts';

/**
 * What to tell somebody whose hooks belong to another program: nothing was written, and what to paste where.
 *
 * @param top of the working tree
 */
export function pasteText(manager: Manager, top: string, hooks: readonly HookName[]): string {
  const configuration = configurationOf(manager, top) ?? emptyConfiguration(manager);
  const pastes = distinct(hooks.map((hook) => manager.paste(configuration, hook)));
  return [
    `NOT INSTALLED: ${manager.name} writes the hooks.`,
    'It would drop what is added to them, so nothing was changed.',
    `Let it run the scan, in ${configuration.file}:`,
    ...pastes.flatMap(({ where, lines, note }) => [
      '',
      ...fold(`${where}${note ? ` (${note})` : ''}:`),
      '',
      lines,
    ]),
    '',
    ...then(manager.apply(hooks)),
    `and see whether a key is stopped: npx ${PRODUCT} status`,
  ].join('\n');
}

/** A command stays on one line, to be pasted. */
function then(command: string): string[] {
  const line = `then: ${command}`;
  return line.length <= COLUMNS ? [line] : ['then:', `  ${command}`];
}

function emptyConfiguration({ files }: Manager): Configuration {
  const file = files.find((name) => name === 'package.json') ?? files[0] ?? 'its configuration';
  return { file, text: '' };
}

/** pre-commit takes the two hooks of a commit in one entry. */
function distinct(pastes: readonly Paste[]): Paste[] {
  return [...new Map(pastes.map((paste) => [paste.where + paste.lines, paste])).values()];
}
