import type { Configuration } from '../allow/configuration.ts';
import type { Detection } from '../detect/detect.ts';
import type { Finding } from '../detect/finding.ts';
import { byPlace, type Judgement, type JudgeOptions, judge } from '../detect/judge.ts';
import type { Surroundings } from '../detect/surroundings.ts';

/** What a scan came upon, before anything but its own line was asked. */
export interface Candidates {
  detections: readonly Detection[];
  /** Keys in the names of files. */
  inNames: readonly Finding[];
}

/** Reads the files in which something was detected, and tells what stands around each detection. */
export type ReadSurroundings = (
  detections: readonly Detection[],
) => Promise<(detection: Detection) => Surroundings>;

/** Decides on what was come upon: whether each is a key, and whether it blocks. */
export async function settle(
  { detections, inNames }: Candidates,
  options: JudgeOptions,
  readSurroundings: ReadSurroundings,
): Promise<Judgement> {
  const { configuration } = options;
  const wanted = detections.filter(({ file }) => !configuration.excludes(file.path));
  const judgement =
    wanted.length === 0
      ? { findings: [], suppressed: [] }
      : judge(wanted, await readSurroundings(wanted), options);
  addNames(judgement, inNames, configuration);
  return judgement;
}

/** No comment can stand beside a name, so only the configuration allows one. */
function addNames(
  { findings, suppressed }: Judgement,
  inNames: readonly Finding[],
  configuration: Configuration,
): void {
  for (const finding of inNames) {
    if (configuration.excludes(finding.path)) continue;
    if (configuration.allows(finding)) suppressed.push({ ...finding, by: 'config' });
    else findings.push(finding);
  }
  findings.sort(byPlace);
  suppressed.sort(byPlace);
}
