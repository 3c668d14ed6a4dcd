import { type PositiveCase, RULE_IDS } from './case.ts';
import { NEGATIVES, POSITIVES } from './corpus.ts';
import { encode, expand } from './expand.ts';
import { kingfisherKeys } from './kingfisher.ts';
import { type CaseFinding, scanCase } from './scanCase.ts';

/** What a detector makes of the keys of one rule. */
interface Score {
  found: number;
  falsePositives: number;
}

interface RuleFigures {
  rule: string;
  keys: number;
  ours: Score;
  kingfisher: Score;
}

/** The figures of one run; the keys of each run are new. */
export interface CorpusFigures {
  positives: number;
  negatives: number;
  rules: RuleFigures[];
  /** Names of the cases that went wrong, for whoever has to mend them. */
  missed: string[];
  wronglyFound: string[];
}

/** Runs the whole corpus through this program, and through kingfisher's rule beside it. */
export function measure(): CorpusFigures {
  const figures: CorpusFigures = {
    positives: POSITIVES.length,
    negatives: NEGATIVES.length,
    rules: RULE_IDS.map((rule) => ({
      rule,
      keys: 0,
      ours: { found: 0, falsePositives: 0 },
      kingfisher: { found: 0, falsePositives: 0 },
    })),
    missed: [],
    wronglyFound: [],
  };
  for (const positive of POSITIVES) measurePositive(positive, figures);
  for (const negative of NEGATIVES) {
    const { text } = expand(negative.text);
    const never: readonly string[] = negative.never ?? RULE_IDS;
    for (const { ruleId } of scanCase(negative, text)) {
      if (!never.includes(ruleId)) continue;
      figuresOf(figures, ruleId).ours.falsePositives++;
      figures.wronglyFound.push(negative.name);
    }
    const theirs = never.includes('baseten-legacy-key')
      ? kingfisherKeys(encode(text, negative.encoding))
      : [];
    figuresOf(figures, 'baseten-legacy-key').kingfisher.falsePositives += theirs.length;
  }
  return figures;
}

function measurePositive(positive: PositiveCase, figures: CorpusFigures): void {
  const { text, keys } = expand(positive.text);
  const left = scanCase(positive, text);
  const theirs = kingfisherKeys(encode(text, positive.encoding));
  for (const key of keys) {
    const row = figuresOf(figures, key.rule);
    row.keys++;
    const index = left.findIndex((finding) =>
      isOf(finding, key.rule, positive.anyPlace ? undefined : key.line),
    );
    if (index >= 0) {
      left.splice(index, 1);
      row.ours.found++;
    } else figures.missed.push(positive.name);
    if (theirs.some((their) => key.key.includes(their))) row.kingfisher.found++;
  }
  for (const { ruleId } of left) {
    figuresOf(figures, ruleId).ours.falsePositives++;
    figures.wronglyFound.push(positive.name);
  }
}

function isOf(finding: CaseFinding, rule: string, line: number | undefined): boolean {
  return finding.ruleId === rule && (line === undefined || finding.line === line);
}

function figuresOf(figures: CorpusFigures, rule: string): RuleFigures {
  const row = figures.rules.find((candidate) => candidate.rule === rule);
  if (!row) throw new Error(`a finding of a rule that the corpus does not know: ${rule}`);
  return row;
}

/** The figures as a table in Markdown, which is as readable in a terminal. */
export function toMarkdown({ positives, negatives, rules }: CorpusFigures): string {
  const header = [
    'rule',
    'keys',
    'found',
    'recall',
    'false positives',
    'kingfisher: found',
    'recall',
    'false positives',
  ];
  const rows = [...rules, total(rules)].map(({ rule, keys, ours, kingfisher }) => [
    rule,
    `${keys}`,
    `${ours.found}`,
    percent(ours.found, keys),
    `${ours.falsePositives}`,
    `${kingfisher.found}`,
    percent(kingfisher.found, keys),
    `${kingfisher.falsePositives}`,
  ]);
  return `${positives} positive files, ${negatives} negative ones.\n\n${table([header, ...rows])}`;
}

function total(rules: readonly RuleFigures[]): RuleFigures {
  const sum = (pick: (row: RuleFigures) => number) => rules.reduce((all, row) => all + pick(row), 0);
  return {
    rule: 'all',
    keys: sum(({ keys }) => keys),
    ours: { found: sum(({ ours }) => ours.found), falsePositives: sum(({ ours }) => ours.falsePositives) },
    kingfisher: {
      found: sum(({ kingfisher }) => kingfisher.found),
      falsePositives: sum(({ kingfisher }) => kingfisher.falsePositives),
    },
  };
}

/** Rounded down, so that 100.0% says that nothing was missed. */
function percent(part: number, whole: number): string {
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`;
}

function table([header = [], ...rows]: readonly string[][]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n`;
}
