import { CannotScan } from '../errors.ts';

/** Where Baseten's API is. */
export const API_URL = 'https://api.baseten.co';

/** This machine, under the names that `URL` gives them. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Where a key is asked about: an address of the command line, or Baseten's. No file and no variable names another,
 * for a repository could bring them.
 *
 * @throws CannotScan for an address that is no HTTPS one, of this machine aside; it is not repeated
 */
export function readApiUrl(given: string = API_URL): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && (url.protocol === 'https:' || isPlainLoopback(url)) && isBare(url)) {
    return new URL('v1/models', `${url.origin}${url.pathname.replace(/\/*$/, '/')}`);
  }
  throw new CannotScan(
    '--api-url is not an HTTPS address without a name, a password, a query and a fragment.',
    `Leave it out to ask ${API_URL}. HTTP is for this machine's own addresses only.`,
  );
}

/** Whether it is of this machine, and nothing on the way is encrypted, for nobody is on the way. */
export function isPlainLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && LOOPBACK.test(hostname);
}

function isBare({ username, password, search, hash }: URL): boolean {
  return username === '' && password === '' && search === '' && hash === '';
}
