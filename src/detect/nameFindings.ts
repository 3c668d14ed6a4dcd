import type { StagedFile } from '../diff/stagedFile.ts';
import { fileTraits } from '../rules/evidence/fileTraits.ts';
import { RULES } from '../rules/rules.ts';
import { MARK, MARKS } from '../rules/shapes/formats.ts';
import { type Finding, makeFinding } from './finding.ts';

/** The rules that a name can speak for by itself: their keys begin with a mark of Baseten's. */
const EXACT_RULES = RULES.filter(({ triggers }) =>
  triggers.some((trigger) => !(trigger instanceof RegExp) && MARKS.includes(trigger.text)),
);

/**
 * Finds keys in the name that a commit gives to a file: a name is committed, pushed and shown like a line. Such a
 * finding stands at line 1, column 1, without a width, for SARIF and editors know no line 0.
 */
export function findInName(file: StagedFile): Finding[] {
  const { path, status } = file;
  if ((status !== 'A' && status !== 'R') || !MARK.test(path)) return [];
  const place = { path, line: 1, column: 1, endColumn: 1 };
  return EXACT_RULES.flatMap((rule) =>
    rule.find({ text: path, file: fileTraits(path) }).map((match) => ({
      ...makeFinding(rule.id, match, path, place),
      isInName: true,
    })),
  );
}
