import type { Dispatcher } from 'undici';
import type { GivenKey } from '../rules/givenKey.ts';
import { isPlainLoopback } from './apiUrl.ts';
import { failureReason } from './failureReason.ts';
import { type Verification, verdictOf } from './verification.ts';

/** From the look-up of the host to the first line of its answer. */
const PATIENCE_MS = 10_000;

/**
 * Asks Baseten whether a key is active: one request, no redirect followed, nothing read of the answer but its status.
 *
 * @param url of the list of models
 * @param patienceMs how long all of it may take, in milliseconds
 * @returns `unknown`, with the reason, for whatever goes wrong with the request; it does not throw for that
 */
export async function verifyKey(
  { secret, prefix }: GivenKey,
  url: URL,
  patienceMs = PATIENCE_MS,
): Promise<Verification> {
  // Loaded here: it takes longer to load than all else that stands in one file with this.
  const undici = await import('undici');
  let dispatcher: Dispatcher | undefined;
  try {
    dispatcher = dispatcherFor(url, undici);
    const { statusCode, body } = await undici.request(url, {
      dispatcher,
      // Baseten takes Bearer too, as its card has it, but not for federated keys: those would look inactive.
      headers: { authorization: `Api-Key ${secret}`, accept: 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
      reset: true,
    });
    // It ends the connection: what else is to come is nobody's business.
    body.on('error', () => undefined).destroy();
    return verdictOf(statusCode, prefix !== null);
  } catch (error) {
    return { status: 'unknown', httpStatus: null, reason: failureReason(error, patienceMs) };
  } finally {
    await dispatcher?.destroy();
  }
}

/**
 * The connection. The proxy that the environment names is used for HTTPS, of which it sees the host and not the key;
 * plain HTTP stays on this machine. Certificates are checked whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
function dispatcherFor(url: URL, { Agent, EnvHttpProxyAgent }: typeof import('undici')): Dispatcher {
  if (isPlainLoopback(url)) return new Agent();
  const tls = { rejectUnauthorized: true };
  return new EnvHttpProxyAgent({ connect: tls, requestTls: tls, proxyTls: tls });
}
