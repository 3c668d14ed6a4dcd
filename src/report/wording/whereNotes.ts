import type { Finding } from '../../detect/finding.ts';
import { shortId } from './shortId.ts';

/** What path, line and column do not say of where a key stands, for a person; empty where they say all. */
export function whereNotes({ isInName, isInMessage, commit }: Finding): string {
  const notes = [
    isInName && 'in the name',
    isInMessage && "in the commit's message",
    commit !== undefined && `commit ${shortId(commit)}`,
  ];
  return notes.filter(Boolean).join(', ');
}
