import { NO_CONFIGURATION } from '../../allow/configuration.ts';
import { detect } from '../../detect/detect.ts';
import type { Finding } from '../../detect/finding.ts';
import { judge } from '../../detect/judge.ts';
import { type Surroundings, SurroundingsReader } from '../../detect/surroundings.ts';

/** The name of a message's file, as git has it: what a finding in a commit message has for a path. */
export const MESSAGE_FILE = 'COMMIT_EDITMSG';

/**
 * Finds the keys in a message. No comment in it can allow one, only the configuration.
 *
 * @param message one character a byte
 * @param path that the findings are given
 */
export function findInMessage(message: string, path = MESSAGE_FILE): Finding[] {
  const text = message.endsWith('\n') ? message : `${message}\n`;
  const detections = detect({
    file: { path, blob: '', status: 'A' },
    firstLine: 1,
    bytes: `+${text.slice(0, -1).replaceAll('\n', '\n+')}\n`,
    lines: 0, // nobody counts them
    size: 0,
  });
  if (detections.length === 0) return [];
  const reader = new SurroundingsReader(detections.map(({ gitLine }) => gitLine));
  reader.push(text);
  const surroundings = reader.end();
  const { findings } = judge(detections, ({ gitLine }) => surroundings.get(gitLine) as Surroundings, {
    configuration: NO_CONFIGURATION,
    isInlineAllowed: false,
  });
  return findings.map((finding) => ({ ...finding, isInMessage: true }));
}
