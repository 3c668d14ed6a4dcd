import { isBasetenSecretName } from '../../rules/evidence/names.ts';
import { redactKeys } from '../../rules/redact.ts';

/**
 * Variables that tell git *which* repository, index and objects it works on. simple-git removes every
 * `GIT_*` variable unless it is named; without `GIT_INDEX_FILE` the diff inside `git commit -a` is empty and
 * the key is committed in silence. What could blind the scan (`GIT_EXTERNAL_DIFF`, `GIT_DIFF_OPTS`) or print
 * its contents (`GIT_TRACE*`) stays removed.
 *
 * @see https://git-scm.com/docs/git#_environment_variables
 */
const LOCATION_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CEILING_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** Those that hold a path which git, in a hook or where a person sets it, may take relative to where it works. */
export const PATH_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
] as const;

/** `git -c key=value commit` reaches a hook as `GIT_CONFIG_PARAMETERS`; the rest is numbered. */
const CONFIG_VARIABLE = /^GIT_CONFIG(?:_|$)/i;

/**
 * The `GIT_*` variables of an environment that git must keep to see what the caller's git sees.
 *
 * @param environment usually `process.env`
 */
export function variablesToKeep(environment: NodeJS.ProcessEnv): string[] {
  return [...LOCATION_VARIABLES, ...Object.keys(environment).filter((name) => CONFIG_VARIABLE.test(name))];
}

/** Beside `GIT_*`, what simple-git removes; none of it concerns a git that asks nobody and shows nothing. */
const NO_CONCERN = /^(?:GIT_.*|EDITOR|PAGER|PREFIX|SSH_ASKPASS|VISUAL)$/i;

/**
 * An environment for git in which some variables say something else.
 *
 * @param environment usually `process.env`
 */
export function withVariables(
  environment: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = new Set(variablesToKeep(environment));
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (kept.has(entry[0]) || !NO_CONCERN.test(entry[0])),
  );
  return { ...Object.fromEntries(entries), ...variables };
}

/**
 * Takes keys out of an environment before it is handed on to git, which needs none of them: with
 * `NODE_DEBUG=child_process` node prints the whole environment of every process that it starts.
 *
 * @param environment of this process; it is changed
 */
export function forgetKeys(environment: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (isBasetenSecretName(name) || redactKeys(value) !== value) delete environment[name];
  }
}
