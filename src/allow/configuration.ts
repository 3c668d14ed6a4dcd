import type { Finding } from '../detect/finding.ts';
import { matchesAny } from '../globs.ts';
import { PRODUCT } from '../product.ts';
import type { Confidence } from '../rules/rule.ts';

/** The configuration file, at the top of a repository. */
export const CONFIGURATION_FILE = `.${PRODUCT}.json`;
/** The file, at the top of a repository, that may hold the configuration instead, under one of its keys. */
export const MANIFEST = 'package.json';
/** That key. */
export const MANIFEST_KEY = PRODUCT;

/** The files, at the top of a repository, that may hold the configuration. */
export const CONFIGURATION_FILES: readonly string[] = [CONFIGURATION_FILE, MANIFEST];

/** A finding that is known to be no key. */
export interface AllowEntry {
  fingerprint: string;
  reason: string;
  /** Glob; without it the entry holds in every file. */
  path?: string;
}

/** What `.baseten-key-guard.json` may say. */
export interface Settings {
  /** Globs of files that are not scanned. */
  exclude?: string[];
  /** Globs of files that credentials are kept in, besides the built-in ones. */
  credentialFiles?: string[];
  allow?: AllowEntry[];
  /** Findings below it do not block. */
  minConfidence?: Confidence;
}

/** The settings of a repository, ready to be asked. */
export interface Configuration {
  /** The file that it stands in, or would: repository-relative. */
  file: string;
  /** Globs, besides the built-in ones. */
  credentialFiles: readonly string[];
  excludes(path: string): boolean;
  allows(finding: Finding): boolean;
}

/** What holds where nothing is configured. */
export const NO_CONFIGURATION: Configuration = {
  file: CONFIGURATION_FILE,
  credentialFiles: [],
  excludes: () => false,
  allows: () => false,
};

/**
 * Makes settings ready to be asked.
 *
 * @param file that the settings stand in
 */
export function configure(
  { exclude = [], credentialFiles = [], allow = [], minConfidence }: Settings,
  file = CONFIGURATION_FILE,
): Configuration {
  const isAllowed = ({ fingerprint, path }: Finding) =>
    allow.some(
      (entry) => entry.fingerprint === fingerprint && (!entry.path || matchesAny(path, [entry.path])),
    );
  return {
    file,
    credentialFiles,
    excludes: (path) => exclude.length > 0 && matchesAny(path, exclude),
    allows: (finding) => (minConfidence === 'high' && finding.confidence !== 'high') || isAllowed(finding),
  };
}
