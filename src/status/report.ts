import { jsonReportOf } from '../report/documents/json.ts';
import { COLUMNS, fold } from '../report/fold.ts';
import { answerOf, type HookStatus, RUN_BY, type Status } from './status.ts';

const ANSWERS = { yes: 'yes', no: 'NO', unknown: 'it cannot be told' };

/** The status as one screen of text. */
export function statusText({ hooks }: Status): string {
  return [
    `Would a key be stopped here, now? ${ANSWERS[answerOf({ hooks })]}`,
    '',
    ...hooks.flatMap(lines),
    '',
    'Tried with a key made up for this, in a scratch index, on our own lines of each',
    'hook, as git runs them and with the short PATH of a desktop client. The rest of',
    'a hook may change files, and was not run.',
    '',
  ].join('\n');
}

function lines({ hook, verdict, file, reason }: HookStatus): string[] {
  const answer = { stops: 'yes', absent: 'no ', fails: 'NO ', unknown: '?  ' }[verdict];
  const asking = hook === 'pre-push' && verdict === 'absent' ? '; `install --pre-push` adds it' : '';
  const beginning = `  ${RUN_BY[hook].padEnd(10)}  ${answer}  ${file}`;
  if (reason === undefined) return [beginning];
  const line = `${beginning}: ${reason}${asking}`;
  return line.length <= COLUMNS ? [line] : [`${beginning}:`, ...fold(`${reason}${asking}`, ' '.repeat(19))];
}

/**
 * The status as one JSON document.
 *
 * @param version of this program
 */
export function statusJson(status: Status, version: string): string {
  const { wouldStop, hooks } = status;
  return jsonReportOf({ wouldStop, hooks }, version);
}
