import type { Configuration } from '../allow/configuration.ts';
import { isCredentialFile } from '../rules/evidence/credentialFiles.ts';
import { fileTraits } from '../rules/evidence/fileTraits.ts';
import type { Detection } from './detect.ts';
import type { Finding } from './finding.ts';
import { sharedPaths } from './sharedPaths.ts';
import type { Surroundings } from './surroundings.ts';

/** A finding that does not block, and what says so. */
export interface SuppressedFinding extends Finding {
  by: 'inline' | 'config';
}

/** What became of the detections. */
export interface Judgement {
  findings: Finding[];
  suppressed: SuppressedFinding[];
}

/** Options of `judge`. */
export interface JudgeOptions {
  configuration: Configuration;
  /** False where comments in the files are not to allow anything (`--no-inline-allow`). */
  isInlineAllowed: boolean;
}

/**
 * Decides on each detection with what stands around it: whether it is a key at all, and whether it blocks.
 *
 * @param surroundingsOf what stands around a detection's line
 */
export function judge(
  detections: readonly Detection[],
  surroundingsOf: (detection: Detection) => Surroundings,
  { configuration, isInlineAllowed }: JudgeOptions,
): Judgement {
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const isNew = unseenPlaces();
  const paths = sharedPaths(detections);
  for (const detection of detections) {
    const surroundings = surroundingsOf(detection);
    if (!isKey(detection, surroundings, configuration)) continue;
    const placed = placeForReader(detection, surroundings);
    const path = paths.get(detection.file.path);
    const finding = path === undefined ? placed : { ...placed, path };
    // A line may be read in more than one encoding; one key is one finding.
    if (!isNew(finding)) continue;
    if (isInlineAllowed && (detection.isAllowed || surroundings.isAllowedAbove)) {
      suppressed.push({ ...finding, by: 'inline' });
    } else if (configuration.allows(finding)) suppressed.push({ ...finding, by: 'config' });
    else findings.push(finding);
  }
  return { findings: findings.sort(byPlace), suppressed: suppressed.sort(byPlace) };
}

/** Tells of each finding whether it is the first at its place. Most share their line with the one before. */
function unseenPlaces(): (finding: Finding) => boolean {
  const columnsOf = new Map<string, Set<number>>();
  let last: { path: string; line: number; columns: Set<number> } | undefined;
  return ({ path, line, column }) => {
    if (last?.path !== path || last.line !== line) {
      const place = `${path}\0${line}`;
      const columns = columnsOf.get(place) ?? new Set();
      columnsOf.set(place, columns);
      last = { path, line, columns };
    }
    const { columns } = last;
    return columns.size < columns.add(column).size;
  };
}

function isKey(
  { needs, file, hasSecretName }: Detection,
  surroundings: Surroundings,
  { credentialFiles }: Configuration,
): boolean {
  if (needs === undefined || surroundings[needs]) return true;
  if (needs === 'enclosing') return fileTraits(file.path).isBasetens;
  return needs === 'near' && hasSecretName && isCredentialFile(file.path, credentialFiles);
}

/** Moves a finding from where git counts it to where an editor shows it. */
function placeForReader(
  { finding, gitLine, wideFrom, isUtf32 }: Detection,
  { position }: Surroundings,
): Finding {
  if (isUtf32) return finding;
  if (wideFrom === undefined) {
    const line = finding.line - gitLine + position.line;
    return line === finding.line ? finding : { ...finding, line };
  }
  const unitsBefore = Math.floor((position.wideBytes + wideFrom) / 2);
  return {
    ...finding,
    line: position.wideLine,
    column: finding.column + unitsBefore,
    endColumn: finding.endColumn + unitsBefore,
  };
}

/** The order of a report: path, line, column. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
