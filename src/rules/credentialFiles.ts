import { createRequire } from 'node:module';
import type picomatch from 'picomatch';

/**
 * Files that credentials are kept in. The first five are those of Baseten's detection card; the rest is their
 * kin, and where Baseten's own tools keep a key (`~/.trussrc`).
 */
export const CREDENTIAL_FILES: readonly string[] = [
  '**/.env',
  '**/config.json',
  '**/settings.yaml',
  '**/credentials.py',
  '**/secrets.json',
  '**/.env.*',
  '**/*.env',
  '**/.envrc',
  '**/.trussrc',
  '**/config.{yaml,yml,toml,ini,py}',
  '**/settings.{json,yml,toml,ini,py}',
  '**/credentials',
  '**/credentials.{json,yaml,yml,toml,ini}',
  '**/secrets.{yaml,yml,toml,ini,py,env}',
];

let matcher: ((path: string) => boolean) | undefined;

/**
 * Whether a file is one that credentials are kept in.
 *
 * @param path repository-relative, forward slashes
 */
export function isCredentialFile(path: string): boolean {
  // Loaded when a candidate first asks: most commits hold none, and do not wait for it.
  matcher ??= (createRequire(import.meta.url)('picomatch') as typeof picomatch)([...CREDENTIAL_FILES], {
    dot: true,
    nocase: true,
  });
  return matcher(path);
}
