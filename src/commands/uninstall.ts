import { EXIT } from '../exitCodes.ts';
import { uninstall } from '../install/uninstall.ts';
import { redactKeys } from '../rules/redact.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './line/words.ts';

/** `uninstall` */
export async function run({ positionals }: Call, io: Io): Promise<number> {
  refuseWords('uninstall', positionals);
  io.stdout(`${redactKeys(await uninstall(io.cwd))}\n`);
  return EXIT.CLEAN;
}
