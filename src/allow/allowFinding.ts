import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { topLevel } from '../git/files/topLevel.ts';
import {
  type AllowEntry,
  CONFIGURATION_FILE,
  MANIFEST,
  MANIFEST_KEY,
  type Settings,
} from './configuration.ts';
import { parseSettings } from './parseSettings.ts';

/**
 * Notes in the configuration, on the disk, that a finding is no key. What else stands there stays as it is.
 *
 * @param directory anywhere inside the working tree
 * @returns what was done, and how to stage it
 * @throws CannotScan when the entry or the configuration is not valid; nothing is written then
 */
export async function allowFinding(directory: string, entry: AllowEntry): Promise<string> {
  const top = await topLevel(directory);
  const { name, key } = locate(top);
  const file = join(top, name);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '{}\n';
  const settings = parseSettings(before, name, key) ?? {};
  const isSame = ({ fingerprint, path }: AllowEntry) =>
    fingerprint === entry.fingerprint && path === entry.path;
  if (settings.allow?.some(isSame)) return `${name} allows it already. Stage that:\n  git add :/${name}`;
  const after = write(before, key, { ...settings, allow: [...(settings.allow ?? []), entry] });
  parseSettings(after, name, key);
  writeFileSync(file, after);
  return `Allowed in ${name}. A scan reads it from the index, so stage it:\n  git add :/${name}`;
}

/** The file that holds the configuration, or is to. */
function locate(top: string): { name: string; key?: string } {
  const manifest = join(top, MANIFEST);
  if (existsSync(join(top, CONFIGURATION_FILE)) || !existsSync(manifest)) return { name: CONFIGURATION_FILE };
  const hasKey = parseSettings(readFileSync(manifest, 'utf8'), MANIFEST, MANIFEST_KEY) !== undefined;
  return hasKey ? { name: MANIFEST, key: MANIFEST_KEY } : { name: CONFIGURATION_FILE };
}

/** The document with new settings, with the indentation, line ends and byte order mark that it had. */
function write(before: string, key: string | undefined, settings: Settings): string {
  const mark = before.startsWith('\ufeff') ? '\ufeff' : '';
  const indent = /^([ \t]+)"/m.exec(before)?.[1] ?? '  ';
  const document =
    key === undefined ? settings : { ...(JSON.parse(before.slice(mark.length)) as object), [key]: settings };
  const text = mark + JSON.stringify(document, null, indent) + (before.endsWith('\n') ? '\n' : '');
  return before.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}
