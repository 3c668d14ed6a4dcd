import { isMap, isSeq, type Node, parseDocument } from 'yaml';
import { PRODUCT } from '../../product.ts';
import type { HookName } from '../hookLocation.ts';
import { type Configuration, commandOf, type Manager, type Paste, parseConfiguration } from './manager.ts';

/** Commands are run in the order of their names. */
const LAST_NAME = `zz-${PRODUCT}`;

interface Job {
  run?: unknown;
  skip?: unknown;
  group?: { jobs?: Job[] };
}

interface HookSection {
  parallel?: boolean;
  jobs?: Job[];
  commands?: Record<string, Job>;
}

/** @see https://lefthook.dev/configuration/ */
export const lefthook: Manager = {
  name: 'lefthook',
  wrote: (hookFile) => hookFile.includes('call_lefthook'),
  files: ['lefthook', '.lefthook', '.config/lefthook', 'lefthook-local', '.lefthook-local'].flatMap((stem) =>
    ['yml', 'yaml', 'toml', 'json', 'jsonc'].map((extension) => `${stem}.${extension}`),
  ),
  commandFor(configuration, hook) {
    if (configuration.file.endsWith('.toml')) return commandInToml(configuration.text, hook);
    const section = sectionOf(configuration, hook);
    const jobs = [...allJobs(section?.jobs), ...Object.values(section?.commands ?? {})];
    return jobs
      .filter(({ skip }) => skip !== true)
      .map(({ run }) => String(run))
      .find((run) => run.includes(PRODUCT));
  },
  paste(configuration, hook) {
    if (configuration.file.endsWith('.toml')) return pasteToml(configuration, hook);
    const section = sectionOf(configuration, hook);
    const paste =
      configuration.file.endsWith('.yml') || configuration.file.endsWith('.yaml') ? inYaml : inJson;
    const pasted = paste(configuration, hook, section);
    const notes = [pasted.note, ...warnings(configuration, section)].filter((note) => note !== undefined);
    return { ...pasted, ...(notes.length > 0 && { note: notes.join('; ') }) };
  },
  apply: () => 'npx lefthook install',
};

function runOf(hook: HookName): string {
  return commandOf(hook).replace(' "$@"', ' {0}');
}

function sectionOf(configuration: Configuration, hook: HookName): HookSection | undefined {
  return parseConfiguration<Record<string, HookSection>>(configuration)[hook];
}

/** What lefthook does with the index while or after its jobs run, so that the scan does not see it. */
function warnings({ text }: Configuration, section: HookSection | undefined): string[] {
  return [
    ...(section?.parallel ? ['with `parallel: true` the scan may run before what the other jobs stage'] : []),
    ...(/\bstage_fixed\b/.test(text)
      ? ['what `stage_fixed` stages is staged after every job, and not scanned']
      : []),
  ];
}

function allJobs(jobs: readonly Job[] = []): Job[] {
  return jobs.flatMap((job) => [job, ...allJobs(job.group?.jobs)]);
}

function inYaml({ text }: Configuration, hook: HookName, section: HookSection | undefined): Paste {
  const stdin = hook === 'pre-push' ? ', use_stdin: true' : '';
  const job = `- { name: ${PRODUCT}, run: ${yamlString(runOf(hook))}${stdin} }`;
  if (!section) return { where: 'at its end', lines: `${hook}:\n  jobs:\n    ${job}` };
  if (section.jobs) {
    return { where: `as the last entry of \`${hook}: jobs:\``, lines: indent(text, [hook, 'jobs'], 4) + job };
  }
  if (section.commands) {
    const margin = indent(text, [hook, 'commands'], 4);
    return {
      where: `as an entry of \`${hook}: commands:\``,
      lines: `${margin}${LAST_NAME}: { run: ${yamlString(runOf(hook))}${stdin} }`,
      note: 'commands are run in the order of their names, and this one is to be the last',
    };
  }
  const margin = indent(text, [hook], 2);
  return { where: `below \`${hook}:\``, lines: `${margin}jobs:\n${margin}  ${job}` };
}

function inJson(_: Configuration, hook: HookName, section: HookSection | undefined): Paste {
  const job = { run: runOf(hook), ...(hook === 'pre-push' && { use_stdin: true }) };
  if (section?.commands && !section.jobs) {
    return {
      where: `as an entry of ${JSON.stringify(hook)} › "commands"`,
      lines: `${JSON.stringify(LAST_NAME)}: ${JSON.stringify(job)}`,
      note: 'commands are run in the order of their names, and this one is to be the last',
    };
  }
  const entry = JSON.stringify({ name: PRODUCT, ...job });
  if (section?.jobs) return { where: `as the last entry of ${JSON.stringify(hook)} › "jobs"`, lines: entry };
  if (section) return { where: `below ${JSON.stringify(hook)}`, lines: `"jobs": [${entry}]` };
  return { where: 'a new entry', lines: `${JSON.stringify(hook)}: { "jobs": [${entry}] }` };
}

function pasteToml({ text }: Configuration, hook: HookName): Paste {
  const isCommands = text.includes(`[${hook}.commands`) && !text.includes(`[[${hook}.jobs]]`);
  const head = isCommands ? `[${hook}.commands.${LAST_NAME}]` : `[[${hook}.jobs]]\nname = "${PRODUCT}"`;
  const stdin = hook === 'pre-push' ? '\nuse_stdin = true' : '';
  return { where: 'at its end', lines: `${head}\nrun = "${runOf(hook)}"${stdin}` };
}

function commandInToml(text: string, hook: HookName): string | undefined {
  const sections = text.split(/^(?=\[)/m).filter((section) => /^\[+([\w-]+)/.exec(section)?.[1] === hook);
  const runs = sections.map((section) => /^\s*run\s*=\s*(["'])(.*)\1\s*$/m.exec(section)?.[2]);
  return runs.find((run) => run?.includes(PRODUCT));
}

/** A plain scalar may not hold the braces of a placeholder inside a flow map. */
function yamlString(text: string): string {
  return /[{}]/.test(text) ? `'${text}'` : text;
}

/** The margin before the entries of a block collection; where there are none yet, `width` spaces. */
function indent(text: string, path: readonly string[], width: number): string {
  const node = parseDocument(text).getIn(path, true) as Node | undefined;
  const first = isSeq(node) ? node.items[0] : isMap(node) ? node.items[0]?.key : undefined;
  const start = (first as Node | undefined)?.range?.[0];
  if (start === undefined) return ' '.repeat(width);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return /^ */.exec(text.slice(lineStart))?.[0] ?? '';
}
