import { NO_CONFIGURATION } from '../../allow/configuration.ts';
import type { Finding } from '../../detect/finding.ts';
import { judgeText } from '../judgeText.ts';

/** The name of a message's file, as git has it: what a finding in a commit message has for a path. */
const MESSAGE_FILE = 'COMMIT_EDITMSG';

/**
 * Finds the keys in a message. No comment in it can allow one, only the configuration, which is asked later.
 *
 * @param message one character a byte
 * @param path that the findings are given
 */
export function findInMessage(message: string, path = MESSAGE_FILE): Finding[] {
  const { findings } = judgeText(path, message, { configuration: NO_CONFIGURATION, isInlineAllowed: false });
  return findings.map((finding) => ({ ...finding, isInMessage: true }));
}
