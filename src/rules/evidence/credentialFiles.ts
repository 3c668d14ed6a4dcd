import { matchesAny } from '../../globs.ts';

/**
 * Files that credentials are kept in, in any folder. The first five are those of Baseten's detection card; the
 * rest is their kin, and where Baseten's own tools keep a key (`~/.trussrc`).
 */
const CREDENTIAL_FILES: readonly string[] = [
  '.env',
  'config.json',
  'settings.yaml',
  'credentials.py',
  'secrets.json',
  '.env.*',
  '*.env',
  '.envrc',
  '.trussrc',
  'config.{yaml,yml,toml,ini,py}',
  'settings.{json,yml,toml,ini,py}',
  'credentials',
  'credentials.{json,yaml,yml,toml,ini}',
  'secrets.{yaml,yml,toml,ini,py,env}',
];

/**
 * Whether a file is one that credentials are kept in.
 *
 * @param path repository-relative, forward slashes
 * @param more globs besides the built-in ones
 */
export function isCredentialFile(path: string, more: readonly string[] = []): boolean {
  return matchesAny(path, CREDENTIAL_FILES) || (more.length > 0 && matchesAny(path, more));
}
