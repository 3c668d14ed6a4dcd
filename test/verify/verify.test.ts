import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type GivenKey, readGivenKey } from '../../src/rules/givenKey.ts';
import { readApiUrl } from '../../src/verify/apiUrl.ts';
import { verifyKey } from '../../src/verify/verifyKey.ts';
import { currentKey, federatedKey, leakedRun, secretOf } from '../support/keys.ts';
import {
  cleanEnvironment,
  installedPackage,
  scratchFolder,
  type Variables,
} from '../support/scratchRepository.ts';

/** Has a server listen on this machine until the test is over. */
async function listen(server: Server | TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const answering =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end('{"data":[]}');

async function urlOf(server: Server | TcpServer): Promise<string> {
  return `http://127.0.0.1:${await listen(server)}`;
}

/** Runs the program as it is installed, with a key on its standard input. */
function verify(key: string, args: string[], variables: Variables = {}) {
  const program = join(installedPackage(), 'dist', 'bin.cjs');
  const home = scratchFolder('verify');
  return new Promise<{ status: number | null; stdout: string; output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [program, 'verify', ...args],
      { cwd: home, env: { ...cleanEnvironment(home), ...variables } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, output: stdout + stderr }),
    );
    child.stdin?.end(key);
  });
}

const given = (key: string) => readGivenKey(key) as GivenKey;

test.each([
  [200, 'active', 1],
  [403, 'active', 1],
  [401, 'inactive', 0],
  [404, 'unknown', 2],
  [429, 'unknown', 2],
  [500, 'unknown', 2],
  [204, 'unknown', 2],
])('an answer of %i: %s, exit %i', async (code, status, exit) => {
  const requests: IncomingMessage[] = [];
  const url = await urlOf(
    createServer((request, response) => {
      requests.push(request);
      answering(code)(request, response);
    }),
  );
  const key = currentKey();
  const outcome = await verify(`${key}\n`, ['--api-url', url, '--format', 'json']);
  expect(outcome.status).toBe(exit);
  expect(JSON.parse(outcome.stdout)).toMatchObject({
    schemaVersion: 1,
    status,
    httpStatus: code,
    key: { redacted: `${key.slice(0, 13)}********`, keyPrefix: key.slice(0, 12) },
  });
  expect(leakedRun(outcome.output, key)).toBeUndefined();
  expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual(['GET /v1/models']);
  expect(requests[0]?.headers.authorization).toBe(`Api-Key ${key}`);
});

test('an active key is told with the command that revokes it', async () => {
  const key = currentKey();
  const url = await urlOf(createServer(answering(200)));
  const { stdout } = await verify(key, ['--api-url', url]);
  expect(stdout).toContain('is active: revoke it.');
  expect(stdout).toContain(`baseten org api-key delete --prefix ${key.slice(0, 12)}\n`);
});

test('a key of a gateway that is not taken may be active there', async () => {
  const url = readApiUrl(await urlOf(createServer(answering(401))));
  expect(await verifyKey(given(federatedKey()), url)).toMatchObject({
    status: 'inactive',
    reason: expect.stringContaining('gateway'),
  });
});

test('no redirect is followed, to whatever host', async () => {
  let asked = 0;
  const other = await urlOf(
    createServer((request, response) => {
      asked++;
      answering(200)(request, response);
    }),
  );
  for (const code of [301, 302, 303, 307, 308]) {
    const url = readApiUrl(await urlOf(createServer(answering(code, { location: `${other}/v1/models` }))));
    expect(await verifyKey(given(currentKey()), url)).toMatchObject({ status: 'unknown', httpStatus: code });
  }
  expect(asked).toBe(0);
});

describe('whatever goes wrong is "unknown", with the reason and without the key', () => {
  const tcp = (onConnection: (socket: Socket) => void) =>
    createTcpServer((socket) => onConnection(socket.on('error', () => undefined)));
  test.each<[string, () => Server | TcpServer, RegExp]>([
    ['garbage', () => tcp((socket) => socket.end('garbage\n')), /no HTTP server/],
    [
      'a reset',
      () => tcp((socket) => socket.once('data', () => socket.resetAndDestroy())),
      /ended before an answer/,
    ],
    [
      'an early end',
      () => tcp((socket) => socket.once('data', () => socket.end())),
      /ended before an answer/,
    ],
    ['silence', () => tcp(() => undefined), /No answer came within 0.2 seconds/],
    [
      'headers without an end',
      () => tcp((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`)),
      /No answer came|no HTTP/,
    ],
    [
      'one header at a time',
      () =>
        tcp((socket) => {
          socket.write('HTTP/1.1 200 OK\r\n');
          const drip = setInterval(() => socket.write('x: y\r\n'), 20);
          socket.once('close', () => clearInterval(drip));
        }),
      /within 0.2 seconds/,
    ],
  ])('%s', async (_name, make, reason) => {
    const key = currentKey();
    const url = readApiUrl(await urlOf(make()));
    const result = await verifyKey(given(key), url, 200);
    expect(result).toMatchObject({ status: 'unknown', reason: expect.stringMatching(reason) });
    expect(leakedRun(JSON.stringify(result), key)).toBeUndefined();
  });

  test('a closed port', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const result = await verifyKey(given(currentKey()), readApiUrl(`http://localhost:${port}`));
    expect(result).toMatchObject({ status: 'unknown', reason: 'Nothing answers there.' });
  });

  test('a host that does not exist', async () => {
    const result = await verifyKey(given(currentKey()), readApiUrl('https://baseten.invalid'), 5_000);
    expect(result.status).toBe('unknown');
  });
});

test('a body without an end is not waited for, nor read', async () => {
  const url = await urlOf(
    createServer((_request, response) => {
      response.writeHead(200);
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', flood);
      flood();
    }),
  );
  const outcome = await verify(currentKey(), ['--api-url', url]);
  expect(outcome.status).toBe(1);
  expect(outcome.output).not.toContain('xxxxxxxx');
});

test.each([
  'http://api.baseten.co',
  'http://127.0.0.1.example.invalid',
  'http://10.0.0.1',
  'https://user@api.baseten.co',
  'https://api.baseten.co/?key=1',
  'ftp://127.0.0.1',
  'api.baseten.co',
  '',
])('an address that a key is not sent to: %s', async (url) => {
  const outcome = await verify(currentKey(), ['--api-url', url]);
  expect(outcome).toMatchObject({ status: 2, stdout: '' });
  expect(outcome.output).toContain('--api-url is not an HTTPS address');
});

test('addresses that a key may be sent to', () => {
  expect(readApiUrl().href).toBe('https://api.baseten.co/v1/models');
  expect(readApiUrl('https://api.example.com/baseten/').href).toBe(
    'https://api.example.com/baseten/v1/models',
  );
  for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]']) {
    expect(readApiUrl(`http://${host}:8080`).href).toBe(`http://${host}:8080/v1/models`);
  }
});

test('nothing that node or undici prints for a fault holds the key', async () => {
  const key = currentKey();
  const url = await urlOf(createServer(answering(200)));
  const { status, output } = await verify(key, ['--api-url', url], {
    NODE_DEBUG: 'http,https,net,tls,stream,undici,fetch',
    DEBUG: '*',
  });
  expect(status).toBe(1);
  // Nor anything else: it is kept from stderr.
  expect(output).not.toMatch(/^[A-Z]+ \d+: /m);
  expect(leakedRun(output, key)).toBeUndefined();
  // A buffer is printed byte by byte.
  const hex = Buffer.from(secretOf(key).slice(-8))
    .toString('hex')
    .replace(/..(?!$)/g, '$& ');
  expect(output).not.toContain(hex);
});

test('plain HTTP of this machine goes to no proxy', async () => {
  let asked = 0;
  const proxy = await urlOf(
    createServer((request, response) => {
      asked++;
      answering(200)(request, response);
    }),
  );
  const url = await urlOf(createServer(answering(401)));
  expect((await verify(currentKey(), ['--api-url', url], { http_proxy: proxy })).status).toBe(0);
  expect(asked).toBe(0);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.runIf(hasOpenssl)('HTTPS', () => {
  /** A server with a certificate of its own, and the file of that certificate. */
  async function tlsServer(status: number) {
    const folder = scratchFolder('certificate');
    const [keyFile, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      keyFile,
      '-out',
      certificate,
    ]);
    expect(made.status).toBe(0);
    const requests: IncomingMessage[] = [];
    const server = createTlsServer(
      { key: readFileSync(keyFile), cert: readFileSync(certificate) },
      (request, response) => {
        requests.push(request);
        answering(status)(request, response);
      },
    );
    return { port: await listen(server as unknown as Server), certificate, requests };
  }

  test('a certificate that is trusted', async () => {
    const { port, certificate } = await tlsServer(200);
    const outcome = await verify(currentKey(), ['--api-url', `https://localhost:${port}`], {
      NODE_EXTRA_CA_CERTS: certificate,
    });
    expect(outcome.status).toBe(1);
  });

  test.each<Variables>([{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }])(
    'one that is not, with %j: unknown, and the key is not sent',
    async (variables) => {
      const { port, requests } = await tlsServer(200);
      const outcome = await verify(currentKey(), ['--api-url', `https://localhost:${port}`], variables);
      expect(outcome.status).toBe(2);
      expect(outcome.stdout).toContain('certificate is not trusted');
      expect(requests).toEqual([]);
    },
  );

  test('a certificate of another host', async () => {
    const { port, certificate } = await tlsServer(200);
    const outcome = await verify(currentKey(), ['--api-url', `https://127.0.0.1:${port}`], {
      NODE_EXTRA_CA_CERTS: certificate,
    });
    expect(outcome.stdout).toContain('certificate is not trusted');
    expect(outcome.status).toBe(2);
  });

  /** A proxy that passes connections on, and keeps what it saw. */
  async function connectProxy() {
    const asked: string[] = [];
    let seen = '';
    const server = createServer().on('connect', (request, client: Socket) => {
      asked.push(request.url ?? '');
      const [, port] = (request.url ?? '').split(':');
      const target = connect(Number(port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.on('data', (bytes) => (seen += bytes.toString('latin1'))).pipe(target);
        target.pipe(client);
      });
      for (const socket of [client, target]) socket.on('error', () => socket.destroy());
      seen += JSON.stringify(request.headers);
    });
    return { url: await urlOf(server), asked, seen: () => seen };
  }

  test.each(['HTTPS_PROXY', 'https_proxy'])('the proxy of %s is used, and sees no key', async (name) => {
    const { port, certificate, requests } = await tlsServer(200);
    const proxy = await connectProxy();
    const key = currentKey();
    const outcome = await verify(key, ['--api-url', `https://localhost:${port}`], {
      NODE_EXTRA_CA_CERTS: certificate,
      [name]: proxy.url,
    });
    expect(outcome.status).toBe(1);
    expect(proxy.asked).toEqual([`localhost:${port}`]);
    expect(requests).toHaveLength(1);
    expect(leakedRun(proxy.seen(), key)).toBeUndefined();
  });

  test.each(['NO_PROXY', 'no_proxy'])('%s names hosts that are asked directly', async (name) => {
    const { port, certificate } = await tlsServer(200);
    const proxy = await connectProxy();
    const outcome = await verify(currentKey(), ['--api-url', `https://localhost:${port}`], {
      NODE_EXTRA_CA_CERTS: certificate,
      HTTPS_PROXY: proxy.url,
      [name]: 'localhost',
    });
    expect(outcome.status).toBe(1);
    expect(proxy.asked).toEqual([]);
  });

  test('an untrusted certificate behind a proxy is refused all the same', async () => {
    const { port, requests } = await tlsServer(200);
    const proxy = await connectProxy();
    const outcome = await verify(currentKey(), ['--api-url', `https://localhost:${port}`], {
      HTTPS_PROXY: proxy.url,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    });
    expect(outcome.status).toBe(2);
    expect(requests).toEqual([]);
  });

  test('a proxy that refuses', async () => {
    const proxy = await urlOf(
      createServer().on('connect', (_request, client: Socket) => {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      }),
    );
    const outcome = await verify(currentKey(), ['--api-url', 'https://localhost:9'], {
      HTTPS_PROXY: proxy.replace('//', '//name:word@'),
    });
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('proxy of the environment');
    expect(outcome.output).not.toContain('word@');
  });
});
