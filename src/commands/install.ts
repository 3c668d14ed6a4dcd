import { EXIT } from '../exitCodes.ts';
import { install } from '../install/install.ts';
import { PRODUCT } from '../product.ts';
import { redactKeys } from '../rules/redact.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './line/words.ts';

/** `install` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('install', positionals);
  const { isInstalled, text } = await install(io.cwd, {
    prePush: values['pre-push'] ?? false,
    dryRun: values['dry-run'] ?? false,
  });
  // A folder of hooks may be named like a key.
  const shown = redactKeys(text);
  if (isInstalled) io.stdout(`${shown}\n`);
  else io.stderr(`${PRODUCT}: ${shown}\n`);
  return isInstalled ? EXIT.CLEAN : EXIT.FAILED;
}
