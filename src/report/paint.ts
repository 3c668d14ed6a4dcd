import { styleText } from 'node:util';

/** What a stretch of a report is, for a terminal to show by colour. Nothing is said by colour alone. */
export type Role = 'failure' | 'heading' | 'place';
/** Wraps a text in the escape sequences of its role, or leaves it as it is. */
export type Paint = (role: Role, text: string) => string;

/**
 * Colours that can be read on white and on black, in what terminals make of the sixteen: cyan, green and yellow are too
 * pale for the one, blue too dark for the other.
 */
const STYLES: Record<Role, Parameters<typeof styleText>[0]> = {
  failure: ['bold', 'red'],
  heading: 'bold',
  place: 'magenta',
};

/**
 * Colours on a terminal, unless `NO_COLOR` is set; anywhere, where `FORCE_COLOR` is set to something but 0.
 *
 * @see https://no-color.org and https://force-color.org
 */
export function paintFor(environment: NodeJS.ProcessEnv, isTerminal: boolean): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  const isRefused = Boolean(NO_COLOR) || FORCE_COLOR === '0' || TERM === 'dumb';
  const isColoured = isForced || (isTerminal && !isRefused);
  return isColoured
    ? (role, text) => styleText(STYLES[role], text, { validateStream: false })
    : (_role, text) => text;
}
