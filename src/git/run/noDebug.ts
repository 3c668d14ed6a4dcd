/**
 * Stands in the bundled program where simple-git expects `debug`, and where `silenceDebug` is imported: what is not
 * there prints nothing, whatever `DEBUG` says, and takes no time to load.
 */
interface Log {
  (...args: unknown[]): void;
  enabled: boolean;
  extend(): Log;
}

const log: Log = Object.assign(() => undefined, { enabled: false, extend: () => log });

export default Object.assign(() => log, { formatters: {} });

/** There is nothing to silence. */
export const silenceDebug = (): void => undefined;
