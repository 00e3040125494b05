import { once } from 'node:events';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpAgents } from '../../../shared/http/http-agents.ts';
import { createHttpPool, type HttpPoolOptions } from '../../../shared/http/http-pool.ts';
import { HttpFault, type HttpRequest, type HttpRequestOptions } from '../../../shared/http/http-request.ts';
import { certificate, closeServers, onHead, serve, serveOneHead, serveRaw } from './http-server-sample.ts';

afterEach(closeServers);

const token = 'eyJ0b2tlbi1vZi1Bbm4';
const plain = (options: Partial<HttpPoolOptions> = {}) => createHttpPool({ connectionsMax: 128, ...options });
const trusting = () => plain({ agentOptions: { ca: certificate.certificate } });

type TimedRequest = HttpRequestOptions & { timeoutMilliseconds: number };

function get(url: string, change: Partial<TimedRequest> = {}): TimedRequest {
  const headers = { Authorization: `Bearer ${token}` };
  return { url, method: 'GET', headers, timeoutMilliseconds: 5_000, responseMaxBytes: 1_000, ...change };
}

async function faultOf(request: HttpRequest, options: HttpRequestOptions): Promise<HttpFault> {
  const error: unknown = await request(options).then(
    (answer) => new Error(`answered ${answer.status}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpFault)) throw error;
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  return error;
}

describe('createHttpPool', () => {
  it('sends what it is told and gives status, headers and body', async () => {
    const { url } = await serve((request, response) => {
      const seen: Buffer[] = [];
      request.on('data', (chunk: Buffer) => seen.push(chunk));
      request.on('end', () => {
        response.writeHead(202, { 'Request-Id': 'r1' });
        response.end(JSON.stringify([request.method, request.url, request.headers, Buffer.concat(seen).toString()]));
      });
    });
    const answer = await plain()(get(`${url}/a%2Fb?c=d`, { method: 'POST', body: '{"é":1}' }));
    expect(answer).toMatchObject({ status: 202, isComplete: true, headers: { 'request-id': 'r1' } });
    expect(JSON.parse(answer.body.toString())).toMatchObject([
      'POST',
      '/a%2Fb?c=d',
      {
        authorization: `Bearer ${token}`,
        'content-length': '8',
        'accept-encoding': 'identity',
        connection: 'keep-alive',
      },
      '{"é":1}',
    ]);
  });

  it('keeps a connection for requests to its own server, and for those to no other', async () => {
    const [one, other] = await Promise.all(
      ['one', 'other'].map((name) => serve((_request, response) => response.end(name))),
    );
    const request = plain();
    const bodies: string[] = [];
    for (const { url } of [one!, other!, one!, other!]) bodies.push((await request(get(url))).body.toString());
    expect(bodies).toEqual(['one', 'other', 'one', 'other']);
    expect([one!.connections(), other!.connections()]).toEqual([1, 1]);
  });

  it('sends bytes as they are, and says that a POST without a body is empty', async () => {
    const { url } = await serve((request, response) => {
      response.setHeader('Length', request.headers['content-length'] ?? 'none');
      request.pipe(response);
    });
    const bytes = Uint8Array.from([0, 255, 128]);
    expect([...(await plain()(get(url, { method: 'POST', body: bytes }))).body]).toEqual([0, 255, 128]);
    expect((await plain()(get(url, { method: 'POST' }))).headers['length']).toBe('0');
  });

  it('uses a connection again, over https too', async () => {
    for (const isSecure of [false, true]) {
      const { url, connections } = await serve((_, response) => response.end('x'), { isSecure });
      const request = trusting();
      for (let index = 0; index < 20; index += 1) await request(get(url));
      expect(connections()).toBe(1);
    }
  });

  it('leaves no listeners behind on a connection', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { url } = await serve((_, response) => response.end('x'));
    const request = plain();
    for (let index = 0; index < 50; index += 1) await request(get(url));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('does not keep a connection that the server is about to close', async () => {
    const { url, connections } = await serve((_, response) => {
      response.setHeader('Keep-Alive', 'timeout=1');
      response.end('x');
    });
    const request = plain();
    await request(get(url));
    await request(get(url));
    expect(connections()).toBe(2);
  });

  it('closes a connection that nobody uses', async () => {
    const { url, closing } = await serveOneHead((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    );
    await plain({ idleMilliseconds: 50 })(get(url));
    await closing;
    expect(createHttpAgents({}).https.options).toMatchObject({ keepAlive: true, timeout: 4_000 });
  });

  it('follows no redirect', async () => {
    const { url, connections } = await serve((request, response) =>
      response.writeHead(307, { Location: '/other' }).end(request.url),
    );
    expect((await plain()(get(`${url}/first`))).status).toBe(307);
    expect(connections()).toBe(1);
  });

  it('sends plain http to loopback only', async () => {
    for (const url of [
      'http://192.0.2.1/',
      'http://contoso.com/',
      'ftp://localhost/',
      'nonsense',
      'http://127.0.0.1.contoso.com/',
    ])
      expect(await faultOf(plain(), get(url))).toMatchObject({ reason: 'insecure_address', wasSent: false });
  });

  it('is refused each time, also among very many others', async () => {
    const request = plain();
    for (let count = 0; count < 500; count++) {
      const url = `http://contoso.com/${count % 250}`;
      expect(await faultOf(request, get(url))).toMatchObject({ reason: 'insecure_address', wasSent: false });
    }
  });
});

describe('a request that never left', () => {
  it('is one to a port where nobody listens', async () => {
    const { url } = await serveRaw(() => undefined);
    await closeServers();
    for (const address of [url, url.replace('http:', 'https:')])
      expect(await faultOf(plain(), get(address))).toMatchObject({ reason: 'ECONNREFUSED', wasSent: false });
  });

  it('is one to a name that does not exist', async () => {
    const fault = await faultOf(plain(), get('https://guestmail.invalid/'));
    expect(fault.wasSent).toBe(false);
  });

  it('is one to a server whose certificate is not trusted, and that server sees none of it', async () => {
    let requests = 0;
    const { url, connections } = await serve(() => (requests += 1), { isSecure: true });
    const fault = await faultOf(plain(), get(url, { method: 'POST', body: 'x' }));
    expect(fault).toMatchObject({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', wasSent: false });
    expect([requests, connections()]).toEqual([0, 1]);
  });

  it('is one whose TLS handshake fails, breaks off or does not end', async () => {
    const garbage = await serveRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'https');
    expect((await faultOf(plain(), get(garbage.url))).wasSent).toBe(false);
    const cut = await serveRaw((socket) => socket.destroy(), 'https');
    expect((await faultOf(plain(), get(cut.url))).wasSent).toBe(false);
    let closing: Promise<unknown> | undefined;
    const silent = await serveRaw((socket) => {
      closing = once(socket.resume(), 'close');
    }, 'https');
    const fault = await faultOf(plain(), get(silent.url, { timeoutMilliseconds: 100 }));
    expect(fault).toMatchObject({ reason: 'timeout', wasSent: false });
    await closing;
  });

  it('is one that waited for a connection in vain', async () => {
    const { url, connections } = await serveRaw(() => undefined);
    const request = plain({ connectionsMax: 1 });
    const [first, second] = await Promise.all([
      faultOf(request, get(url, { timeoutMilliseconds: 300 })),
      faultOf(request, get(url, { timeoutMilliseconds: 100 })),
    ]);
    expect([first.wasSent, second.wasSent, connections()]).toEqual([true, false, 1]);
  });

  it('is one that Node refuses to write', async () => {
    const { url, connections } = await serve((_, response) => response.end());
    const headers = { Authorization: `Bearer ${token}\r\nX: y` };
    expect(await faultOf(plain(), get(url, { headers }))).toMatchObject({ reason: 'ERR_INVALID_CHAR', wasSent: false });
    expect(connections()).toBe(0);
  });
});

describe('a request that may have left', () => {
  it('is one whose connection is reset, closed or filled with garbage', async () => {
    const endings: ((socket: Socket) => void)[] = [
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end(),
      (socket) => socket.end('\u0000 not HTTP\r\n\r\n'),
      (socket) => socket.end('HTTP/1.1 202 Acc'),
      (socket) => socket.end(`HTTP/1.1 202 Accepted\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`),
      (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ];
    for (const end of endings) {
      const { url, connections } = await serveRaw((socket) => onHead(socket, () => end(socket)));
      const fault = await faultOf(plain(), get(url));
      expect([fault.wasSent, connections()]).toEqual([true, 1]);
      expect(fault.reason).not.toBe('timeout');
    }
  });

  it('is one that is not answered in time, and its connection is given up', async () => {
    const { url, closing } = await serveOneHead(() => undefined);
    const fault = await faultOf(plain(), get(url, { timeoutMilliseconds: 100 }));
    expect(fault).toMatchObject({ reason: 'timeout', wasSent: true });
    await closing;
  });

  it('is one on a connection from before, and it is not repeated', async () => {
    let requests = 0;
    const { url, connections } = await serveRaw((socket) =>
      onHead(socket, () => {
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        else socket.resetAndDestroy();
      }),
    );
    const request = plain();
    await request(get(url));
    expect((await faultOf(request, get(url, { method: 'POST', body: 'x' }))).wasSent).toBe(true);
    expect([requests, connections()]).toEqual([2, 1]);
  });

  it('is over for the caller when its time is, whatever it waits for', async () => {
    const { url } = await serveRaw((socket) => onHead(socket, () => socket.write('HTTP/1.1 100 Continue\r\n\r\n')));
    const fault = await faultOf(plain(), get(url, { timeoutMilliseconds: 100 }));
    expect(fault).toMatchObject({ reason: 'timeout', wasSent: true });
  });
});

describe('an answer whose head came', () => {
  it('is cut at the limit', async () => {
    const { url } = await serve((_, response) => response.writeHead(400).end('x'.repeat(100_000)));
    const answer = await plain()(get(url, { responseMaxBytes: 10 }));
    expect(answer).toMatchObject({ status: 400, isComplete: false, body: Buffer.from('x'.repeat(10)) });
    const fits = await plain()(get(url, { responseMaxBytes: 100_000 }));
    expect([fits.isComplete, fits.body.length]).toEqual([true, 100_000]);
  });

  it('counts although its body ends too early or not at all', async () => {
    const head = 'HTTP/1.1 403 Forbidden\r\nRequest-Id: r1\r\nContent-Length: 10\r\n\r\nabc';
    const cut = await serveRaw((socket) => onHead(socket, () => socket.end(head)));
    const hung = await serveRaw((socket) => onHead(socket, () => socket.write(head)));
    for (const [{ url }, timeoutMilliseconds] of [
      [cut, 60_000],
      [hung, 200],
    ] as const)
      expect(await plain()(get(url, { timeoutMilliseconds }))).toMatchObject({
        status: 403,
        headers: { 'request-id': 'r1' },
        body: Buffer.from('abc'),
        isComplete: false,
      });
  });

  it('counts although the rest of the request is not read, and the connection is given up', async () => {
    let closing: Promise<unknown> | undefined;
    let socket: Socket | undefined;
    const { url } = await serveRaw((connection) => {
      socket = connection;
      closing = once(connection, 'close');
      connection.once('data', () => {
        connection.pause().write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const body = Buffer.alloc(30 * 1024 * 1024);
    expect((await plain()(get(url, { method: 'POST', body }))).status).toBe(413);
    socket?.resume();
    await closing;
    expect(socket?.bytesRead).toBeLessThan(body.length);
  });
});

describe('many requests at once', () => {
  it('share a bounded number of connections, in their order', async () => {
    let open = 0;
    let most = 0;
    const paths: string[] = [];
    const { url, connections } = await serve((request, response) => {
      open += 1;
      most = Math.max(most, open);
      paths.push(request.url ?? '');
      setTimeout(() => {
        open -= 1;
        response.end('x');
      }, 5);
    });
    const request = plain({ connectionsMax: 3 });
    const all = Array.from({ length: 12 }, (_, index) => request(get(`${url}/${index}`)));
    expect((await Promise.all(all)).every(({ status }) => status === 200)).toBe(true);
    expect([most, connections()]).toEqual([3, 3]);
    // The first of three new connections that is open is anybody's.
    const numbers = paths.map((path) => Number(path.slice(1)));
    for (const [index, number] of numbers.entries()) expect(Math.abs(number - index)).toBeLessThanOrEqual(3);
  });

  it('go on after some of them failed', async () => {
    let requests = 0;
    const { url } = await serve((request, response) => {
      requests += 1;
      if (requests % 2) request.socket.destroy();
      else response.end('x');
    });
    const request = plain({ connectionsMax: 2 });
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => request(get(url))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });
});
