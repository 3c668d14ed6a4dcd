import { parseArgs } from 'node:util';
import { CannotScan } from '../../errors.ts';
import { PRODUCT } from '../../product.ts';
import type { Call, Command } from '../command.ts';
import { COMMANDS, type CommandName } from '../commands.ts';
import { OPTIONS, type OptionName } from './options.ts';
import { oneOf, refuseUnknown, SEE_HELP } from './words.ts';

/** A call of the program, understood as far as all commands have it in common. */
export type ParsedCall = { name: 'help' } | { name: 'version' } | ({ name: CommandName } & Call);

const NAMES = Object.keys(COMMANDS) as CommandName[];
/** Commands that are options: they say what to scan, and the words beside them are paths. */
const MODES = NAMES.filter((name) => name.startsWith('--'));
const WORDS = NAMES.filter((name) => !name.startsWith('--'));

/**
 * Reads a command line.
 *
 * @param args without node and the script
 * @throws CannotScan for an unknown option or command, naming the nearest one, and for contradictions
 */
export async function parseCommandLine(args: readonly string[]): Promise<ParsedCall> {
  const { values, positionals } = await parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [mode, otherMode] = MODES.filter((name) => values[name.slice(2) as OptionName] !== undefined);
  if (mode !== undefined) {
    if (otherMode !== undefined) {
      throw new CannotScan(`${mode} and ${otherMode} contradict each other.`, 'Leave one of them out.');
    }
    refuseStray(mode, values);
    return { name: mode, values, positionals };
  }
  const [given, ...rest] = positionals;
  if (given === undefined) {
    throw new CannotScan('There is nothing to do.', `Try \`${PRODUCT} --staged\`, or \`--help\`.`);
  }
  const name = await oneOf(WORDS, given, 'command');
  refuseStray(name, values);
  return { name, values, positionals: rest };
}

function refuseStray(name: CommandName, values: Call['values']): void {
  const takes: Command['takes'] = COMMANDS[name].takes;
  const stray = (Object.keys(values) as OptionName[]).find((option) => !takes.includes(option));
  if (stray) {
    throw new CannotScan(`\`${name}\` takes no --${stray}.`, `Leave it out. ${SEE_HELP}`);
  }
}

async function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [, dashes = '', unknown] = /^Unknown option '(--?)([^']*)'/.exec((error as Error).message) ?? [];
    if (unknown === undefined) {
      const [sentence] = (error as Error).message.split('\n');
      throw new CannotScan(`${sentence}`, SEE_HELP, { cause: error });
    }
    const { FORMATS } = await import('../scans/scanOptions.ts');
    const format = FORMATS.find((name) => name === unknown);
    if (format !== undefined) {
      throw new CannotScan(`There is no option "--${format}".`, `Did you mean --format ${format}?`);
    }
    return refuseUnknown('option', unknown, Object.keys(OPTIONS), dashes);
  }
}
