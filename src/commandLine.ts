import { parseArgs } from 'node:util';
import { CannotScan } from './errors.ts';

/** One call of the program, understood. */
export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'install' }
  | { name: 'uninstall' }
  | { name: 'scan-staged'; paths: string[]; format: Format; isQuiet: boolean };

type Format = (typeof FORMATS)[number];

const FORMATS = ['text', 'json'] as const;
const COMMANDS = ['install', 'uninstall'] as const;
const OPTIONS = {
  staged: { type: 'boolean' },
  format: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export const HELP = `baseten-key-guard: stops Baseten API keys before they are committed

Usage
  baseten-key-guard --staged [path…]   scan what is staged; paths narrow it
  baseten-key-guard install            run that on every commit of this repository
  baseten-key-guard uninstall          put the repository's hooks back as they were

Options
  --format text|json   how to report (text)
  -q, --quiet          say nothing when nothing is found
  -h, --help           this text
  -V, --version        the version

Exit codes
  0  everything asked for was scanned, nothing was found
  1  a key was found
  2  could not scan, or the call was wrong; a hook stops the commit too
`;

/**
 * Reads a command line.
 *
 * @param args without node and the script
 * @throws CannotScan for an unknown option or command, naming the nearest one, and for contradictions
 */
export async function parseCommandLine(args: readonly string[]): Promise<Command> {
  const { values, positionals } = await parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const format = await oneOf(FORMATS, values.format ?? 'text', 'report format');
  if (values.staged) {
    return { name: 'scan-staged', paths: positionals, format, isQuiet: values.quiet ?? false };
  }
  const [given, ...rest] = positionals;
  if (given === undefined) {
    throw new CannotScan('There is nothing to do.', 'Try `baseten-key-guard --staged`, or `--help`.');
  }
  const name = await oneOf(COMMANDS, given, 'command');
  const stray = rest[0] ?? (values.format && '--format') ?? (values.quiet && '--quiet');
  if (stray) throw new CannotScan(`\`${name}\` takes no ${JSON.stringify(stray)}.`, 'Leave it out.');
  return { name };
}

async function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const unknown = /^Unknown option '--?([^']*)'/.exec((error as Error).message)?.[1];
    if (unknown !== undefined) await refuse('option', unknown, Object.keys(OPTIONS), '--');
    const [sentence] = (error as Error).message.split('\n');
    throw new CannotScan(`${sentence}`, 'See `baseten-key-guard --help`.', { cause: error });
  }
}

async function oneOf<T extends string>(known: readonly T[], given: string, kind: string): Promise<T> {
  return known.find((word) => word === given) ?? refuse(kind, given, known);
}

async function refuse(kind: string, given: string, known: readonly string[], dashes = ''): Promise<never> {
  const { closest } = await import('fastest-levenshtein');
  throw new CannotScan(
    `There is no ${kind} ${JSON.stringify(dashes + given)}.`,
    `Did you mean ${dashes}${closest(given, known)}? See \`baseten-key-guard --help\`.`,
  );
}
