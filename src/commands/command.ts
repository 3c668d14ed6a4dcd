import type { OptionName, OptionValues } from './line/options.ts';

/** What the program reads from and writes to. */
export interface Io {
  cwd: string;
  environment: NodeJS.ProcessEnv;
  stdoutIsTerminal(): boolean;
  stdinIsTerminal(): boolean;
  /** Standard input, read when a command first asks for it. */
  stdin(): AsyncIterable<Buffer>;
  /** Reads one line from the terminal, which does not show it; the prompt goes to stderr. */
  hiddenLine(prompt: string): Promise<string>;
  stderrIsTerminal(): boolean;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** One call of a command: its options, and the words that are none. */
export interface Call {
  values: OptionValues;
  positionals: readonly string[];
}

/** Something that the program can be asked to do: a row of the table in `commands.ts`. */
export interface Command {
  /** How it is called, without the program's name; for `--help`. */
  usage: string;
  /** What it does, in a few words; for `--help`. */
  summary: string;
  /** The options that it takes, beside `--help` and `--version`. */
  takes: readonly OptionName[];
  /** Loads the file that does it: a commit waits for no command but its own. */
  load(): Promise<CommandModule>;
}

/** A file in this folder that does what one command is for. */
export interface CommandModule {
  /**
   * @returns the exit code
   * @throws CannotScan when it could not be done, or the call was wrong
   */
  run(call: Call, io: Io): number | Promise<number>;
}
