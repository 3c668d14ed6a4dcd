import { GitFailed, openGit } from '../run/git.ts';

/**
 * The names of the remotes that a push goes to: the one that was named, or those that have the address which was
 * given in the place of a name.
 *
 * @param remote first argument of `pre-push`: a name, or an address
 */
export async function remotesOf(directory: string, remote: string, address: string): Promise<string[]> {
  const settings = await configured(directory, '^remote\\..*\\.(push)?url$');
  const addressOf = settings.map(([name, value]) => ({
    remote: name.replace(/^remote\./, '').replace(/\.(?:push)?url$/, ''),
    value,
  }));
  const names = addressOf.filter((entry) => entry.remote === remote || entry.value === address);
  return [...new Set(names.map((entry) => entry.remote))];
}

/**
 * The settings whose names match, in the order in which they were read; a later one overrides an earlier one.
 *
 * @param pattern extended regular expression; git writes the names in lower case, but for their middle part
 */
export async function configured(
  directory: string,
  pattern: string,
): Promise<[name: string, value: string][]> {
  let output: string;
  try {
    output = await openGit(directory).raw(['config', '-z', '--get-regexp', pattern]);
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode === 1) return []; // nothing of that name
    throw error;
  }
  return output
    .split('\0')
    .filter(Boolean)
    .map((entry) => {
      const end = entry.indexOf('\n');
      return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
    });
}
