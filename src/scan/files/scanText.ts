import { NO_CONFIGURATION } from '../../allow/configuration.ts';
import type { Judgement } from '../../detect/judge.ts';
import { judgeText } from '../judgeText.ts';

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
  const options = { configuration: NO_CONFIGURATION, isInlineAllowed: inlineAllow };
  return judgeText(path, Buffer.from(text).toString('latin1'), options);
}
