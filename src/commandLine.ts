import { parseArgs } from 'node:util';
import { CannotScan } from './errors.ts';

/** One call of the program, understood. */
export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'install' }
  | { name: 'uninstall' }
  | ({ name: 'scan-staged'; paths: string[] } & ScanOptions)
  | { name: 'allow'; fingerprint: string; reason: string; path?: string };

/** Options that every scan takes. */
export interface ScanOptions {
  format: Format;
  isQuiet: boolean;
  inlineAllow: boolean;
  config?: string;
  /** The file that the report goes to, instead of stdout. */
  output?: string;
  isVerbose: boolean;
}

type Format = (typeof FORMATS)[number];

const FORMATS = ['text', 'json'] as const;
const COMMANDS = ['install', 'uninstall', 'allow'] as const;
const OPTIONS = {
  staged: { type: 'boolean' },
  format: { type: 'string' },
  output: { type: 'string' },
  verbose: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  config: { type: 'string' },
  'no-inline-allow': { type: 'boolean' },
  reason: { type: 'string' },
  path: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export const HELP = `baseten-key-guard: stops Baseten API keys before they are committed

Usage
  baseten-key-guard --staged [path…]   scan what is staged; paths narrow it
  baseten-key-guard install            run that on every commit of this repository
  baseten-key-guard uninstall          put the repository's hooks back as they were
  baseten-key-guard allow <fingerprint> --reason <text> [--path <glob>]
                                       note that a finding is no key

Options
  --format text|json   how to report (text)
  --output <file>      write the report there, whole or not at all, and not to stdout
  --config <file>      read the configuration from here, not from the index
  --no-inline-allow    do not honour comments that allow a finding
  -q, --quiet          say nothing when nothing is found
  --verbose            tell on stderr what git was asked, and how much was read; nothing from a file
  -h, --help           this text
  -V, --version        the version

Exit codes
  0  everything asked for was scanned, nothing was found
  1  a key was found
  2  could not scan, or the call was wrong; a hook stops the commit too
`;

/** The options that each command takes, beside `--help` and `--version`. */
const TAKES: Record<(typeof COMMANDS)[number] | '--staged', readonly OptionName[]> = {
  '--staged': ['staged', 'format', 'output', 'quiet', 'verbose', 'config', 'no-inline-allow'],
  install: [],
  uninstall: [],
  allow: ['reason', 'path'],
};

type OptionName = keyof typeof OPTIONS;

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
  if (values.staged) {
    refuseStray('--staged', values);
    const options = await scanOptions(values);
    return { name: 'scan-staged', paths: positionals, ...options };
  }
  const [given, ...rest] = positionals;
  if (given === undefined) {
    throw new CannotScan('There is nothing to do.', 'Try `baseten-key-guard --staged`, or `--help`.');
  }
  const name = await oneOf(COMMANDS, given, 'command');
  refuseStray(name, values);
  if (name === 'allow') return allowCommand(rest, values);
  if (rest[0] !== undefined) {
    throw new CannotScan(`\`${name}\` takes no ${JSON.stringify(rest[0])}.`, 'Leave it out.');
  }
  return { name };
}

type Values = Awaited<ReturnType<typeof parse>>['values'];

async function scanOptions(values: Values): Promise<ScanOptions> {
  if (values.quiet && values.verbose) {
    throw new CannotScan('--quiet and --verbose contradict each other.', 'Leave one of them out.');
  }
  if (values.output === '') throw new CannotScan('--output needs the name of a file.', 'Name one.');
  return {
    format: await oneOf(FORMATS, values.format ?? 'text', 'report format'),
    isQuiet: values.quiet ?? false,
    isVerbose: values.verbose ?? false,
    inlineAllow: !values['no-inline-allow'],
    ...(values.config !== undefined && { config: values.config }),
    ...(values.output !== undefined && { output: values.output }),
  };
}

function allowCommand([fingerprint, ...rest]: string[], { reason, path }: Values): Command {
  const usage = 'Usage: baseten-key-guard allow <fingerprint> --reason "why it is no key" [--path <glob>]';
  if (fingerprint === undefined || rest.length > 0) {
    throw new CannotScan('`allow` takes one fingerprint, as a report prints it.', usage);
  }
  if (!reason?.trim()) throw new CannotScan('`allow` needs a reason.', usage);
  return { name: 'allow', fingerprint, reason, ...(path !== undefined && { path }) };
}

function refuseStray(command: keyof typeof TAKES, values: Values): void {
  const stray = (Object.keys(values) as OptionName[]).find((option) => !TAKES[command].includes(option));
  if (stray) {
    throw new CannotScan(
      `\`${command}\` takes no --${stray}.`,
      'Leave it out. See `baseten-key-guard --help`.',
    );
  }
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
