import type { parseArgs } from 'node:util';

/** Every option of every command, as `parseArgs` takes them. */
export const OPTIONS = {
  staged: { type: 'boolean' },
  tree: { type: 'boolean' },
  stdin: { type: 'boolean' },
  range: { type: 'string' },
  history: { type: 'boolean' },
  since: { type: 'string' },
  branch: { type: 'string', multiple: true },
  format: { type: 'string' },
  output: { type: 'string' },
  report: { type: 'string', multiple: true },
  verbose: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  config: { type: 'string' },
  'no-inline-allow': { type: 'boolean' },
  'pre-push': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  reason: { type: 'string' },
  path: { type: 'string' },
  'api-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** The options that were given. */
export type OptionValues = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** The options that every scan takes. */
export const SCAN_OPTIONS = [
  'format',
  'output',
  'report',
  'quiet',
  'verbose',
  'config',
  'no-inline-allow',
] as const;
