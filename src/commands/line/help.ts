import { PRODUCT } from '../../product.ts';
import { COLUMNS, fold } from '../../report/fold.ts';
import { COMMANDS } from '../commands.ts';
import { FORMATS } from '../scans/scanOptions.ts';

/** Where the second column begins. */
const SUMMARY_COLUMN = 25;

const OPTIONS: readonly [usage: string, summary: string][] = [
  ['--format <format>', `how to report: ${FORMATS.slice(0, -1).join(', ')} or ${FORMATS.at(-1)}`],
  ['--output <file>', 'write the report there, not to stdout'],
  ['--report <format>:<file>', 'write one more report there; may be given again'],
  ['--config <file>', 'read the configuration from here, not from the index'],
  ['--no-inline-allow', 'do not honour comments that allow a finding'],
  ['-q, --quiet', 'say nothing when nothing is found'],
  ['--verbose', 'tell on stderr what git was asked, and what was read'],
  ['-h, --help', 'this text'],
  ['-V, --version', 'the version'],
];

/** What `--help` prints. */
export function helpText(): string {
  return `${PRODUCT}: stops Baseten API keys before they are committed

Usage: ${PRODUCT} <command> [options]

Commands
${Object.values(COMMANDS)
  .map(({ usage, summary }) => row(usage, summary))
  .join('\n')}

Options
${OPTIONS.map(([usage, summary]) => row(usage, summary)).join('\n')}

Exit codes
  0    everything asked for was scanned, nothing was found
  1    a key was found
  2    could not scan, or the call was wrong; a hook stops the commit too
  130  interrupted; what was found until then is reported
`;
}

/** Two columns, where there is room for both; else the second on lines of its own. */
function row(usage: string, summary: string): string {
  const beginning = `  ${usage}`.padEnd(SUMMARY_COLUMN - 1);
  const line = `${beginning} ${summary}`;
  const fits = beginning.length < SUMMARY_COLUMN && line.length <= COLUMNS;
  return fits ? line : [`  ${usage}`, ...fold(summary, ' '.repeat(SUMMARY_COLUMN))].join('\n');
}
