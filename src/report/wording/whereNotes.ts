import type { Finding } from '../../detect/finding.ts';

/** So much of a commit's id tells it from the others. */
const SHORT_ID = 12;

/** What path, line and column do not say of where a key stands, for a person; empty where they say all. */
export function whereNotes({ isInName, isInMessage, commit }: Finding): string {
  const notes = [
    isInName && 'in the name',
    isInMessage && "in the commit's message",
    commit !== undefined && `commit ${commit.slice(0, SHORT_ID)}`,
  ];
  return notes.filter(Boolean).join(', ');
}
