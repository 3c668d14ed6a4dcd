import { spawnSync } from 'node:child_process';
import { StagedDiffParser } from '../../src/diff/parser.ts';
import type { AddedText, StagedFile } from '../../src/diff/stagedFile.ts';
import { STAGED_DIFF_ARGUMENTS } from '../../src/git/staged/stagedDiff.ts';
import type { ScratchRepository } from './scratchRepository.ts';

/** An added line: its file, its number in the new version, its bytes without `+` and line end. */
export interface AddedLine {
  path: string;
  number: number;
  bytes: string;
}

/** What the parser made of a diff. */
export interface ParsedDiff {
  files: StagedFile[];
  lines: AddedLine[];
}

/** Hands a diff to the parser, in the pieces given. */
export function parseChunks(
  chunks: Iterable<string>,
  onAdded: (text: AddedText) => void = () => undefined,
): { files: StagedFile[]; added: AddedText[] } {
  const added: AddedText[] = [];
  const parser = new StagedDiffParser((text) => {
    added.push(text);
    onAdded(text);
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return { files: parser.files, added };
}

/** Reads a diff whose lines are all short, and takes its stretches apart into lines. */
export function parseDiff(...chunks: string[]): ParsedDiff {
  const { files, added } = parseChunks(chunks);
  const lines = added.flatMap(({ file, firstLine, bytes, lines: count }) => {
    const cut = bytes.split('\n');
    // Every line ends with a line end, so the split leaves one empty piece.
    if (cut.pop() !== '' || cut.length !== count) throw new Error(`${cut.length} lines, counted as ${count}`);
    if (!cut.every((line) => line.startsWith('+'))) throw new Error('an added line without its +');
    return cut.map((line, index) => ({ path: file.path, number: firstLine + index, bytes: line.slice(1) }));
  });
  return { files, lines };
}

/** What git prints with the arguments of the program, one character a byte. */
export function stagedDiff(repository: ScratchRepository, ...globalArguments: string[]): string {
  return gitBytes(repository, [...globalArguments, ...STAGED_DIFF_ARGUMENTS]);
}

/** Runs git and returns its stdout, one character a byte; `ScratchRepository.git` decodes it as UTF-8. */
export function gitBytes(
  repository: ScratchRepository,
  args: string[],
  input: Uint8Array | string = '',
): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: repository.folder,
    env: repository.environment,
    input,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`);
  return stdout.toString('latin1');
}
