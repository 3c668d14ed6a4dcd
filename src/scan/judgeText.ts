import { detect } from '../detect/detect.ts';
import { type Judgement, type JudgeOptions, judge } from '../detect/judge.ts';
import { type Surroundings, SurroundingsReader } from '../detect/surroundings.ts';

/**
 * Finds the keys in a text that is held whole, as if every line of it were being committed.
 *
 * @param path that the text has, or is to have in the findings: it decides what counts as context
 * @param text one character a byte
 */
export function judgeText(path: string, text: string, options: JudgeOptions): Judgement {
  const detections = detect({
    file: { path, blob: '', status: 'A' },
    firstLine: 1,
    bytes: `+${text.replaceAll('\n', '\n+')}`,
    lines: 0, // nobody counts them
    size: 0,
  });
  if (detections.length === 0) return { findings: [], suppressed: [] };
  const reader = new SurroundingsReader(detections.map(({ gitLine }) => gitLine));
  reader.push(text);
  const surroundings = reader.end();
  return judge(detections, ({ gitLine }) => surroundings.get(gitLine) as Surroundings, options);
}
