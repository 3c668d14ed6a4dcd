import type { Finding } from '../../detect/finding.ts';

/** How a file of some kind reads the key from its environment instead of holding it. */
interface Replacement {
  files: RegExp;
  advice: string;
}

/** Files that exist to hold secrets: they belong on the disk, not in git. */
const SECRET_FILES = /(^|\/)(\.env(\..*)?|.*\.env|\.envrc|\.trussrc)$/i;

/** The variable that Baseten's own clients read the key from. */
export const VARIABLE = 'BASETEN_API_KEY';

const REPLACEMENTS: readonly Replacement[] = [
  { files: /(^|\/)\.github\/workflows\/.*\.ya?ml$/i, advice: `\${{ secrets.${VARIABLE} }}` },
  { files: /\.(py|pyi|ipynb)$/i, advice: `os.environ["${VARIABLE}"]` },
  { files: /\.([cm]?[jt]sx?|vue|svelte)$/i, advice: `process.env.${VARIABLE}` },
  {
    files: /\.(sh|bash|zsh|ksh)$|(^|\/)\.(bash|zsh)(rc|_profile|env)$|(^|\/)\.profile$/i,
    advice: `"$${VARIABLE}"`,
  },
  { files: /\.fish$/i, advice: `$${VARIABLE}` },
  { files: /\.ps(m|d)?1$/i, advice: `$Env:${VARIABLE}` },
  { files: /\.(bat|cmd)$/i, advice: `%${VARIABLE}%` },
  { files: /\.ya?ml$/i, advice: `\${${VARIABLE}}, filled in when it is deployed` },
  { files: /\.(tf|tfvars)$/i, advice: 'var.baseten_api_key, set as TF_VAR_baseten_api_key' },
  { files: /\.go$/i, advice: `os.Getenv("${VARIABLE}")` },
  { files: /\.rs$/i, advice: `std::env::var("${VARIABLE}")` },
  { files: /\.(java|kt|kts|scala|groovy)$/i, advice: `System.getenv("${VARIABLE}")` },
  { files: /\.cs$/i, advice: `Environment.GetEnvironmentVariable("${VARIABLE}")` },
  { files: /\.rb$/i, advice: `ENV.fetch("${VARIABLE}")` },
  { files: /\.php$/i, advice: `getenv('${VARIABLE}')` },
  {
    files: /(^|\/)(Dockerfile|Containerfile)(\..*)?$/i,
    advice: `$${VARIABLE}, in RUN --mount=type=secret,id=${VARIABLE},env=${VARIABLE}`,
  },
];

/**
 * Whether a file should not be in git at all, rather than lose its key.
 *
 * @param path repository-relative
 */
export function isSecretFile(path: string): boolean {
  return SECRET_FILES.test(path);
}

/**
 * What to write into a file in the place of the key; undefined where its language has nothing for it.
 *
 * @param path repository-relative
 */
export function replacementFor(path: string): string | undefined {
  return REPLACEMENTS.find(({ files }) => files.test(path))?.advice;
}

/** One step, a line each, of what to do about a key that may have left this machine. */
export interface RemediationStep {
  verb: string;
  text: string;
}

/** More keys than this are revoked on the page, not one by one. */
const LISTED_PREFIXES = 5;

/** Where keys are revoked by hand. */
export const DASHBOARD = 'https://app.baseten.co/settings/api_keys';

/**
 * Baseten's command that revokes a key.
 *
 * @param prefix that Baseten shows of the key
 */
export function revokeCommand(prefix: string): string {
  return `baseten org api-key delete --prefix ${prefix}`;
}

/** The steps for the keys of some findings, with the commands that revoke the first of them. */
export function stepsFor(findings: readonly Finding[]): RemediationStep[] {
  return remediationSteps([...new Set(findings.flatMap(({ keyPrefix }) => keyPrefix ?? []))]);
}

/**
 * The eight steps of Baseten's detection card, in its order.
 *
 * @param keyPrefixes visible prefixes of the keys found; the first few of them are shown
 */
export function remediationSteps(keyPrefixes: readonly string[]): RemediationStep[] {
  const shown = keyPrefixes.slice(0, LISTED_PREFIXES);
  const left = keyPrefixes.length - shown.length;
  return [
    { verb: 'Revoke', text: `now, at ${DASHBOARD}` },
    ...shown.map((prefix) => ({ verb: '', text: `or: ${revokeCommand(prefix)}` })),
    ...(left > 0 ? [{ verb: '', text: `… and ${left} more in the same way` }] : []),
    { verb: 'Audit', text: 'the access logs, for deployments and reads that are not yours' },
    { verb: 'Assess', text: 'which systems, applications and environments used the key' },
    { verb: 'Rotate', text: 'it: make a new key with the least rights that do' },
    { verb: 'Update', text: 'those systems and CI with the new key' },
    { verb: 'Harden', text: 'access: allow-list IP addresses in Baseten, secure connections only' },
    { verb: 'Manage', text: 'keys in a secrets manager, not in files' },
    { verb: 'Detect', text: 'the next one: this hook for everyone, repository scans besides' },
  ];
}
