import type { LookupAddress } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createPublicPool, type PublicPoolOptions } from '../../../shared/http/public-pool.ts';
import { certificate, closeServers, serve } from './http-server-sample.ts';

afterEach(closeServers);

const addresses = (...list: string[]): LookupAddress[] =>
  list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** A pool that asks a list in place of the system's resolver. */
function createPool(names: Record<string, string[]> = {}, options: Partial<PublicPoolOptions> = {}) {
  const asked: string[] = [];
  const request = createPublicPool({
    connectionsMax: 4,
    resolutionsMax: 2,
    isLoopbackAllowed: true,
    agentOptions: { ca: certificate.certificate },
    resolve(name, _options, done) {
      asked.push(name);
      const found = names[name];
      setImmediate(() =>
        found ? done(null, addresses(...found)) : done(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), []),
      );
    },
    ...options,
  });
  const post = (url: string) =>
    request({ url, method: 'POST', headers: {}, body: '{}', timeoutMilliseconds: 2_000, responseMaxBytes: 100 });
  return { post, asked };
}

async function serveSeen() {
  const seen: IncomingMessage[] = [];
  const server = await serve(
    (incoming, answer) => {
      seen.push(incoming);
      answer.end('ok');
    },
    { isSecure: true },
  );
  return { ...server, seen };
}

describe('createPublicPool', () => {
  it('connects to the address that it has checked, with the name in Host and in the handshake', async () => {
    const { port, seen } = await serveSeen();
    const { post, asked } = createPool({ localhost: ['127.0.0.1'] });
    expect((await post(`https://localhost:${port}/events`)).status).toBe(200);
    expect(asked).toEqual(['localhost']);
    expect(seen[0]?.headers.host).toBe(`localhost:${port}`);
    expect((seen[0]!.socket as TLSSocket).servername).toBe('localhost');
  });

  it('does not trust a certificate for another name', async () => {
    const { port } = await serveSeen();
    const { post } = createPool({ 'receiver.contoso.com': ['127.0.0.1'] });
    await expect(post(`https://receiver.contoso.com:${port}/`)).rejects.toMatchObject({
      reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
      wasSent: false,
    });
  });

  it('does not trust a certificate that nobody vouches for', async () => {
    const { port } = await serveSeen();
    const { post } = createPool({ localhost: ['127.0.0.1'] }, { agentOptions: {} });
    await expect(post(`https://localhost:${port}/`)).rejects.toMatchObject({ wasSent: false });
  });

  it.each([
    ['loopback, for a connector that is elsewhere', ['127.0.0.1'], false],
    ['a private address beside a public one', ['20.190.128.1', '10.0.0.4'], true],
    ['metadata', ['169.254.169.254'], true],
    ['mapped metadata', ['::ffff:169.254.169.254'], true],
    ['a private address in IPv6', ['2603:1030::1', 'fd00:ec2::254'], true],
    ['the unspecified address', ['0.0.0.0'], true],
  ])('opens nothing for a name that leads to %s', async (_, found, isLoopbackAllowed) => {
    const { port, connections } = await serveSeen();
    const { post } = createPool({ 'receiver.contoso.com': found }, { isLoopbackAllowed });
    await expect(post(`https://receiver.contoso.com:${port}/`)).rejects.toMatchObject({
      reason: 'not_public',
      wasSent: false,
    });
    expect(connections()).toBe(0);
  });

  it.each([
    'https://127.0.0.1:PORT/',
    'https://[::1]:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.1:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://169.254.169.254/metadata/identity',
    'https://10.0.0.1/',
  ])('opens nothing for %s, which no resolver is asked for', async (address) => {
    const { port, connections } = await serveSeen();
    const { post, asked } = createPool({}, { isLoopbackAllowed: false });
    await expect(post(address.replace('PORT', String(port)))).rejects.toMatchObject({ reason: 'not_public' });
    expect([connections(), asked]).toEqual([0, []]);
  });

  it('allows loopback by address, too, where the connector is itself there', async () => {
    const { port } = await serveSeen();
    expect((await createPool().post(`https://127.0.0.1:${port}/`)).status).toBe(200);
    await expect(createPool().post('https://10.0.0.1/')).rejects.toMatchObject({ reason: 'not_public' });
  });

  it('says of a name that nobody knows just that', async () => {
    const { post } = createPool({ empty: [] });
    for (const name of ['nowhere', 'empty'])
      await expect(post(`https://${name}/`)).rejects.toMatchObject({ reason: 'ENOTFOUND', wasSent: false });
  });

  it('resolves two names at once, so that a resolver that hangs takes no more threads', async () => {
    const waiting: (() => void)[] = [];
    const { post } = createPool(
      {},
      { resolve: (_name, _options, done) => void waiting.push(() => done(null, addresses('10.0.0.1'))) },
    );
    const posts = ['a', 'b', 'c', 'd'].map((name) => post(`https://${name}.contoso.com/`).catch(String));
    await expect.poll(() => waiting.length).toBe(2);
    waiting[0]?.();
    await expect.poll(() => waiting.length).toBe(3);
    waiting[1]?.();
    await expect.poll(() => waiting.length).toBe(4);
    for (const end of waiting.slice(2)) end();
    await Promise.all(posts);
  });

  it('does not follow a redirect', async () => {
    const { port } = await serve(
      (_incoming, answer) => answer.writeHead(307, { location: 'https://169.254.169.254/' }).end(),
      {
        isSecure: true,
      },
    );
    expect((await createPool().post(`https://127.0.0.1:${port}/`)).status).toBe(307);
  });

  it.each(['http://127.0.0.1:PORT/', 'https://127.0.0.1:25/', 'https://ann@127.0.0.1:PORT/', 'nothing'])(
    'sends nothing to %s',
    async (address) => {
      const { port, connections } = await serveSeen();
      await expect(createPool().post(address.replace('PORT', String(port)))).rejects.toMatchObject({
        reason: 'insecure_address',
        wasSent: false,
      });
      expect(connections()).toBe(0);
    },
  );
});
