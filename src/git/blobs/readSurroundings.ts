import type { Detection } from '../../detect/detect.ts';
import { type Surroundings, SurroundingsReader } from '../../detect/surroundings.ts';
import { CannotScan } from '../../errors.ts';
import { streamBlobs } from './blobs.ts';

/**
 * Reads what stands around detections, from the staged files: not from the working tree, which may differ.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan when a staged file cannot be read
 */
export async function readSurroundings(
  directory: string,
  detections: readonly Detection[],
): Promise<(detection: Detection) => Surroundings> {
  const linesOf = new Map<string, Set<number>>();
  for (const { file, gitLine } of detections) {
    const lines = linesOf.get(file.blob) ?? new Set();
    linesOf.set(file.blob, lines.add(gitLine));
  }
  const readers = new Map<string, SurroundingsReader>();
  const missing = await streamBlobs(directory, [...linesOf.keys()], (blob) => {
    const reader = new SurroundingsReader(linesOf.get(blob) ?? []);
    readers.set(blob, reader);
    return (bytes) => reader.push(bytes.toString('latin1'));
  });
  if (missing.length > 0) throw lost();
  const surroundings = new Map([...readers].map(([blob, reader]) => [blob, reader.end()]));
  return ({ file, gitLine }) => {
    const found = surroundings.get(file.blob)?.get(gitLine);
    if (!found) throw lost();
    return found;
  };
}

function lost(): CannotScan {
  return new CannotScan(
    'A file is not in the repository, so what stands around a finding is unknown.',
    'Run `git fsck`, mend what it names, then try again.',
  );
}
