/** A receiver over https, as it may behave. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { afterEach, describe, expect, it } from 'vitest';
import { buildMessageEvent } from '../../../shared/callbacks/callback-event.ts';
import { createDeliverEvent } from '../../../shared/callbacks/deliver-event.ts';
import { createPublicPool } from '../../../shared/http/public-pool.ts';
import { certificate, closeServers, serve, serveRaw } from '../http/http-server-sample.ts';
import { hostTenantId, messageId } from './callback-sample.ts';

afterEach(closeServers);

const keys = [randomBytes(32), randomBytes(24)];
const event = buildMessageEvent(hostTenantId, { id: messageId(1), status: 'sent', updatedAt: new Date() })!;

function createDeliver(timeoutMilliseconds = 20_000, ca: string | undefined = certificate.certificate) {
  const request = createPublicPool({
    connectionsMax: 4,
    resolutionsMax: 2,
    isLoopbackAllowed: true,
    agentOptions: ca === undefined ? {} : { ca },
  });
  return createDeliverEvent({ request, now: () => new Date(), timeoutMilliseconds });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function receive(answer: (incoming: IncomingMessage, response: ServerResponse) => void) {
  const seen: { headers: Record<string, string>; body: string }[] = [];
  const server = await serve(
    (incoming, response) =>
      void readBody(incoming).then((body) => {
        seen.push({ headers: incoming.headers as Record<string, string>, body });
        answer(incoming, response);
      }),
    { isSecure: true },
  );
  return { ...server, url: `https://localhost:${server.port}/events?key=1`, seen };
}

describe('createDeliverEvent', () => {
  it('signs with every secret what both packages verify', async () => {
    const { url, seen } = await receive((_incoming, response) => response.writeHead(204).end());
    expect(await createDeliver()(url, { keys }, event)).toEqual({ kind: 'delivered' });
    const { headers, body } = seen[0]!;
    for (const key of keys.map((bytes) => bytes.toString('base64'))) {
      expect(new StandardWebhook(key).verify(body, headers)).toEqual(JSON.parse(event.body));
      expect(() => new Svix(key).verify(body, headers)).not.toThrow();
    }
    expect(() => new StandardWebhook(keys[0]!.toString('base64')).verify(`${body} `, headers)).toThrow();
    expect(headers).toMatchObject({ 'webhook-id': event.id, 'content-type': 'application/json' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('shows a token in place of a signature', async () => {
    const { url, seen } = await receive((_incoming, response) => response.end());
    await createDeliver()(url, { token: 'identity-token' }, event);
    const { headers } = seen[0]!;
    expect(headers).toMatchObject({ authorization: 'Bearer identity-token', 'webhook-id': event.id });
    expect(headers).not.toHaveProperty('webhook-signature');
  });

  it.each([
    [200, { kind: 'delivered' }],
    [202, { kind: 'delivered' }],
    [299, { kind: 'delivered' }],
    [301, { kind: 'failed', reason: 'status_301' }],
    [307, { kind: 'failed', reason: 'status_307' }],
    [400, { kind: 'failed', reason: 'status_400' }],
    [401, { kind: 'failed', reason: 'status_401' }],
    [404, { kind: 'failed', reason: 'status_404' }],
    [410, { kind: 'gone' }],
    [429, { kind: 'failed', reason: 'status_429' }],
    [500, { kind: 'failed', reason: 'status_500' }],
    [503, { kind: 'failed', reason: 'status_503' }],
  ])('counts an answer by its status: %i', async (status, outcome) => {
    const elsewhere = await receive((_incoming, response) => response.end());
    const { url, seen } = await receive((_incoming, response) =>
      response.writeHead(status, { location: elsewhere.url, 'retry-after': '1' }).end('{"no":"matter"}'),
    );
    expect(await createDeliver()(url, { keys }, event)).toEqual(outcome);
    expect([seen.length, elsewhere.seen.length]).toEqual([1, 0]);
  });

  it('reads a few kilobytes of an endless answer, and takes its status', async () => {
    let written = 0;
    const { url } = await receive((_incoming, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) written += 64 * 1024;
        response.once('drain', write);
      };
      write();
    });
    expect(await createDeliver()(url, { keys }, event)).toEqual({ kind: 'delivered' });
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it('takes the status of an answer that never ends', async () => {
    const { url } = await receive((_incoming, response) => void response.writeHead(200).write('…'));
    expect(await createDeliver(2_000)(url, { keys }, event)).toEqual({ kind: 'delivered' });
  });

  it('gives a receiver up that is silent, before the handshake and after it', async () => {
    const silent = await serveRaw(() => undefined, 'https');
    const { url } = await receive(() => undefined);
    for (const one of [silent.url, url])
      expect(await createDeliver(300)(one, { keys }, event)).toEqual({ kind: 'failed', reason: 'timeout' });
  });

  it('tells nothing to a server that cannot prove its name', async () => {
    const { url, seen } = await receive((_incoming, response) => response.end());
    expect(await createDeliver(20_000, '')(url, { keys }, event)).toMatchObject({ kind: 'failed' });
    expect(seen).toEqual([]);
  });

  it('says that nobody is there', async () => {
    expect(await createDeliver()('https://localhost:1/', { keys }, event)).toEqual({
      kind: 'failed',
      reason: 'insecure_address',
    });
    const { port } = await receive(() => undefined);
    await closeServers();
    expect(await createDeliver()(`https://127.0.0.1:${port}/`, { keys }, event)).toEqual({
      kind: 'failed',
      reason: 'ECONNREFUSED',
    });
  });

  it('throws on a bug', async () => {
    const deliver = createDeliverEvent({
      request: () => Promise.reject(new TypeError('a bug')),
      now: () => new Date(),
    });
    await expect(deliver('https://localhost/', { keys }, event)).rejects.toThrow('a bug');
  });
});
