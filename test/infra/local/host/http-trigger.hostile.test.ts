import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closing, sendRaw } from './send-raw.ts';
import { startFixture, type FixtureOptions } from './start-fixture.ts';

const start = (streaming: boolean, options: FixtureOptions = {}) => startFixture('http', { ...options, streaming });

describe.each([
  ['createHttpTrigger without streaming', false],
  ['createHttpTrigger with streaming', true],
])('%s', (_, streaming) => {
  it('refuses a body above the limit with 413 and serves on', async () => {
    const { url, lines } = await start(streaming, { environment: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000' } });
    const send = (size: number) => fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(size) });
    expect((await send(1001)).status).toBe(413);
    expect((await send(1000)).status).toBe(200);
    const chunked = closing('POST /api/echo HTTP/1.1', 'Transfer-Encoding: chunked');
    const answer = await sendRaw(url, chunked, `3e8\r\n${'x'.repeat(1000)}\r\n1\r\nx\r\n0\r\n\r\n`);
    expect(answer).toMatch(streaming ? /^HTTP\/1\.1 413 / : /^HTTP\/1\.1 200 [^]*"body":""/);
    expect((await send(10)).status).toBe(200);
    expect(lines).toEqual([]);
  });

  it('takes a large body up to the limit of Azure', async () => {
    const { url } = await start(streaming);
    const body = new Uint8Array(40 * 1024 * 1024).fill(7);
    const response = await fetch(`${url}/bytes`, { method: 'POST', headers: { 'content-type': 'x/y' }, body });
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), body)).toBe(0);
    const declared = closing('POST /api/echo HTTP/1.1', 'Content-Length: 104857601');
    expect(await sendRaw(url, declared)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('refuses a body that is announced too large without asking for it', async () => {
    const { url } = await start(streaming);
    const head =
      'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n\r\n';
    expect(await sendRaw(url, head)).toMatch(/^HTTP\/1\.1 413 [^]*Connection: close/);
  });

  it('answers before a body that the function does not read has arrived, and keeps the connection', async () => {
    const { url } = await start(streaming);
    const response = await fetch(`${url}/ignores`, { method: 'POST', body: 'x'.repeat(2_000_000) });
    expect(response.status).toBe(401);
    expect((await fetch(`${url}/echo`)).status).toBe(200);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a host that is none', 'GET /api/echo HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['two hosts', 'GET /api/echo HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n', 400],
    ['an impossible host', 'GET /api/echo HTTP/1.1\r\nHost: 999.1.1.1\r\nConnection: close\r\n\r\n', 400],
    ['an encoded null', closing('GET /api/echo/%00 HTTP/1.1'), 400],
    ['a target without a slash', closing('GET api/echo HTTP/1.1'), 400],
    ['another authority to connect to', closing('CONNECT localhost:443 HTTP/1.1'), undefined],
    ['a method nobody has', closing('TRACE /api/echo HTTP/1.1'), 404],
    ['an address of 9,000 characters', closing(`GET /api/echo?${'x'.repeat(9_000)} HTTP/1.1`), 414],
    ['101 headers', closing('GET /api/echo HTTP/1.1', ...Array.from({ length: 101 }, (__, n) => `x-${n}: 1`)), 431],
    ['a header of 50,000 characters', closing('GET /api/echo HTTP/1.1', `x: ${'y'.repeat(50_000)}`), 431],
    ['two lengths', closing('POST /api/echo HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'), 400],
    ['length and chunks', closing('POST /api/echo HTTP/1.1', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
    ['a chunk that is none', closing('POST /api/echo HTTP/1.1', 'Transfer-Encoding: chunked') + 'zz\r\n', 400],
  ])('refuses %s and serves on', async (__, bytes, status) => {
    const { url } = await start(streaming);
    const answer = await sendRaw(url, bytes);
    if (status) expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    else expect(answer).toBe('');
    expect((await fetch(`${url}/echo`)).status).toBe(200);
  });

  it.each([
    ['escapes that are not UTF-8', 'GET /api/echo/%ff%zz HTTP/1.1', '"first":"%ff%zz"'],
    ['dot segments', 'GET /api/x/../echo/%2e/a HTTP/1.1', '"first":"a"'],
    ['an absolute target', 'GET http://localhost/api/echo/a HTTP/1.1', '"first":"a"'],
    ['a query named like a prototype', 'GET /api/echo?__proto__=1&constructor=2 HTTP/1.1', '"constructor":"2"'],
    ['an upgrade it does not know', 'GET /api/echo/a HTTP/1.1\r\nUpgrade: h2c', '"first":"a"'],
  ])('reads %s as Azure does', async (__, line, expected) => {
    const { url } = await start(streaming);
    expect(await sendRaw(url, closing(line))).toContain(expected);
  });

  it('survives clients that leave in the middle of a body, a wait or an answer', async () => {
    const { url, lines } = await start(streaming);
    for (const [line, ...body] of [
      ['POST /api/echo HTTP/1.1', 'Content-Length: 100', '', 'abc'],
      ['POST /api/ignores HTTP/1.1', 'Content-Length: 100', '', 'abc'],
      ['GET /api/slow HTTP/1.1', '', ''],
      ['GET /api/drip?chunks=50 HTTP/1.1', '', ''],
    ]) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write([line, 'Host: localhost', ...body].join('\r\n'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.destroy();
    }
    expect((await fetch(`${url}/slow`)).status).toBe(200);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
