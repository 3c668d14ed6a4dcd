import { type Configuration, NO_CONFIGURATION } from '../../allow/configuration.ts';
import { type Detection, detect } from '../../detect/detect.ts';
import { type Judgement, judge } from '../../detect/judge.ts';
import { type Surroundings, SurroundingsReader } from '../../detect/surroundings.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';

/** Options of `scanText`. */
export interface ScanTextOptions {
  /** The name that the text has, or would have: it decides what counts as context. */
  path: string;
  /** Bytes are read in whatever encoding they are in. */
  text: string | Uint8Array;
  /** Honour comments such as `baseten-key-guard:allow`; true by default. */
  inlineAllow?: boolean;
}

/** Finds the keys in a text, as if every line of it were being committed. */
export function scanText({ path, text, inlineAllow = true }: ScanTextOptions): Judgement {
  return scanBytes(path, Buffer.from(text).toString('latin1'), NO_CONFIGURATION, inlineAllow);
}

function scanBytes(
  path: string,
  bytes: string,
  configuration: Configuration,
  isInlineAllowed: boolean,
): Judgement {
  const file: StagedFile = { path, blob: '', status: 'A' };
  const lines = bytes.split('\n').length;
  const added = `+${bytes.replaceAll('\n', '\n+')}`;
  const detections: Detection[] = detect({ file, firstLine: 1, bytes: added, lines, size: bytes.length });
  if (detections.length === 0) return { findings: [], suppressed: [] };
  const reader = new SurroundingsReader(detections.map(({ gitLine }) => gitLine));
  reader.push(bytes);
  const surroundings = reader.end();
  return judge(detections, ({ gitLine }) => surroundings.get(gitLine) as Surroundings, {
    configuration,
    isInlineAllowed,
  });
}
