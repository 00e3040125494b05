import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { TableClient } from '@azure/data-tables';
import { ManagedIdentityCredential } from '@azure/identity';
import { QueueClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { startIdentity, type Identity } from '../../../../../infra/local/emulators/identity/start-identity.ts';
import { nameAccounts } from '../../../../../infra/local/emulators/storage/start-azurite.ts';
import {
  startStorage,
  type Storage,
  type StorageAuthorize,
} from '../../../../../infra/local/emulators/storage/start-storage.ts';
import { createTokenSigner } from '../../../../../infra/local/emulators/kit/token-signer.ts';
import { useIdentity } from '../../../../contract/use-identity.ts';

const tenantId = 'c0a7050c-0000-4000-8000-000000000001';
const entraUrl = 'https://localhost:7080';
const clientId = '1de71717-0000-4000-8000-000000000001';
const objectId = '0b1ec700-0000-4000-8000-000000000001';
const ports = { table: 0, queue: 0, blob: 0 };
const retryOptions = { maxRetries: 0 };

const signer = await createTokenSigner();
const certificate = createCertificate(new Date());
const shared = { certificate, signer, tenantId, entraUrl, now: () => new Date() };
let authorize: StorageAuthorize = () => true;
let storage: Storage;
let identity: Identity;
let credential: ManagedIdentityCredential;

beforeAll(async () => {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.certificate]);
  identity = await startIdentity({ ...shared, port: 0, identities: [{ clientId, objectId }] });
  storage = await startStorage({ ...shared, ports, authorize: (...what) => authorize(...what) });
  useIdentity(identity.environment);
  credential = new ManagedIdentityCredential({ clientId });
}, 90_000);

afterEach(() => {
  authorize = () => true;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([storage.close(), identity.close()]);
});

function tableClient(name: string, endpoint = storage.endpoints.table): TableClient {
  return new TableClient(endpoint, name, credential, { retryOptions });
}

function queueClient(name: string): QueueClient {
  return new QueueClient(`${storage.endpoints.queue}/${name}`, credential, { retryOptions: { maxTries: 1 } });
}

async function blob(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
  endpoint = storage.endpoints.blob,
) {
  const { token } = await credential.getToken('https://storage.azure.com/.default');
  return fetch(`${endpoint}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2025-01-05', ...headers },
    ...(body !== undefined && { body }),
  });
}

function claims() {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    aud: 'https://storage.azure.com',
    iss: `https://sts.windows.net/${tenantId}/`,
    oid: objectId,
    tid: tenantId,
    iat: seconds - 60,
    nbf: seconds - 60,
    exp: seconds + 60,
  };
}

describe('table', () => {
  it('serves the unmodified SDK: insert, read, ETag, query, transaction, delete', async () => {
    const client = tableClient('Senders');
    await client.createTable();
    const { etag } = await client.createEntity({
      partitionKey: 'p',
      rowKey: "it's",
      name: 'Ann',
      bytes: Buffer.from([1, 2]),
    });
    await expect(client.createEntity({ partitionKey: 'p', rowKey: "it's" })).rejects.toMatchObject({ statusCode: 409 });
    const read = await client.getEntity<{ name: string; bytes: Uint8Array }>('p', "it's");
    expect([read.name, [...read.bytes], read.etag]).toEqual(['Ann', [1, 2], etag]);
    await client.updateEntity({ partitionKey: 'p', rowKey: "it's", name: 'Ben' }, 'Replace', { etag: etag ?? '' });
    await expect(
      client.updateEntity({ partitionKey: 'p', rowKey: "it's", name: 'Cal' }, 'Replace', { etag: etag ?? '' }),
    ).rejects.toMatchObject({ statusCode: 412 });
    await client.submitTransaction([
      ['create', { partitionKey: 'p', rowKey: 'a' }],
      ['create', { partitionKey: 'p', rowKey: 'b' }],
    ]);
    const rows: string[] = [];
    for await (const row of client.listEntities({
      queryOptions: { filter: "PartitionKey eq 'p' and RowKey lt 'c'" },
    })) {
      rows.push(row.rowKey ?? '');
    }
    expect(rows).toEqual(['a', 'b']);
    await client.deleteEntity('p', 'a');
    await expect(client.getEntity('p', 'a')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('dates its answers by a clock that can be put forward', async () => {
    const client = tableClient('Dated');
    await client.createTable();
    const dateOf = async () => {
      let date = '';
      await client.createEntity(
        { partitionKey: 'p', rowKey: crypto.randomUUID() },
        { onResponse: ({ headers }) => void (date = headers.get('date') ?? '') },
      );
      return Date.parse(date);
    };
    storage.setClock(3_600);
    const ahead = await dateOf();
    storage.setClock(0);
    const back = await dateOf();
    expect(ahead - back).toBeGreaterThan(3_500_000);
    expect(ahead - back).toBeLessThanOrEqual(3_600_000);
  });

  it('writes an entity and loses the answer when a fault says so', async () => {
    const client = tableClient('Lost');
    await client.createTable();
    storage.table.faults.add({ method: 'POST', path: '/Lost', action: { kind: 'cut-after-accepting' } });
    await expect(client.createEntity({ partitionKey: 'p', rowKey: 'r' })).rejects.toThrow();
    expect((await client.getEntity('p', 'r')).rowKey).toBe('r');
  });
});

describe('queue', () => {
  it('serves the unmodified SDK: send, receive, update, delete', async () => {
    const client = queueClient('deliver');
    await client.create();
    await client.sendMessage('bWVzc2FnZQ==');
    const [message] = (await client.receiveMessages({ visibilityTimeout: 30 })).receivedMessageItems;
    expect([message?.messageText, message?.dequeueCount]).toEqual(['bWVzc2FnZQ==', 1]);
    const { popReceipt } = await client.updateMessage(message?.messageId ?? '', message?.popReceipt ?? '', 'eA==', 1);
    await client.deleteMessage(message?.messageId ?? '', popReceipt ?? '');
    expect((await client.getProperties()).approximateMessagesCount).toBe(0);
  });
});

describe('blob', () => {
  it('puts, leases, reads and measures a blob', async () => {
    expect((await blob('PUT', 'payloads?restype=container')).status).toBe(201);
    expect((await blob('PUT', 'payloads/a', { 'x-ms-blob-type': 'BlockBlob' }, 'content')).status).toBe(201);
    const lease = { 'x-ms-lease-action': 'acquire', 'x-ms-lease-duration': '15' };
    expect((await blob('PUT', 'payloads/a?comp=lease', lease)).status).toBe(201);
    expect((await blob('PUT', 'payloads/a?comp=lease', lease)).headers.get('x-ms-error-code')).toBe(
      'LeaseAlreadyPresent',
    );
    expect(await (await blob('GET', 'payloads/a')).text()).toBe('content');
    const head = await blob('HEAD', 'payloads/a');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '7']);
  });
});

describe('the account of the Functions host', () => {
  it('is another one: what is put there is not in the data account', async () => {
    const put = await blob('PUT', 'locks?restype=container', {}, undefined, storage.hostEndpoints.blob);
    expect(put.status).toBe(201);
    expect((await blob('GET', 'locks?restype=container', {}, undefined, storage.hostEndpoints.blob)).status).toBe(200);
    expect((await blob('GET', 'locks?restype=container')).status).toBe(404);
  });

  it("is named by an IP address, in whose path alone .NET's SDK looks for an account", () => {
    const hosts = Object.values(storage.hostEndpoints).map((endpoint) => new URL(endpoint).hostname);
    expect(hosts).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  });
});

describe('startStorage', () => {
  const ask = async (service: 'table' | 'queue' | 'blob', authorization?: string, path = '') => {
    const answer = await fetch(`${storage.endpoints[service]}${path}`, {
      headers: { 'x-ms-version': '2025-01-05', ...(authorization && { authorization }) },
    });
    const challenge = answer.headers.get('www-authenticate');
    return { status: answer.status, code: answer.headers.get('x-ms-error-code'), challenge, text: await answer.text() };
  };

  it('challenges a request without a token, each service in its own format', async () => {
    const challenge = `Bearer authorization_uri=${entraUrl}/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`;
    const expected = { status: 401, code: 'NoAuthenticationInformation', challenge };
    const table = await ask('table', undefined, '/Tables');
    expect(table).toMatchObject(expected);
    expect(JSON.parse(table.text)).toMatchObject({ 'odata.error': { code: 'NoAuthenticationInformation' } });
    for (const service of ['queue', 'blob'] as const) {
      const answer = await ask(service, undefined, '?comp=list');
      expect(answer).toMatchObject(expected);
      expect(answer.text).toContain('<Error><Code>NoAuthenticationInformation</Code>');
    }
  });

  it.each([
    ['an expired token', { exp: 1_700_000_000 }],
    ['another audience', { aud: 'https://vault.azure.net' }],
    ['another tenant', { iss: 'https://sts.windows.net/fab21ca3-0000-4000-8000-000000000002/' }],
    ['an issuer of version 2', { iss: `${entraUrl}/${tenantId}/v2.0` }],
  ])('refuses %s', async (_name, change) => {
    const good = `Bearer ${await signer.sign(claims())}`;
    expect((await ask('queue', good, '?comp=list')).status).toBe(200);
    const bad = `Bearer ${await signer.sign({ ...claims(), ...change })}`;
    expect(await ask('queue', bad, '?comp=list')).toMatchObject({ status: 401, code: 'InvalidAuthenticationInfo' });
  });

  it('refuses a token with a foreign signature', async () => {
    const other = await createTokenSigner();
    const answer = await ask('table', `Bearer ${await other.sign(claims())}`, '/Tables');
    expect(answer).toMatchObject({ status: 401, code: 'InvalidAuthenticationInfo' });
  });

  it('refuses account keys and signatures made with them', async () => {
    const expected = { status: 403, code: 'KeyBasedAuthenticationNotPermitted' };
    expect(await ask('blob', 'SharedKey devstoreaccount1:c2ln', '?comp=list')).toMatchObject(expected);
    expect(await ask('blob', undefined, '?comp=list&sv=2025-01-05&sig=c2ln')).toMatchObject(expected);
  });

  it('refuses a body that comes in chunks', async () => {
    const { token } = await credential.getToken('https://storage.azure.com/.default');
    const chunks = { body: new Blob(['{"TableName":"chunks"}']).stream(), duplex: 'half' };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${storage.endpoints.table}/Tables`, { method: 'POST', headers, ...chunks });
    expect([answer.status, answer.headers.get('x-ms-error-code')]).toEqual([411, 'MissingContentLengthHeader']);
  });

  it('asks whether the identity may do what it wants', async () => {
    const asked: string[] = [];
    authorize = (who, service, { method, url }) => {
      asked.push(`${who} ${service} ${method} ${url.pathname}`);
      return service !== 'queue';
    };
    await tableClient('Asked').createTable();
    await expect(queueClient('asked').create()).rejects.toMatchObject({
      statusCode: 403,
      code: 'AuthorizationPermissionMismatch',
    });
    expect(asked).toEqual([
      `${objectId} table POST /devstoreaccount1/Tables`,
      `${objectId} queue PUT /devstoreaccount1/asked`,
    ]);
  });

  it('records each service apart and counts what reached it', async () => {
    const client = tableClient('Counted');
    await client.createTable();
    await fetch(`${storage.queue.url}/__storage/counts`, { method: 'DELETE' });
    await client.createEntity({ partitionKey: 'p', rowKey: 'r' });
    await client.getEntity('p', 'r');
    expect(storage.counts()).toEqual({ table: { POST: 1, GET: 1 }, queue: {}, blob: {} });
    const counts = await fetch(`${storage.blob.url}/__storage/counts`);
    expect(await counts.json()).toEqual(storage.counts());
    expect(storage.table.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: expect.stringContaining("Counted(PartitionKey='p',RowKey='r')") as string,
      status: 200,
    });
  });

  it('carries header names over as they were written', async () => {
    await blob('PUT', 'names?restype=container');
    const { token } = await credential.getToken('https://storage.azure.com/.default');
    const send = (method: string, headers: Record<string, string>) =>
      new Promise<string[]>((resolve, reject) => {
        const authorization = { Authorization: `Bearer ${token}`, 'x-ms-version': '2025-01-05' };
        const options = { method, headers: { ...authorization, ...headers } };
        request(`${storage.endpoints.blob}/names/a`, options, (answer) => resolve(answer.resume().rawHeaders))
          .on('error', reject)
          .end();
      });
    await send('PUT', { 'x-ms-blob-type': 'BlockBlob', 'x-ms-meta-MixedCase': 'Value', 'Content-Length': '0' });
    expect(await send('HEAD', {})).toContain('x-ms-meta-MixedCase');
  });

  it('says which port is taken', async () => {
    const taken = Number(new URL(storage.queue.url).port);
    await expect(startStorage({ ...shared, ports: { ...ports, queue: taken } })).rejects.toThrow(
      `Port ${taken} (queue storage) is taken.`,
    );
  });

  it('answers as a broken service when Azurite is gone', async () => {
    const azurite = { ports: { table: 1, queue: 1, blob: 1 }, certificate: certificate.certificate };
    const broken = await startStorage({ ...shared, ports, shared: { azurite, accounts: nameAccounts(1) } });
    const answer = await fetch(`${broken.endpoints.table}/Tables`, {
      headers: { authorization: `Bearer ${await signer.sign(claims())}` },
    });
    expect([answer.status, answer.headers.get('x-ms-error-code')]).toEqual([500, 'InternalError']);
    await broken.close();
  });

  it('keeps data in a folder over a restart', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'guestmail-storage-'));
    const first = await startStorage({ ...shared, ports, dataFolder });
    const client = tableClient('Kept', first.endpoints.table);
    await client.createTable();
    await client.createEntity({ partitionKey: 'p', rowKey: 'r' });
    await first.close();
    const second = await startStorage({ ...shared, ports, dataFolder });
    expect((await tableClient('Kept', second.endpoints.table).getEntity('p', 'r')).rowKey).toBe('r');
    await second.close();
    await rm(dataFolder, { recursive: true });
  }, 90_000);
});
