import { PRODUCT } from '../product.ts';
import { fold } from '../report/fold.ts';
import type { Paint } from '../report/paint.ts';
import { DASHBOARD, revokeCommand } from '../report/wording/remediation.ts';
import type { GivenKey } from '../rules/givenKey.ts';
import type { Verification } from './verification.ts';

const VERDICTS: Record<Verification['status'], string> = {
  active: 'is active: revoke it.',
  inactive: 'is not active.',
  unknown: 'may be active: it could not be checked.',
};

/** What Baseten said of a key, for a person, and how to revoke one that is or may be active. */
export function verifyText(
  { status, reason }: Verification,
  { prefix, redacted }: GivenKey,
  host: string,
  paint: Paint,
): string {
  const headline = fold(`${PRODUCT}: the key ${redacted} ${VERDICTS[status]}`);
  const revoke = prefix === null ? [] : [`  ${revokeCommand(prefix)}`];
  return [
    ...headline.map((line) => (status === 'inactive' ? line : paint('failure', line))),
    ...fold(`Asked ${host}. ${reason}`),
    ...(status === 'inactive'
      ? []
      : ['', paint('heading', 'Revoke'), ...revoke, `  ${prefix ? 'or ' : ''}at ${DASHBOARD}`]),
    '',
  ].join('\n');
}
