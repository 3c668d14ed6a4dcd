let stop: (() => void) | undefined;

/**
 * Says what Ctrl-C is to do first, for a scan that has something to report before its end. A second Ctrl-C ends the
 * program as ever.
 */
export function onInterrupt(listener: () => void): void {
  stop = listener;
}

/** @returns whether someone takes care of it */
export function interrupt(): boolean {
  stop?.();
  return stop !== undefined;
}
