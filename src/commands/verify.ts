import { EXIT } from '../exitCodes.ts';
import { version } from '../packageRoot.ts';
import { jsonReportOf } from '../report/documents/json.ts';
import { paintFor } from '../report/paint.ts';
import { readApiUrl } from '../verify/apiUrl.ts';
import { verifyKey } from '../verify/verifyKey.ts';
import { verifyText } from '../verify/verifyText.ts';
import { askKey } from './ask/askKey.ts';
import { refuseKey } from './ask/refuseKey.ts';
import type { Call, Io } from './command.ts';
import { textOrJson } from './line/words.ts';

const EXIT_CODES = { active: EXIT.FOUND, inactive: EXIT.CLEAN, unknown: EXIT.FAILED } as const;

/** `verify [--api-url <url>]` */
export async function run(call: Call, io: Io): Promise<number> {
  const format = await textOrJson(call.values);
  refuseKey(call.values['api-url'] ?? '', 'The address of --api-url', 'Give the key on stdin only.');
  const url = readApiUrl(call.values['api-url']);
  const key = await askKey('verify', call, io);
  const verification = await verifyKey(key, url);
  const { prefix, redacted } = key;
  io.stdout(
    format === 'json'
      ? jsonReportOf({ ...verification, host: url.host, key: { redacted, keyPrefix: prefix } }, version())
      : verifyText(verification, key, url.host, paintFor(io.environment, io.stdoutIsTerminal())),
  );
  return EXIT_CODES[verification.status];
}
