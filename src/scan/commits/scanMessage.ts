import { readConfigurationFile, readStagedConfiguration } from '../../git/blobs/readConfiguration.ts';
import type { ScanResult } from '../scanResult.ts';
import { settle } from '../settle.ts';
import { findInMessage } from './findInMessage.ts';

/**
 * Scans the message of a commit that is being made. The configuration is the staged one, as for its files.
 *
 * @param cwd anywhere inside the repository
 * @param message one character a byte
 * @throws CannotScan when the configuration is not valid
 */
export async function scanMessage(cwd: string, message: string, config?: string): Promise<ScanResult> {
  const started = performance.now();
  const certain = findInMessage(message);
  const configuration = await (config === undefined
    ? readStagedConfiguration(cwd)
    : readConfigurationFile(cwd, config));
  const judgement = await settle({ detections: [], certain }, { configuration, isInlineAllowed: false }, () =>
    Promise.reject(new Error('a message has nothing around it')),
  );
  return {
    scan: {
      mode: 'message',
      files: 1,
      addedLines: message.split('\n').length,
      bytes: message.length,
      durationMs: Math.round(performance.now() - started),
    },
    configurationFile: configuration.file,
    ...judgement,
  };
}
