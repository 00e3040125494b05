import { request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  startEmulator,
  type EmulatedRequest,
  type Emulator,
} from '../../../../../infra/local/emulators/kit/emulator.ts';

let emulator: Emulator | undefined;
let seen: EmulatedRequest[] = [];

async function start(options: { bodyMaxBytes?: number; controlPrefix?: string } = {}): Promise<Emulator> {
  seen = [];
  emulator = await startEmulator({
    name: 'sample',
    port: 0,
    ...options,
    answer: (received) => {
      seen.push(received);
      return { status: 200, body: { path: received.path } };
    },
  });
  return emulator;
}

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

function sendRaw(url: string, path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { path, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('startEmulator', () => {
  it('hands path and headers over as they were sent', async () => {
    const { url } = await start();
    await fetch(`${url}/a%2Fb(x='1')?q=%27`, { headers: { 'X-Mixed-Case': 'Value' } });
    expect(seen[0]?.path).toBe("/a%2Fb(x='1')?q=%27");
    expect(seen[0]?.rawHeaders).toContain('Value');
  });

  it('keeps a path that begins with two slashes on its own host', async () => {
    const { url } = await start();
    expect(await sendRaw(url, '//contoso.com/x')).toBe(200);
    expect(seen[0]?.url.pathname).toBe('//contoso.com/x');
    expect(await sendRaw(url, '//')).toBe(200);
    expect(await sendRaw(url, 'http://contoso.com/x')).toBe(400);
  });

  it.each([
    ['localhost', 200],
    ['LOCALHOST:7080', 200],
    ['127.0.0.1:7080', 200],
    ['[::1]:7080', 200],
    ['contoso.com', 421],
    ['localhost.contoso.com', 421],
    ['contoso.com:localhost', 421],
    ['127.0.0.1.contoso.com', 421],
  ])('answers a request to the host %j with %i, control calls included', async (host, status) => {
    const { url, requests } = await start();
    expect(await sendRaw(url, '/state', { Host: host })).toBe(status);
    expect(await sendRaw(url, '/__emulator/requests', { Host: host })).toBe(status);
    expect(requests).toHaveLength(status === 200 ? 1 : 0);
  });

  it('lets no page of another site make a control call', async () => {
    const { url, requests } = await start({ controlPrefix: '/__sample/' });
    const from = async (path: string, origin?: string) =>
      (await fetch(`${url}${path}`, { method: 'DELETE', headers: origin ? { Origin: origin } : {} })).status;
    expect([await from('/__emulator/requests'), await from('/__emulator/requests', url)]).toEqual([204, 204]);
    for (const path of ['/__emulator/requests', '/__sample/state'])
      for (const origin of ['https://contoso.com', 'null']) expect(await from(path, origin)).toBe(403);
    expect(seen).toEqual([]);
    expect(await from('/state', 'https://contoso.com')).toBe(200);
    expect(requests).toHaveLength(1);
  });

  it('neither records its own control calls nor lets a fault hit them', async () => {
    const { url, requests, faults } = await start({ controlPrefix: '/__sample/' });
    faults.add({ action: { kind: 'answer', status: 500 } });
    expect((await fetch(`${url}/__sample/state`)).status).toBe(200);
    expect(requests).toEqual([]);
    expect((await fetch(`${url}/state`)).status).toBe(500);
    expect(requests).toMatchObject([{ path: '/state', status: 500, fault: 'answer' }]);
  });

  it('answers 413 to a body over the limit', async () => {
    const { url, requests } = await start({ bodyMaxBytes: 4 });
    expect((await fetch(url, { method: 'POST', body: '1234' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: '12345' })).status).toBe(413);
    expect(requests.map(({ status }) => status)).toEqual([200, 413]);
  });

  it('carries a request out and cuts the connection when told so', async () => {
    const { url, faults, requests } = await start();
    faults.add({ path: '^/x', action: { kind: 'cut-after-accepting' } });
    await expect(fetch(`${url}/x`)).rejects.toThrow();
    expect(seen).toHaveLength(1);
    expect(requests).toMatchObject([{ status: 0, fault: 'cut-after-accepting' }]);
  });

  const tokenFor = (oid: string) =>
    `Bearer e30.${Buffer.from(JSON.stringify({ oid })).toString('base64url')}.signature`;

  it.each([
    ['cuts the connection', { kind: 'cut-after-accepting', laterMilliseconds: 250 }],
    ['answers', { kind: 'execute-later', laterMilliseconds: 250, status: 503, headers: { 'Retry-After': '7' } }],
    ['lets the client give up', { kind: 'hang', laterMilliseconds: 250 }],
  ] as const)('%s and carries the request out afterwards when told so', async (_, action) => {
    const { url, faults, requests } = await start();
    faults.add({ action });
    const giveUp = new AbortController();
    const asked = fetch(url, { method: 'POST', body: 'x', signal: giveUp.signal })
      .then(({ status, headers }) => [status, headers.get('retry-after')])
      .catch(() => []);
    await vi.waitFor(() => expect(requests).toMatchObject([{ bodyBytes: 1 }]), { interval: 5 });
    if (action.kind === 'hang') giveUp.abort();
    expect(await asked).toEqual(action.kind === 'execute-later' ? [503, '7'] : []);
    expect(seen).toEqual([]);
    await vi.waitFor(() => expect(seen).toHaveLength(1));
  });

  it('hits the requests of one account alone when told so', async () => {
    const { url, faults } = await start();
    faults.add({ account: 'ANN', times: 2, action: { kind: 'answer', status: 429 } });
    const statusOf = async (authorization?: string) =>
      (await fetch(`${url}/x`, { headers: { ...(authorization && { authorization }) } })).status;
    const asked = [tokenFor('ben'), undefined, 'Bearer opaque', tokenFor('ann'), tokenFor('ann'), tokenFor('ann')];
    const statuses = [];
    for (const authorization of asked) statuses.push(await statusOf(authorization));
    expect(statuses).toEqual([200, 200, 200, 429, 429, 200]);
  });

  it('hits the requests whose headers match, and no others', async () => {
    const { url, faults } = await start();
    const headers = { 'Content-Range': '^bytes 4-', 'x-absent': '^$' };
    faults.add({ headers, times: 2, action: { kind: 'answer', status: 503 } });
    const ask = async (range: string, more = {}) =>
      (await fetch(url, { headers: { 'content-range': range, ...more } })).status;
    expect(await ask('bytes 0-3/8')).toBe(200);
    expect(await ask('bytes 4-7/8', { 'x-absent': 'v' })).toBe(200);
    expect(await ask('bytes 4-7/8')).toBe(503);
    expect((await fetch(url)).status).toBe(200);
  });

  it('records how many bytes came, and as text all but files', async () => {
    const { url, requests } = await start();
    for (const type of ['text/plain', 'application/octet-stream']) {
      await fetch(url, { method: 'PUT', body: 'bytes', headers: { 'content-type': type } });
    }
    expect(requests).toMatchObject([
      { body: 'bytes', bodyBytes: 5 },
      { body: '', bodyBytes: 5 },
    ]);
  });

  it('takes faults and gives its record over its control address', async () => {
    const { url } = await start();
    const fault = { method: 'GET', path: '^/x', action: { kind: 'answer', status: 503, body: { busy: true } } };
    await fetch(`${url}/__emulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const answer = await fetch(`${url}/x`);
    expect([answer.status, await answer.json()]).toEqual([503, { busy: true }]);
    expect(await (await fetch(`${url}/__emulator/requests`)).json()).toMatchObject([{ path: '/x', status: 503 }]);
    await fetch(`${url}/__emulator/requests`, { method: 'DELETE' });
    expect(await (await fetch(`${url}/__emulator/requests`)).json()).toEqual([]);
  });
});
