import type { HookName } from '../hookLocation.ts';
import { afterTheirs, type Configuration, type Manager, type Paste, parseConfiguration } from './manager.ts';

/** A manager whose configuration maps the name of a hook to one shell command. */
interface CommandPerHook extends Pick<Manager, 'name' | 'wrote' | 'files' | 'apply'> {
  /** The keys that lead to the map in package.json. */
  inPackageJson: readonly string[];
  /** The keys that lead to it in a file of its own. */
  inOwnFile: readonly string[];
  /** Whether its hook file holds the command; otherwise it reads its configuration each time. */
  isInHookFile: boolean;
}

function commandPerHook(kind: CommandPerHook): Manager {
  const { inPackageJson, inOwnFile, isInHookFile, ...common } = kind;
  const keysIn = ({ file }: Configuration) => (file === 'package.json' ? inPackageJson : inOwnFile);
  const theirs = (configuration: Configuration, hook: HookName): string | undefined => {
    if (/\.[cm]?js$/.test(configuration.file)) return commandInScript(configuration.text, hook);
    const map = valueAt(configuration, keysIn(configuration)) as Record<string, unknown> | undefined;
    const command = map?.[hook];
    return typeof command === 'string' ? command : undefined;
  };
  return {
    ...common,
    isConfigured: (configuration) =>
      configuration.file !== 'package.json' || valueAt(configuration, inPackageJson) !== undefined,
    ...(!isInHookFile && { commandFor: theirs }),
    paste(configuration, hook): Paste {
      const command = theirs(configuration, hook);
      const path = keysIn(configuration)
        .map((key) => JSON.stringify(key))
        .join(' › ');
      const place = path === '' ? '' : ` below ${path}`;
      return {
        where:
          command === undefined
            ? `a new line${place}, and a comma behind it where another line follows`
            : `in the place of the line ${JSON.stringify(hook)}${place}`,
        lines: `${JSON.stringify(hook)}: ${JSON.stringify(afterTheirs(command, hook))}`,
      };
    },
  };
}

/** A string literal after the hook's name: a configuration that is a program is not run to be read. */
function commandInScript(text: string, hook: HookName): string | undefined {
  const entry = new RegExp(`(?:^|[{,\\s])(['"\`])${hook}\\1\\s*:\\s*(['"\`])(.*?)(?<!\\\\)\\2`, 'm');
  return entry.exec(text)?.[3];
}

function valueAt(configuration: Configuration, keys: readonly string[]): unknown {
  let value: unknown = parseConfiguration(configuration);
  for (const key of keys) value = (value as Record<string, unknown> | null)?.[key];
  return value;
}

/** @see https://github.com/toplenboren/simple-git-hooks */
export const simpleGitHooks = commandPerHook({
  name: 'simple-git-hooks',
  wrote: (hookFile) => hookFile.includes('SKIP_SIMPLE_GIT_HOOKS'),
  files: [
    ...['.simple-git-hooks', 'simple-git-hooks'].flatMap((stem) =>
      ['cjs', 'js', 'mjs', 'json'].map((extension) => `${stem}.${extension}`),
    ),
    'package.json',
  ],
  inPackageJson: ['simple-git-hooks'],
  inOwnFile: [],
  isInHookFile: true,
  apply: () => 'npx simple-git-hooks',
});

/** husky up to 4, whose hook files read its configuration. @see https://github.com/typicode/husky/tree/v4.3.8 */
export const husky4 = commandPerHook({
  name: 'husky 4',
  wrote: (hookFile) => /^# husky$/m.test(hookFile),
  files: ['.huskyrc', '.huskyrc.json', 'package.json'],
  inPackageJson: ['husky', 'hooks'],
  inOwnFile: ['hooks'],
  isInHookFile: false,
  apply: () => 'npm rebuild husky',
});

/** husky's fork for Vue. @see https://github.com/yyx990803/yorkie */
export const yorkie = commandPerHook({
  name: 'yorkie',
  wrote: (hookFile) => /^#yorkie /m.test(hookFile),
  files: ['package.json'],
  inPackageJson: ['gitHooks'],
  inOwnFile: [],
  isInHookFile: false,
  apply: () => 'npm rebuild yorkie',
});
