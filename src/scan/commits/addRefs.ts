import { refsContaining } from '../../git/commits/commitTips.ts';
import { redactSecrets } from '../../rules/redact.ts';
import type { FindingGroup, ScanResult } from '../scanResult.ts';

/** git walks the history for each; the first of them say enough. */
const ASKED_GROUPS = 25;

/** Adds to the keys of a result, the first of them, from which refs their first commits can be reached. */
export async function addRefs(cwd: string, result: ScanResult): Promise<ScanResult> {
  const groups: FindingGroup[] = [];
  for (const [index, group] of (result.groups ?? []).entries()) {
    const commit = group.first.commit;
    const isAsked = index < ASKED_GROUPS && commit !== undefined;
    groups.push(isAsked ? { ...group, refs: (await refsContaining(cwd, commit)).map(redactSecrets) } : group);
  }
  return { ...result, groups };
}
