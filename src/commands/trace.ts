import { EXIT } from '../exitCodes.ts';
import { version } from '../packageRoot.ts';
import { jsonReportOf } from '../report/documents/json.ts';
import { paintFor } from '../report/paint.ts';
import { traceDocument } from '../trace/report/traceJson.ts';
import { traceText } from '../trace/report/traceText.ts';
import { trace } from '../trace/trace.ts';
import { askKey } from './ask/askKey.ts';
import type { Call, Io } from './command.ts';
import { textOrJson } from './line/words.ts';

/** `trace` */
export async function run(call: Call, io: Io): Promise<number> {
  const format = await textOrJson(call.values);
  const key = await askKey('trace', call, io);
  const result = await trace(key, io.cwd);
  io.stdout(
    format === 'json'
      ? jsonReportOf(traceDocument(result, key), version())
      : traceText(result, key, paintFor(io.environment, io.stdoutIsTerminal())),
  );
  if (result.isKnownToGit) return EXIT.FOUND;
  // Where not everything could be searched, "not found" proves nothing.
  return result.limits.length > 0 ? EXIT.FAILED : EXIT.CLEAN;
}
