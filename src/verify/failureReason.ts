/** What went wrong, by the codes of Node and of undici; its own words, which may quote what was sent, are not kept. */
const REASONS: readonly [RegExp, string][] = [
  [
    /^(?:ENOTFOUND|EAI_)/,
    'Its host was not found: check the network, and HTTPS_PROXY where there is a proxy.',
  ],
  [/^ECONNREFUSED$/, 'Nothing answers there.'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'The connection was ended before an answer came.'],
  [/TIMEDOUT|TIMEOUT/, 'The connection took too long.'],
  [/^HPE_|^UND_ERR_HEADERS_OVERFLOW$|^UND_ERR_RESPONSE/, 'What answered is no HTTP server.'],
  [/CERT|SIGNATURE|ISSUER|SELF_SIGNED/, 'Its certificate is not trusted, so the key was not sent.'],
  [/SSL|TLS|^EPROTO$/, 'No encrypted connection came about, so the key was not sent.'],
  [
    /^(?:UND_ERR_ABORTED|UND_ERR_INVALID_ARG|ERR_INVALID_URL)$/,
    'The proxy of the environment let nothing through.',
  ],
];

/**
 * Why no answer came, in one sentence that holds nothing of what was sent.
 *
 * @param patienceMs how long it was waited for, in milliseconds
 */
export function failureReason(error: unknown, patienceMs: number): string {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError') return `No answer came within ${patienceMs / 1_000} seconds.`;
  // undici's parser does not always give its error a code.
  const known = typeof code === 'string' ? code : name === 'HTTPParserError' ? 'HPE_' : '';
  const reason = REASONS.find(([codes]) => codes.test(known))?.[1];
  return reason ?? `No answer came (${/^\w+$/.test(known) ? known : 'unknown'}).`;
}
