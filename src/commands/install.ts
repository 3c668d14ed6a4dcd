import { EXIT } from '../exitCodes.ts';
import { install } from '../install/install.ts';
import type { Call, Io } from './command.ts';
import { refuseWords } from './commandLine.ts';

/** `install` */
export async function run({ positionals }: Call, io: Io): Promise<number> {
  refuseWords('install', positionals);
  io.stdout(`${await install(io.cwd)}\n`);
  return EXIT.CLEAN;
}
