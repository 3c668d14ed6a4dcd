import { ALLOW_COMMENT } from '../../allow/inlineComment.ts';
import type { RuleId } from '../../rules/rule.ts';
import { RULES } from '../../rules/rules.ts';
import { remediationSteps } from './remediation.ts';

/** Where Baseten says what its keys are. */
export const HELP_URI = 'https://docs.baseten.co/organization/api-keys';

/** What a page about findings tells of a rule, beyond its title. */
interface RuleHelp {
  /** What it finds, in one sentence or two. */
  description: string;
  /** How often what it finds is a key, in the words that code-scanning pages sort by. */
  precision: 'very-high' | 'high' | 'medium';
}

const HELP: Record<RuleId, RuleHelp> = {
  'baseten-api-key': {
    description:
      'A Baseten API key, of the form that every key made since October 2026 has: `b10_`, eight letters or digits, a dot, 32 letters or digits.',
    precision: 'very-high',
  },
  'baseten-bastn-key': {
    description: 'A Baseten API key that begins with `bastn_`, followed by 16 letters or digits or more.',
    precision: 'very-high',
  },
  'baseten-legacy-key': {
    description:
      'A Baseten API key of the form before October 2026, which is still valid: eight letters or digits, a dot, 32 letters or digits, beside something that speaks of Baseten.',
    precision: 'high',
  },
  'baseten-named-secret': {
    description:
      'A literal that looks like key material, given to a name of Baseten such as `BASETEN_API_KEY`. Keys that a workspace registers itself may have any form.',
    precision: 'medium',
  },
};

/** What a report calls a key that a rule found. */
export function titleOf(ruleId: RuleId): string {
  return RULES.find(({ id }) => id === ruleId)?.title ?? ruleId;
}

/** What a page about findings tells of a rule. */
export function helpOf(ruleId: RuleId): RuleHelp & { markdown: string; text: string } {
  const help = HELP[ruleId];
  const steps = remediationSteps([]).map(({ verb, text }, index) => `${index + 1}. ${verb} ${text}`);
  const lines = [
    help.description,
    '',
    'Whoever can read this repository can use the key. Taking it out of the file does not take it out of the history.',
    '',
    ...steps,
    '',
    `If it is no key, put \`${ALLOW_COMMENT} <why>\` on its line, as a comment.`,
  ];
  const markdown = lines.join('\n');
  return { ...help, markdown, text: markdown.replaceAll('`', '') };
}
