import { createRequire } from 'node:module';

/**
 * With `DEBUG=*` simple-git prints git's output and the whole environment, keys included, through `debug`. Its names
 * are excluded here; those of a program that uses us as a library stay as they were. The bundled program has no
 * `debug` at all: see `noDebug.ts`.
 */
export function silenceDebug(): void {
  const debug = createRequire(import.meta.resolve('simple-git'))('debug') as {
    disable(): string;
    enable(namespaces: string): void;
  };
  const enabled = debug.disable();
  if (enabled !== '') debug.enable(`${enabled},-simple-git*,-@kwsites/*`);
}
