import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { closing, sendRaw } from './send-raw.ts';
import { startFixture, type FixtureOptions } from './start-fixture.ts';

interface Echo {
  method: string;
  url: string;
  query: Record<string, string>;
  params: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  functionName: string;
  invocationId: string;
  traceParent: string;
  retryContext: unknown;
}

const start = (streaming: boolean, options: FixtureOptions = {}) => startFixture('http', { ...options, streaming });
const echo = async (...request: Parameters<typeof fetch>) => (await (await fetch(...request)).json()) as Echo;

describe.each([
  ['createHttpTrigger without streaming', false],
  ['createHttpTrigger with streaming', true],
])('%s', (_, streaming) => {
  it('gives the function the method, address, query, parameters, headers and body', async () => {
    const { url } = await start(streaming);
    const seen = await echo(`${url}/echo/a%20b/c?x=1&y=%C3%A4`, {
      method: 'PUT',
      headers: { 'x-one': 'two', 'content-type': 'text/plain' },
      body: 'grüezi',
    });
    expect(seen).toMatchObject({
      method: 'PUT',
      url: `${url}/echo/a%20b/c?x=1&y=%C3%A4`,
      query: { x: '1', y: 'ä' },
      params: { first: 'a b', second: 'c' },
      headers: { 'x-one': 'two', 'content-type': 'text/plain', host: new URL(url).host },
      body: 'grüezi',
      functionName: 'echo',
      retryContext: null,
    });
  });

  it('keeps an encoded slash in a parameter and decodes the rest once', async () => {
    const { url } = await start(streaming);
    const { params } = await echo(`${url}/echo/a%2Fb%23EXT%23@x%2525`);
    expect(params['first']).toBe('a%2Fb#EXT#@x%25');
  });

  it('matches literals in any case and ignores one trailing slash', async () => {
    const { url } = await start(streaming);
    expect((await echo(`${url.replace('api', 'API')}/ECHO/First/`)).params).toMatchObject({ first: 'First' });
  });

  it('gives every invocation its own id and a trace, the one of the caller when there is one', async () => {
    const { url } = await start(streaming);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const [first, second, traced] = [
      await echo(`${url}/echo`),
      await echo(`${url}/echo`, { headers: { traceparent: 'nonsense' } }),
      await echo(`${url}/echo`, { headers: { traceparent } }),
    ];
    expect(first.invocationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.invocationId).not.toBe(second.invocationId);
    expect(first.traceParent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(second.traceParent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traced.traceParent).toBe(traceparent);
  });

  it('joins headers that come twice by commas', async () => {
    const { url } = await start(streaming);
    const answer = await sendRaw(
      url,
      closing('GET /api/echo HTTP/1.1', 'X-Twice: a', 'Authorization: b', 'authorization: c'),
    );
    expect(answer).toContain('"authorization":"b,c"');
    expect(answer).toContain('"x-twice":"a"');
  });

  it('converts JSON, bytes and empty bodies', async () => {
    const { url } = await start(streaming);
    const value = { list: [1, 'zwei', null], text: 'ß' };
    const json = await fetch(`${url}/json`, { method: 'POST', body: JSON.stringify(value) });
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(await json.json()).toEqual(value);

    const sent = Uint8Array.from({ length: 300_000 }, (__, index) => index % 256);
    const bytes = await fetch(`${url}/bytes`, { method: 'POST', headers: { 'content-type': 'image/x' }, body: sent });
    expect(bytes.headers.get('content-type')).toBe('image/x');
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(sent);
    expect((await echo(`${url}/echo`, { method: 'POST' })).body).toBe('');
  });

  it('gives the function a chunked body only with streaming', async () => {
    const { url } = await start(streaming);
    const chunked = closing('POST /api/echo HTTP/1.1', 'Transfer-Encoding: chunked');
    const answer = await sendRaw(url, chunked, '3\r\nabc\r\n', '2\r\nde\r\n0\r\n\r\n');
    expect(answer).toContain(streaming ? '"body":"abcde"' : '"body":""');
    expect(answer).toContain('"transfer-encoding":"chunked"');
  });

  it('asks a client that waits for it to send its body', async () => {
    const { url } = await start(streaming);
    const { port } = new URL(url);
    const request = sendRequest({
      port,
      path: '/api/echo',
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': 9 },
    });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('after all');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect((await response.toArray()).join('')).toContain('"body":"after all"');
  });

  it.each([200, 201, 204, 304, 400, 503])('answers status %i', async (status) => {
    const { url } = await start(streaming);
    const response = await fetch(`${url}/status/${status}`);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
  });

  it('answers HEAD without a body', async () => {
    const { url } = await start(streaming);
    const head = await fetch(`${url}/text`, { method: 'HEAD' });
    expect([head.status, head.headers.get('x-more'), await head.text()]).toEqual([200, streaming ? null : 'yes', '']);
    expect(await (await fetch(`${url}/text`)).text()).toBe('häuslich');
  });

  it('sets cookies', async () => {
    const { url } = await start(streaming);
    const cookies = (await fetch(`${url}/cookies`)).headers.getSetCookie().map((cookie) => cookie.toLowerCase());
    const first = cookies.find((cookie) => cookie.startsWith('__host-a='))!.split('; ');
    expect(first.toSorted()).toEqual(['__host-a=x%20y', 'httponly', 'path=/', 'samesite=strict', 'secure']);
    const second = cookies.find((cookie) => cookie.startsWith('b='))!;
    expect(second).toContain('max-age=0');
    expect(second).toContain('samesite=none');
  });

  it('answers 204 when the function returns nothing', async () => {
    const { url } = await start(streaming);
    expect((await fetch(`${url}/nothing`)).status).toBe(204);
  });

  it.each([
    ['throws', 'the handler failed'],
    ['late', 'the handler failed later'],
  ])('answers 500 without a body when the handler fails (%s), and reports the error', async (name, reason) => {
    const { url, lines } = await start(streaming);
    const response = await fetch(`${url}/${name}`);
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.level).toBe('error');
    expect(lines[0]!.message).toMatch(new RegExp(`^Function ${name} failed: \\w*Error: ${reason}\n +at `));
  });

  it('answers 404 without a body for an unknown path and for another method', async () => {
    const { url } = await start(streaming);
    for (const [path, method] of [
      ['/unknown', 'GET'],
      ['/bytes', 'GET'],
      ['/text', 'DELETE'],
      ['/../text', 'GET'],
      ['//text', 'GET'],
    ] as const) {
      const response = await fetch(url + path, { method });
      expect([path, response.status, await response.text()]).toEqual([path, 404, '']);
    }
  });

  it.each([
    [{}, 200, 'text/html'],
    [{ AzureWebJobsDisableHomepage: 'True' }, 204, null],
  ])('answers for itself at the root of the site (%j)', async (environment, status, type) => {
    const { url } = await start(streaming, { environment });
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(new URL('/?x=1', url), { method });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    }
  });

  it('prefers a literal to a parameter and a parameter to the rest of the path', async () => {
    const { url } = await start(streaming);
    const text = async (path: string) => (await fetch(`${url}/files/${path}`)).text();
    expect(await text('readme')).toBe('readme');
    expect(await text('other')).toBe('one');
    expect(JSON.parse(await text('a/b%20c/'))).toEqual({ path: 'a/b c/' });
  });

  it('leaves authLevel to Azure', async () => {
    const { url } = await start(streaming);
    expect(await (await fetch(`${url}/locked`)).text()).toBe('open');
  });

  it('sends a body that comes in pieces', async () => {
    const { url } = await start(streaming);
    expect(await (await fetch(`${url}/drip?chunks=3`)).text()).toBe('chunk 2\nchunk 1\nchunk 0\n');
  });

  it('prints what the app logs, by level, and nothing of its own', async () => {
    const { url, lines } = await start(streaming);
    await fetch(`${url}/logs`);
    expect(lines).toEqual([
      { level: 'information', message: 'to stdout { a: 1 }' },
      { level: 'warning', message: 'to stderr' },
      { level: 'error', message: 'to stderr too' },
    ]);
  });
});

describe.each([
  ['the limits of requests without streaming', false],
  ['the limits of requests with streaming', true],
])('%s', (_, streaming) => {
  const prefix = 'AzureFunctionsJobHost__extensions__http__';
  const limit = (maxConcurrentRequests: number, maxOutstandingRequests: number) => ({
    environment: {
      [`${prefix}maxConcurrentRequests`]: String(maxConcurrentRequests),
      [`${prefix}maxOutstandingRequests`]: String(maxOutstandingRequests),
    },
  });

  it('let so many run at once and the others wait, and refuse with 429 what is beyond', async () => {
    const { url, lines } = await start(streaming, limit(2, 4));
    const slow = Array.from({ length: 4 }, () => fetch(`${url}/slow`, { method: 'POST', body: 'x' }));
    while (lines.length < 2) await setTimeout(5);
    const refused = await fetch(`${url}/echo`);
    expect([refused.status, await refused.text()]).toEqual([429, '']);
    expect(refused.headers.get('x-function-scaleout')).toBe('1');
    // Not a path that the host answers for itself, as in Azure.
    expect((await fetch(new URL('/admin/functions/slow', url), { method: 'POST', body: '{}' })).status).toBe(404);
    expect(lines).toHaveLength(2);
    const answers = await Promise.all(slow);
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(4).fill('done x'));
    expect(lines).toHaveLength(4);
    expect((await fetch(`${url}/echo`)).status).toBe(200);
  });

  it('leave what waits unread, and keep no place of a client that has left', async () => {
    const { url, lines } = await start(streaming, limit(1, 3));
    const first = fetch(`${url}/slow`);
    while (lines.length < 1) await setTimeout(5);
    const body = Buffer.alloc(40_000_000, 'a');
    const options = { method: 'POST', headers: { 'content-length': body.length } };
    let isRead = false;
    const waiting = sendRequest(`${url}/ignores`, options);
    const answered = once(waiting, 'response');
    waiting.on('error', () => undefined).write(body.subarray(1), () => (isRead = true));
    const leaving = sendRequest(`${url}/slow`, { method: 'POST', headers: { 'content-length': 9 } });
    leaving.on('error', () => undefined).write('x');
    await setTimeout(100);
    leaving.destroy();
    expect(isRead).toBe(false);
    expect(await (await first).text()).toBe('done ');
    waiting.end('a');
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(401);
    expect((await fetch(`${url}/echo`)).status).toBe(200);
  });
});

describe('createHttpTrigger', () => {
  it('without streaming joins equal query names and keeps escapes of the path', async () => {
    const { url } = await start(false);
    const seen = await echo(`${url}/echo/a%2Fb?x=1&X=2`);
    expect(seen).toMatchObject({ url: `${url}/echo/a%2Fb?x=1&X=2`, query: { x: '1,2' }, params: { first: 'a%2Fb' } });
    expect(seen.params).not.toHaveProperty('x');
  });

  it('with streaming escapes an encoded slash again and mixes the query into the parameters, as Azure does', async () => {
    const { url } = await start(true);
    const seen = await echo(`${url}/echo/a%2Fb?x=1&first=2&Headers=3`, { headers: { 'x-one': '1' } });
    expect(seen.url).toBe(`${url}/echo/a%252Fb?x=1&first=2&Headers=3`);
    expect(seen.params).toMatchObject({ first: 'a%2Fb', x: '1' });
    expect(seen.headers).toMatchObject({ 'x-one': '1' });
  });

  it('with streaming sends the first piece of an answer before the last exists', async () => {
    const { url } = await start(true);
    const answer = await sendRaw(url, closing('GET /api/drip?chunks=3 HTTP/1.1'));
    expect(answer).toMatch(/Transfer-Encoding: chunked/);
    expect(answer.match(/chunk \d/g)).toEqual(['chunk 2', 'chunk 1', 'chunk 0']);
    expect(answer).toMatch(/0\r\n\r\n$/);
  });

  it('with streaming cuts the connection when the body of an answer breaks, so that no part passes for the whole', async () => {
    const { url, lines } = await start(true);
    const response = await fetch(`${url}/drip?chunks=2&break=1`);
    await expect(response.text()).rejects.toThrow();
    expect(lines.map(({ message }) => message.split('\n')[0])).toEqual(['Function drip failed: Error: the body broke']);
    expect((await fetch(`${url}/echo`)).status).toBe(200);
  });
});
