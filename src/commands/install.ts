import { EXIT } from '../exitCodes.ts';
import { install } from '../install/install.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './words.ts';

/** `install` */
export async function run({ values, positionals }: Call, io: Io): Promise<number> {
  refuseWords('install', positionals);
  const { isInstalled, text } = await install(io.cwd, {
    prePush: values['pre-push'] ?? false,
    dryRun: values['dry-run'] ?? false,
  });
  if (isInstalled) io.stdout(`${text}\n`);
  else io.stderr(`baseten-key-guard: ${text}\n`);
  return isInstalled ? EXIT.CLEAN : EXIT.FAILED;
}
