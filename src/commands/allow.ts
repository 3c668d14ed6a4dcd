import { allowFinding } from '../allow/allowFinding.ts';
import type { AllowEntry } from '../allow/configuration.ts';
import { FINGERPRINT } from '../allow/parseSettings.ts';
import { CannotScan } from '../errors.ts';
import { EXIT } from '../exitCodes.ts';
import { PRODUCT } from '../product.ts';
import { refuseKey } from './ask/refuseKey.ts';
import type { Call, Io } from './command.ts';

const USAGE = `Usage: ${PRODUCT} allow <fingerprint> --reason "why it is no key" [--path <glob>]`;

/** `allow <fingerprint> --reason <text> [--path <glob>]` */
export async function run(call: Call, io: Io): Promise<number> {
  io.stdout(`${await allowFinding(io.cwd, readAllowEntry(call))}\n`);
  return EXIT.CLEAN;
}

/** @throws CannotScan where the fingerprint or the reason is missing, or is none */
export function readAllowEntry({ positionals, values: { reason, path } }: Call): AllowEntry {
  const [fingerprint, ...rest] = positionals;
  if (fingerprint === undefined || rest.length > 0) {
    throw new CannotScan('`allow` takes one fingerprint, as a report prints it.', USAGE);
  }
  refuseKey(
    fingerprint,
    'The fingerprint',
    'Give the one that the report prints. The history of your shell has the key now: remove it there.',
  );
  if (!FINGERPRINT.test(fingerprint)) {
    throw new CannotScan(
      'The fingerprint has to be the 64 hexadecimal digits that a report prints.',
      'Copy them from the report: they stand behind `allow`, and in JSON in `fingerprint`.',
    );
  }
  if (!reason?.trim()) throw new CannotScan('`allow` needs a reason.', USAGE);
  refuseKey(reason, 'The reason', 'Say it without one.');
  refuseKey(path ?? '', 'The glob of --path', 'Put a * in its place.');
  return { fingerprint, reason, ...(path !== undefined && { path }) };
}
