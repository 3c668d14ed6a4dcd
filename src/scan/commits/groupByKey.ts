import type { Finding } from '../../detect/finding.ts';
import type { FindingGroup } from '../scanResult.ts';

/**
 * Puts the findings of each key together, in the order in which the keys were first added.
 *
 * @param findings of commits, the oldest commit first
 */
export function groupByKey(findings: readonly Finding[]): FindingGroup[] {
  const byKey = new Map<string, Finding[]>();
  for (const finding of findings) {
    const ofKey = byKey.get(finding.fingerprint);
    if (ofKey) ofKey.push(finding);
    else byKey.set(finding.fingerprint, [finding]);
  }
  return [...byKey.values()].flatMap((ofKey) => {
    const [first, last] = [ofKey[0], ofKey.at(-1)];
    if (!first || !last) return [];
    const { fingerprint, ruleId, redacted, keyPrefix } = first;
    const commits = new Set(ofKey.map(({ commit }) => commit)).size;
    return { fingerprint, ruleId, redacted, keyPrefix, findings: ofKey.length, commits, first, last };
  });
}
