import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthenticationError, type TokenCredential } from '@azure/identity';
import { afterEach, describe, expect, it } from 'vitest';
import { createTableStores } from '../../../../shared/azure/tables/table-stores.ts';
import { createHttpClient } from '../../../../shared/http/http-client.ts';
import { createMessage, createSender, times } from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';

const now = () => new Date();
const { tables } = createHttpClient();

interface Seen {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  cut: Promise<void>;
}

const storage = await startTableStorage();

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A table service that answers as told, over plain http on loopback. */
async function serve(answer: RequestListener) {
  const seen: Seen[] = [];
  const scopes: (string | string[])[] = [];
  let connections = 0;
  const started = createServer((request, response) => {
    const { method, url, headers } = request;
    const cut = new Promise<void>((resolve) => response.on('close', resolve));
    seen.push({ method, url, authorization: headers.authorization, cut });
    answer(request, response);
  });
  started.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  server = started;
  const credential: TokenCredential = {
    async getToken(scope) {
      scopes.push(scope);
      return { token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const { port } = started.address() as AddressInfo;
  const open = (host: string, path: string, as = credential) =>
    createTableStores({ endpoint: `http://${host}:${port}${path}`, credential: as, request: tables, now });
  return { seen, scopes, open, connections: () => connections };
}

const json = { 'Content-Type': 'application/json;odata=minimalmetadata' };
const nothing: RequestListener = (_request, response) => void response.writeHead(200, json).end('{"value":[]}');

describe('createTableConnections', () => {
  it.each([
    ['localhost', ''],
    ['localhost', '/guestmail'],
    ['127.0.0.1', '/devstoreaccount1'],
  ])('asks for a token of Azure Storage and sends it over http to %s%s', async (host, path) => {
    const { seen, scopes, open } = await serve(nothing);
    await open(host, path).grants.read(createSender());
    expect(scopes).toEqual(['https://storage.azure.com/.default']);
    expect(seen[0]).toMatchObject({ method: 'GET', authorization: 'Bearer token' });
    expect(seen[0]?.url?.startsWith(`${path}/grants()?`)).toBe(true);
  });

  it('merges with the verb of Azure Storage on a local host name', async () => {
    const { seen, open } = await serve((_request, response) => void response.writeHead(204, { ETag: 'W/"1"' }).end());
    await open('localhost', '').runTimes.note('sweep', new Date());
    expect(seen[0]?.method).toBe('PATCH');
  });

  it('asks no more once it was given more than it asked for', async () => {
    const rows = Array.from({ length: 4 }, (_, index) => ({
      'odata.etag': 'W/"1"',
      PartitionKey: 'a',
      RowKey: `${index}`,
    }));
    const { seen, open } = await serve(
      (_request, response) =>
        void response
          .writeHead(200, { ...json, 'x-ms-continuation-NextPartitionKey': 'b' })
          .end(JSON.stringify({ value: rows })),
    );
    await expect(open('127.0.0.1', '').transactions.sweep(new Date(), 2)).rejects.toBeDefined();
    expect(seen.filter(({ method }) => method === 'GET')).toHaveLength(1);
  });

  it('neither draws nor sends a token for plain http beyond loopback', async () => {
    const scopes: unknown[] = [];
    const credential: TokenCredential = {
      async getToken(scope) {
        scopes.push(scope);
        return null;
      },
    };
    const stores = createTableStores({
      endpoint: 'http://contoso.table.core.windows.net',
      credential,
      request: tables,
      now,
    });
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(stores.messages.insert(createMessage())).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(scopes).toEqual([]);
  });

  it('draws no token for another resource because an answer asks for it', async () => {
    const challenge = `Bearer authorization_uri=https://localhost/t/oauth2/authorize resource_id=https://vault.azure.net`;
    const headers = { 'WWW-Authenticate': challenge };
    storage.faults.add({ times: 100, action: { kind: 'answer', status: 401, headers } });
    const stores = createTableStores(storage);
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_access_refused' });
    expect(new Set(storage.scopes)).toEqual(new Set(['https://storage.azure.com/.default']));
    expect(storage.requests.length).toBeLessThanOrEqual(2);
    storage.faults.clear();
  });

  it('asks for a token anew when one never comes', async () => {
    let calls = 0;
    const credential: TokenCredential = {
      getToken: (...options) =>
        ++calls === 1 ? new Promise(() => undefined) : storage.credential.getToken(...options),
    };
    const stores = createTableStores({ ...storage, credential });
    expect(await stores.grants.read(createSender())).toEqual({});
    expect(calls).toBe(2);
  });

  it('keeps connections open and shares them between tables', async () => {
    const { open, connections } = await serve(nothing);
    const stores = open('127.0.0.1', '');
    for (const sender of times(5, createSender)) {
      await stores.grants.read(sender);
      await stores.names.read(createSender().hostTenantId, 'ann@fabrikam.com');
    }
    // The two queries of a name are sent at the same time; everything else takes turns on the same two.
    expect(connections()).toBe(2);
  });

  it('says that access is refused when the identity gets no token', async () => {
    const { seen, open } = await serve(nothing);
    const refuse = async () => {
      throw new AuthenticationError(400, { error: 'invalid_request', error_description: 'Identity not found' });
    };
    const stores = open('127.0.0.1', '', { getToken: refuse });
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_access_refused' });
    expect(seen).toEqual([]);
  });

  it('gives up when no token comes, and sends nothing when it comes afterwards', async () => {
    const { seen, open } = await serve(nothing);
    const waiting: (() => void)[] = [];
    const getToken = () =>
      new Promise<{ token: string; expiresOnTimestamp: number }>((resolve) => {
        waiting.push(() => resolve({ token: 'late', expiresOnTimestamp: Date.now() + 3_600_000 }));
      });
    const stores = open('127.0.0.1', '', { getToken });
    await expect(stores.messages.insert(createMessage())).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(waiting).toHaveLength(3);
    for (const come of waiting) come();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toEqual([]);
  });
});

describe('an answer of the table service', () => {
  it('gives up an answer that stops in the middle, and closes the connection', async () => {
    const { seen, open } = await serve((_request, response) => void response.writeHead(200, json).write('{"value":['));
    const stores = open('127.0.0.1', '');
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_unavailable' });
    await Promise.all(seen.map(({ cut }) => cut));
    expect(seen).toHaveLength(3);
  });

  it('asks again when an answer breaks off', async () => {
    let count = 0;
    const { open } = await serve((request, response) => {
      count += 1;
      if (count > 1) return nothing(request, response);
      response.writeHead(200, { ...json, 'Content-Length': '100' }).write('{"value":[]}');
      setImmediate(() => response.destroy());
    });
    expect(await open('127.0.0.1', '').grants.read(createSender())).toEqual({});
    expect(count).toBe(2);
  });

  it('refuses an answer without end', async () => {
    const piece = 'x'.repeat(1024 * 1024);
    const { seen, open } = await serve((_request, response) => {
      response.writeHead(200, json);
      const write = () => {
        if (!response.destroyed) response.write(piece, () => setImmediate(write));
      };
      write();
    });
    const stores = open('127.0.0.1', '');
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_unavailable' });
    await Promise.all(seen.map(({ cut }) => cut));
  });

  it('sends texts beyond ASCII whole', async () => {
    let body = '';
    const { open } = await serve((request, response) => {
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => response.writeHead(204, { ETag: 'W/"1"' }).end());
    });
    await open('127.0.0.1', '').rewrapProgress.write('ä\u{1F600}');
    expect(JSON.parse(body)).toMatchObject({ text: 'ä\u{1F600}' });
  });
});
