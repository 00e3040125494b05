import { getEventListeners, once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpPool } from '../../../shared/http/http-pool.ts';
import { HttpFault, type HttpAnswer, type HttpRequest } from '../../../shared/http/http-request.ts';
import { TimeLimit, withTimeLimit } from '../../../shared/time-limit.ts';
import { closeServers, serve, serveOneHead, serveRaw } from './http-server-sample.ts';

afterEach(closeServers);

const create = (connectionsMax = 128) => createHttpPool({ connectionsMax });

describe('an aborted request', () => {
  /** Starts a request that a signal ends. */
  function begin(request: HttpRequest, url: string, body?: Uint8Array) {
    const controller = new AbortController();
    const { signal } = controller;
    const options = { url, method: 'POST', headers: {}, body, responseMaxBytes: 1_000, signal };
    return { signal, outcome: settled(request(options)), abort: () => controller.abort() };
  }

  function settled(running: Promise<HttpAnswer>): Promise<HttpAnswer | HttpFault> {
    return running.catch((fault: HttpFault) => fault);
  }

  /** Counts requests and leaves them without an answer. */
  async function serveSilence() {
    const server = { requests: 0 };
    const silent = await serve(() => (server.requests += 1));
    return Object.assign(server, silent);
  }

  it('never begins when its signal has aborted before', async () => {
    const { url, connections } = await serve((_, response) => response.end());
    const signal = AbortSignal.abort();
    const options = { url, method: 'GET', headers: {}, responseMaxBytes: 1, signal };
    expect(await settled(create()(options))).toMatchObject({ reason: 'aborted', wasSent: false });
    expect(connections()).toBe(0);
  });

  it('leaves the waiting room, and its turn goes to the next one', async () => {
    const server = await serveSilence();
    const request = create(1);
    const first = begin(request, server.url);
    const second = begin(request, server.url);
    const third = begin(request, server.url);
    await vi.waitFor(() => expect(server.requests).toBe(1));
    second.abort();
    expect(await second.outcome).toMatchObject({ reason: 'aborted', wasSent: false });
    first.abort();
    expect(await first.outcome).toMatchObject({ reason: 'aborted', wasSent: true });
    await vi.waitFor(() => expect(server.requests).toBe(2));
    third.abort();
    expect([(await third.outcome) instanceof HttpFault, server.requests]).toEqual([true, 2]);
  });

  it('is not sent when its turn comes in the moment of the abort', async () => {
    const server = await serveSilence();
    const request = create(1);
    const first = begin(request, server.url);
    const second = begin(request, server.url);
    await vi.waitFor(() => expect(server.requests).toBe(1));
    first.abort();
    second.abort();
    expect(await second.outcome).toMatchObject({ reason: 'aborted', wasSent: false });
    const third = begin(request, `${server.url}/third`);
    await vi.waitFor(() => expect(server.requests).toBe(2));
    third.abort();
    await third.outcome;
    expect([server.requests, server.connections()]).toEqual([2, 2]);
  });

  it.each(['http', 'https'])(
    'gives up a connection over %s that is being made, and writes nothing to it',
    async (scheme) => {
      const opened = Promise.withResolvers<void>();
      let bytes = '';
      let closing: Promise<unknown> | undefined;
      const { url } = await serveRaw((socket) => {
        closing = once(socket, 'close');
        socket.on('data', (chunk: Buffer) => (bytes += chunk.toString('latin1')));
        opened.resolve();
      }, scheme);
      const { outcome, abort } = begin(create(), url);
      // Over https the connection has opened, and its handshake goes on without end.
      if (scheme === 'https') await opened.promise;
      abort();
      expect(await outcome).toMatchObject({ reason: 'aborted', wasSent: false });
      if (scheme === 'https') await closing;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await closing;
      expect(bytes).not.toContain('POST');
    },
  );

  it('is not written to a connection from before', async () => {
    const paths: (string | undefined)[] = [];
    const { url } = await serve((incoming, response) => {
      paths.push(incoming.url);
      response.end();
    });
    const request = create();
    await begin(request, `${url}/first`).outcome;
    const { outcome, abort } = begin(request, `${url}/second`);
    abort();
    expect(await outcome).toMatchObject({ reason: 'aborted', wasSent: false });
    await begin(request, `${url}/third`).outcome;
    expect(paths).toEqual(['/first', '/third']);
  });

  it('closes its connection while the request is being written', async () => {
    const accepted = Promise.withResolvers<Socket>();
    const { url } = await serveRaw((socket) => socket.once('data', () => accepted.resolve(socket.pause())));
    const body = Buffer.alloc(30 * 1024 * 1024);
    const { outcome, abort } = begin(create(), url, body);
    const socket = await accepted.promise;
    abort();
    expect(await outcome).toMatchObject({ reason: 'aborted', wasSent: true });
    const closing = once(socket, 'close');
    socket.resume();
    await closing;
    expect(socket.bytesRead).toBeLessThan(body.length);
  });

  it('closes its connection while the answer is awaited', async () => {
    const heads = Promise.withResolvers<void>();
    const { url, closing } = await serveOneHead(() => heads.resolve());
    const { outcome, abort } = begin(create(), url);
    await heads.promise;
    abort();
    expect(await outcome).toMatchObject({ reason: 'aborted', wasSent: true });
    await closing;
  });

  it('closes its connection while the answer is being read, and gives what has come', async () => {
    const { url, closing } = await serveOneHead((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
    );
    const { outcome, abort } = begin(create(), url);
    await new Promise((resolve) => setTimeout(resolve, 500));
    abort();
    expect(await outcome).toMatchObject({ status: 200, body: Buffer.from('abc'), isComplete: false });
    await closing;
  });

  it('says when a time limit was the reason', async () => {
    const { url } = await serveSilence();
    const seen: Promise<HttpAnswer | HttpFault>[] = [];
    const limited = withTimeLimit(50, (signal) => {
      const options = { url, method: 'GET', headers: {}, responseMaxBytes: 1, signal };
      seen.push(settled(create()(options)));
      return new Promise(() => undefined);
    });
    await expect(limited).rejects.toThrow(TimeLimit);
    expect(await seen[0]).toMatchObject({ reason: 'timeout' });
  });

  it('leaves no listener on a signal that lives on', async () => {
    const { url } = await serve((_, response) => response.end('x'));
    const { signal } = new AbortController();
    const options = { url, method: 'GET', headers: {}, responseMaxBytes: 10, signal };
    await create()(options);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
