import { realpathSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Configuration } from '../../allow/configuration.ts';
import { type Detection, detect } from '../../detect/detect.ts';
import { findInName } from '../../detect/nameFindings.ts';
import { type Surroundings, SurroundingsReader } from '../../detect/surroundings.ts';
import { TextLines } from '../../diff/lines/textLines.ts';
import type { StagedFile } from '../../diff/stagedFile.ts';
import { CannotScan } from '../../errors.ts';
import { isAtOrBelow, resolveNames } from '../../git/files/resolvePaths.ts';
import { topLevel } from '../../git/files/topLevel.ts';
import { listTrackedFiles, type TrackedFile } from '../../git/files/trackedFiles.ts';
import { WorkingTree } from '../../git/files/workingTree.ts';
import { PRODUCT } from '../../product.ts';
import type { ScanResult } from '../scanResult.ts';
import { settle } from '../settle.ts';

/** Options of `scanTree`. */
export interface ScanTreeOptions {
  /** Anywhere inside the working tree; the current directory by default. */
  cwd?: string;
  /** Scan these tracked files and folders only, relative to `cwd` or absolute; all by default. */
  paths?: readonly string[];
  /** Honour comments such as `baseten-key-guard:allow`; true by default. */
  inlineAllow?: boolean;
  /** Read the configuration from this file, relative to `cwd`, instead of from the working tree. */
  config?: string;
  /** Is told what was read: counts and times, nothing from a file. */
  log?: (line: string) => void;
}

/** Between so many files or pieces, whatever else waits gets its turn: a signal, above all. */
const TURN = 64;

/**
 * Scans all files that git tracks, as they are in the working tree: what is not staged included, what is not
 * tracked not.
 *
 * Files that are not on the disk (deleted, or left out of a sparse checkout) and submodules are counted, not scanned.
 *
 * @throws CannotScan when not everything asked for could be scanned
 */
export async function scanTree(options: ScanTreeOptions = {}): Promise<ScanResult> {
  const { cwd = process.cwd(), paths = [], inlineAllow = true } = options;
  const started = performance.now();
  const top = realpathSync(await topLevel(cwd));
  const configuration = await configurationFor(options, top, cwd);
  const tracked = selectFiles(await listTrackedFiles(top), paths, await resolveNames(top, cwd, paths));
  const submodules = tracked.filter(({ isSubmodule }) => isSubmodule).length;
  const files = tracked.filter((file) => !file.isSubmodule && !configuration.excludes(file.path));
  const excluded = tracked.length - submodules - files.length;
  const tree = new WorkingTree(top);
  const { detections, ...read } = await readFiles(files, tree);
  const inNames = files.flatMap(findInName);
  options.log?.(
    `${tracked.length} tracked files, ${read.addedLines} lines, ${read.bytes} bytes, ${detections.length + inNames.length} candidates`,
  );
  const judgement = await settle(
    { detections, certain: inNames },
    { configuration, isInlineAllowed: inlineAllow },
    async (undecided) => readSurroundings(undecided, tree),
  );
  return {
    scan: {
      mode: 'tree',
      ...read,
      submodules,
      ...(excluded > 0 && { excluded }),
      durationMs: Math.round(performance.now() - started),
    },
    configurationFile: configuration.file,
    ...judgement,
  };
}

/** Loaded here: a commit does not wait for it. */
async function configurationFor(
  { config }: ScanTreeOptions,
  top: string,
  cwd: string,
): Promise<Configuration> {
  const { readConfigurationFile, readConfigurationOnDisk } = await import(
    '../../git/blobs/readConfiguration.ts'
  );
  return config === undefined ? readConfigurationOnDisk(top) : readConfigurationFile(cwd, config);
}

/** @throws CannotScan for a path at which nothing is tracked: it would be passed over in silence */
function selectFiles(
  files: readonly TrackedFile[],
  paths: readonly string[],
  names: readonly string[],
): readonly TrackedFile[] {
  if (paths.length === 0) return files;
  const filters = names.map(isAtOrBelow);
  const untracked = filters.findIndex((isWanted) => !files.some(({ path }) => isWanted(path)));
  if (untracked >= 0) {
    throw new CannotScan(
      `git tracks nothing at ${JSON.stringify(paths[untracked])}.`,
      `Scan a file that is not tracked with \`${PRODUCT} --stdin --path <name> < <name>\`.`,
    );
  }
  return files.filter(({ path }) => filters.some((isWanted) => isWanted(path)));
}

/** What was read of the files, each once. */
async function readFiles(files: readonly TrackedFile[], tree: WorkingTree) {
  const detections: Detection[] = [];
  const read = { files: 0, addedLines: 0, bytes: 0, missing: 0 };
  let turns = 0;
  for (const file of files) {
    const pieces = tree.open(file);
    if (pieces === undefined) {
      read.missing++;
      continue;
    }
    const lines = new TextLines(file, (added) => {
      for (const detection of detect(added)) detections.push(detection);
    });
    for (const piece of pieces) {
      lines.push(piece);
      if (++turns % TURN === 0) await nextTurn();
    }
    lines.end();
    read.files++;
    read.addedLines += lines.lines;
    read.bytes += lines.size;
  }
  return { ...read, detections };
}

/** Reads the files in which something was detected a second time, for what stands around it. */
function readSurroundings(
  detections: readonly Detection[],
  tree: WorkingTree,
): (detection: Detection) => Surroundings {
  const linesOf = new Map<StagedFile, Set<number>>();
  for (const { file, gitLine } of detections) {
    linesOf.set(file, (linesOf.get(file) ?? new Set()).add(gitLine));
  }
  const found = new Map(
    [...linesOf].map(([file, lines]) => {
      const reader = new SurroundingsReader(lines);
      for (const piece of tree.open(file as TrackedFile) ?? []) reader.push(piece);
      return [file, reader.end()];
    }),
  );
  return ({ file, gitLine }) => {
    const surroundings = found.get(file)?.get(gitLine);
    if (surroundings !== undefined) return surroundings;
    throw new CannotScan(
      `${JSON.stringify(file.path)} changed while it was being scanned.`,
      'Scan again, when nothing writes to it.',
    );
  };
}
