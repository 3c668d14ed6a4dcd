import type { Configuration } from '../allow/configuration.ts';
import type { Detection } from '../detect/detect.ts';
import type { Finding } from '../detect/finding.ts';
import { byPlace, type Judgement, type JudgeOptions, judge } from '../detect/judge.ts';
import type { Surroundings } from '../detect/surroundings.ts';

/** What a scan came upon, before anything but its own line was asked. */
export interface Candidates {
  detections: readonly Detection[];
  /** Keys in names and messages: nothing stands around them that has a say. */
  certain: readonly Finding[];
}

/** Reads the files in which something was detected, and tells what stands around each detection. */
export type ReadSurroundings = (
  detections: readonly Detection[],
) => Promise<(detection: Detection) => Surroundings>;

/** Decides on what was come upon: whether each is a key, and whether it blocks. */
export async function settle(
  { detections, certain }: Candidates,
  options: JudgeOptions,
  readSurroundings: ReadSurroundings,
): Promise<Judgement> {
  const { configuration } = options;
  const wanted = detections.filter(({ file }) => !configuration.excludes(file.path));
  const judgement =
    wanted.length === 0
      ? { findings: [], suppressed: [] }
      : judge(wanted, await readSurroundings(wanted), options);
  addCertain(judgement, certain, configuration);
  return judgement;
}

/** No comment can stand beside a name, and none in a message is ours to heed: only the configuration allows one. */
function addCertain(
  { findings, suppressed }: Judgement,
  certain: readonly Finding[],
  configuration: Configuration,
): void {
  for (const finding of certain) {
    if (configuration.excludes(finding.path)) continue;
    if (configuration.allows(finding)) suppressed.push({ ...finding, by: 'config' });
    else findings.push(finding);
  }
  findings.sort(byPlace);
  suppressed.sort(byPlace);
}
