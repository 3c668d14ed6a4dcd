import { EXIT } from '../exitCodes.ts';
import { version } from '../packageRoot.ts';
import { redactKeys } from '../rules/redact.ts';
import type { Call, Io } from './command.ts';
import { refuseWords, textOrJson } from './line/words.ts';

const EXIT_CODES = { yes: EXIT.CLEAN, no: EXIT.FOUND, unknown: EXIT.FAILED } as const;

/** `status`: exit code 0 when a key would be stopped, 1 when not, 2 when that cannot be told. */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('status', positionals);
  const format = await textOrJson(values);
  const [{ answerOf, status }, { statusText, statusJson }] = await Promise.all([
    import('../status/status.ts'),
    import('../status/report.ts'),
  ]);
  const found = await status(io.cwd, io.environment);
  // A folder of hooks may be named like a key.
  io.stdout(redactKeys(format === 'json' ? statusJson(found, version()) : statusText(found)));
  return EXIT_CODES[answerOf(found)];
}
