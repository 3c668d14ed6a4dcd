import { COMMANDS } from './commands.ts';

const PROGRAM = 'baseten-key-guard';
/** The column, counted from the program's name, in which a summary begins; a longer usage has it on its own line. */
const SUMMARY_COLUMN = 20;

/** What `--help` prints. */
export function helpText(): string {
  return `${PROGRAM}: stops Baseten API keys before they are committed

Usage
${Object.values(COMMANDS).map(usageLines).join('\n')}

Options
  --format <format>    how to report: text (as without it), json, sarif, github or gitlab
  --output <file>      write the report there, whole or not at all, and not to stdout
  --report <f>:<file>  write one more report there, in format <f>; may be given again
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
}

function usageLines({ usage, summary }: { usage: string; summary: string }): string {
  const isShort = usage.length < SUMMARY_COLUMN;
  const gap = isShort
    ? usage.padEnd(SUMMARY_COLUMN)
    : `${usage}\n${' '.repeat(2 + PROGRAM.length + 1 + SUMMARY_COLUMN)}`;
  return `  ${PROGRAM} ${gap}${summary}`;
}
