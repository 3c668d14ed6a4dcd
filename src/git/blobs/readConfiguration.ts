import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  CONFIGURATION_FILE,
  CONFIGURATION_FILES,
  type Configuration,
  configure,
  MANIFEST,
  MANIFEST_KEY,
  NO_CONFIGURATION,
} from '../../allow/configuration.ts';
import { CannotScan } from '../../errors.ts';
import { streamBlobs } from './blobs.ts';

/**
 * The configuration that is staged: what counts is what is being committed, not what stands on the disk.
 *
 * @param directory anywhere inside the repository
 * @throws CannotScan when it is not valid, naming the field
 */
export async function readStagedConfiguration(directory: string): Promise<Configuration> {
  return readConfigurationIn(directory, '');
}

/**
 * The configuration of a commit: what counts is what stands beside the lines that are scanned.
 *
 * @param directory anywhere inside the repository
 * @param tree object id of a commit or a tree; empty for the index
 * @throws CannotScan when it is not valid, naming the field
 */
export async function readConfigurationIn(directory: string, tree: string): Promise<Configuration> {
  const texts = await readFiles(directory, tree, CONFIGURATION_FILES);
  return parseConfiguration(texts.get(CONFIGURATION_FILE), texts.get(MANIFEST));
}

/**
 * The configuration that stands on the disk, for what is read from there.
 *
 * @param top the top folder of the working tree
 * @throws CannotScan when it cannot be read or is not valid, naming the field
 */
export async function readConfigurationOnDisk(top: string): Promise<Configuration> {
  return parseConfiguration(readIfThere(top, CONFIGURATION_FILE), readIfThere(top, MANIFEST));
}

async function parseConfiguration(
  own: string | undefined,
  manifest: string | undefined,
): Promise<Configuration> {
  // A manifest without it need not even be JSON.
  const mayHoldKey = manifest?.includes(`"${MANIFEST_KEY}"`);
  if (own === undefined && !mayHoldKey) return NO_CONFIGURATION;
  const { parseSettings } = await import('../../allow/parseSettings.ts');
  const fromOwn = own === undefined ? undefined : parseSettings(own, CONFIGURATION_FILE);
  const fromManifest = manifest && mayHoldKey ? parseSettings(manifest, MANIFEST, MANIFEST_KEY) : undefined;
  if (fromOwn && fromManifest) {
    throw new CannotScan(
      `Both ${CONFIGURATION_FILE} and ${MANIFEST} ("${MANIFEST_KEY}") configure this.`,
      'Keep one of them.',
    );
  }
  const settings = fromOwn ?? fromManifest;
  return settings ? configure(settings, fromOwn ? CONFIGURATION_FILE : MANIFEST) : NO_CONFIGURATION;
}

/**
 * The configuration of a file that was named on the command line.
 *
 * @throws CannotScan when it cannot be read or is not valid
 */
export async function readConfigurationFile(directory: string, path: string): Promise<Configuration> {
  let text: string;
  try {
    text = readFileSync(resolve(directory, path), 'utf8');
  } catch (error) {
    throw new CannotScan(`The configuration ${JSON.stringify(path)} could not be read.`, 'Check its name.', {
      cause: error,
    });
  }
  const { parseSettings } = await import('../../allow/parseSettings.ts');
  return configure(parseSettings(text, path) ?? {}, path);
}

function readIfThere(top: string, name: string): string | undefined {
  try {
    return readFileSync(join(top, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CannotScan(
      `The configuration ${name} could not be read.`,
      'Make it a file that you may read.',
      {
        cause: error,
      },
    );
  }
}

async function readFiles(
  directory: string,
  tree: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const pieces = new Map<string, Buffer[]>();
  await streamBlobs(
    directory,
    paths.map((path) => `${tree}:${path}`),
    (name) => {
      const list: Buffer[] = [];
      pieces.set(name.slice(tree.length + 1), list);
      return (bytes) => list.push(Buffer.from(bytes));
    },
  );
  return new Map([...pieces].map(([path, list]) => [path, Buffer.concat(list).toString('utf8')]));
}
