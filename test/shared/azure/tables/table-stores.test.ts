import { beforeEach, describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import type { FaultAction } from '../../../../infra/local/emulators/kit/fault.ts';
import { createTableStores, type TableStores } from '../../../../shared/azure/tables/table-stores.ts';
import { addressOfContentKey } from '../../../../shared/key-addresses.ts';
import { formatSender } from '../../../../shared/sender.ts';
import { addressOfSession, addressOfTestTimes } from '../../../../shared/storage-addresses.ts';
import {
  at,
  connectIn,
  createGrant,
  createMessage,
  createSender,
  createTokens,
  times,
} from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';

const { hostTenantId } = createSender();
const storage = await startTableStorage();

let stores: TableStores;
beforeEach(async () => {
  stores = await storage.createStores();
});

const paths = () =>
  storage.requests.map(({ method, path }) => `${method} ${path.replace(/^\/devstoreaccount\d+/, '')}`);
const faultAll = (action: FaultAction) => storage.faults.add({ times: 1_000, action });

/** One operation of each kind: query, read, insert, transaction, deletion. */
const operations: [string, (from: TableStores) => Promise<unknown>][] = [
  ['query', (from) => from.grants.read(createSender())],
  ['read', (from) => from.messages.read(createMessage().id)],
  ['insert', (from) => from.dataKeys.insert(createSender(), 1, { wrapped: new Uint8Array([1]) })],
  ['transaction', (from) => from.messages.insert(createMessage())],
  ['deletion', (from) => from.sessions.remove(createSender())],
];

describe('a missing table', () => {
  it.each(operations)('is created by the first %s that meets it, once', async (_name, run) => {
    await run(stores);
    await run(stores);
    expect(paths().filter((path) => path === 'POST /Tables')).toHaveLength(1);
  });

  it('is created for twenty that meet it at once', async () => {
    const senders = times(20, createSender);
    const latest = { account: '1.a', expiresAt: at(0) };
    await Promise.all(senders.map((sender) => stores.grants.putLatestAccount(sender, latest)));
    const found = await Promise.all(senders.map((sender) => stores.grants.readLatestAccount(sender)));
    expect(found.filter((one) => one?.account === '1.a')).toHaveLength(20);
  });

  it('that cannot be created is an error in bounded time', async () => {
    storage.faults.add({ path: '/Tables', times: 100, action: { kind: 'answer', status: 403 } });
    const attempt = stores.messages.insert(createMessage());
    await expect(attempt).rejects.toMatchObject({ code: 'storage_access_refused' });
  });
});

describe('storage that answers a query with 200', () => {
  it.each(['', '{}', '{"value":null}'])('and %j has no page, and is unavailable', async (body) => {
    faultAll({ kind: 'answer', status: 200, body });
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(stores.grants.list(hostTenantId, 10)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

describe('storage that fails', () => {
  it.each<[string, FaultAction]>([
    ['answers 500', { kind: 'answer', status: 500 }],
    ['is busy', { kind: 'answer', status: 503, headers: { 'Retry-After': '3600', 'x-ms-error-code': 'ServerBusy' } }],
    ['throttles', { kind: 'answer', status: 429, headers: { 'Retry-After': '3600' } }],
    ['closes connections', { kind: 'cut-before-reading' }],
    ['loses answers of a table that is not there', { kind: 'cut-after-accepting' }],
    ['speaks no HTTP', { kind: 'garbage' }],
    ['answers what is not JSON', { kind: 'answer', status: 200, body: '<html>' }],
  ])('and %s is asked three times, then unavailable', async (_name, action) => {
    faultAll(action);
    const attempts = operations.slice(0, 4).map(([, run]) => run(stores));
    const unavailable = { code: 'storage_unavailable', retryAfterSeconds: 5 };
    await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject(unavailable)));
    const writes = 2;
    // Before its last attempt a write looks whether an earlier one took effect.
    expect(storage.requests).toHaveLength(3 * attempts.length + writes);
  });

  it('and never answers is given up in time, by every kind of operation', async () => {
    faultAll({ kind: 'hang' });
    const results = await Promise.allSettled(operations.map(([, run]) => run(stores)));
    const codes = results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'ok',
    );
    expect(codes).toEqual(operations.map(() => 'storage_unavailable'));
    expect(storage.requests).toHaveLength(3 * operations.length);
  });

  it.each([
    [401, 'storage_access_refused'],
    [403, 'storage_access_refused'],
    [404, 'storage_unavailable'],
    [405, 'storage_unavailable'],
    [307, 'storage_unavailable'],
  ])('with %i is %s and asked once', async (status, code) => {
    const headers = { Location: `${storage.endpoint}/elsewhere` };
    for (const [, run] of operations) {
      storage.faults.clear();
      storage.requests.length = 0;
      faultAll({ kind: 'answer', status, headers });
      await expect(run(stores)).rejects.toMatchObject({ code });
      expect(storage.requests).toHaveLength(1);
    }
  });

  it('is unavailable when nobody listens', async () => {
    const down = createTableStores({ ...storage, endpoint: 'https://localhost:1/devstoreaccount1' });
    const attempts = operations.map(([, run]) => run(down));
    const unavailable = { code: 'storage_unavailable' };
    await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject(unavailable)));
  });

  it('recovers within one operation when it fails once', async () => {
    const message = createMessage();
    await stores.messages.insert(message);
    storage.faults.add({ action: { kind: 'answer', status: 500 } });
    expect(await stores.messages.read(message.id)).toMatchObject({ id: message.id });
  });

  it('leaves no token in the error', async () => {
    faultAll({ kind: 'answer', status: 403, body: { value: 'stored value' } });
    const error: unknown = await stores.grants.read(createSender()).catch((caught: unknown) => caught);
    const { token } = await storage.credential.getToken('');
    const shown = inspect(error, { depth: 20, showHidden: true });
    expect(shown).toContain('Table grants: 403');
    expect(shown.includes(token) || shown.includes('stored value')).toBe(false);
  });
});

describe('a stored row that is malformed', () => {
  const refused = (column: string) => ({
    code: 'sealed_record_refused',
    cause: expect.objectContaining({ message: expect.stringContaining(column) as string }) as Error,
  });

  it.each([
    ['status', 'deleted'],
    ['homeTenantId', 'fabrikam'],
    ['generation', '1'],
    ['names', '{}'],
    ['names', '[{"kind":"phone","value":"1"}]'],
    ['scopes', '[1]'],
    ['connectedAt', '2026-11-02'],
    ['problemCode', 'no_such_code'],
    ['mailbox', ''],
  ])('is refused: a grant whose %s is %j', async (column, value) => {
    const grant = createGrant();
    await connectIn(stores.grants, grant, createTokens());
    const keys = { partitionKey: formatSender(grant.sender), rowKey: 'grant' };
    await storage.client('grants').updateEntity({ ...keys, [column]: value }, 'Merge');
    await expect(stores.grants.read(grant.sender)).rejects.toMatchObject(refused(`grants: ${column}`));
    await expect(stores.grants.list(hostTenantId, 10)).rejects.toMatchObject(refused(`grants: ${column}`));
    await connectIn(stores.grants, createGrant(), createTokens());
    expect((await stores.grants.list(hostTenantId, 10)).grants).toHaveLength(1);
  });

  it('is refused: tokens in clear text', async () => {
    const grant = createGrant();
    await connectIn(stores.grants, grant, createTokens());
    const keys = { partitionKey: formatSender(grant.sender), rowKey: 'tokens-0000000001' };
    await storage.client('grants').updateEntity({ ...keys, sealed: '{"refreshToken":"x"}' }, 'Merge');
    await expect(stores.grants.read(grant.sender)).rejects.toMatchObject(refused('grants: sealed'));
  });

  it('is refused: names, keys, transactions, due entries and progress that we did not write', async () => {
    const sender = createSender();
    const name = { kind: 'address', value: 'ann@fabrikam.com' } as const;
    await stores.names.put(name, sender);
    const [nameRow] = await storage.rows('names');
    const { partitionKey = '', rowKey = '' } = nameRow ?? {};
    await storage.client('names').updateEntity({ partitionKey, rowKey, sender: 'ann' }, 'Replace');
    await expect(stores.names.read(hostTenantId, name.value)).rejects.toMatchObject(refused('names: sender'));
    await stores.names.put(name, sender);
    await storage.client('names').createEntity({ partitionKey, rowKey: 'phone', sender: formatSender(sender) });
    await expect(stores.names.read(hostTenantId, name.value)).rejects.toMatchObject(refused('names: RowKey'));

    await stores.dataKeys.insert(sender, 1, { wrapped: new Uint8Array([1]) });
    const keyRow = { partitionKey: formatSender(sender), rowKey: '0000000001' };
    await storage.client('keys').updateEntity({ ...keyRow, wrapped: 'AQ==' }, 'Replace');
    await expect(stores.dataKeys.read(sender, 1)).rejects.toMatchObject(refused('keys: wrapped'));
    await storage.client('keys').updateEntity({ ...keyRow, wrapped: new Uint8Array([1]), sealed: 'AQ==' }, 'Replace');
    await expect(stores.dataKeys.read(sender, 1)).rejects.toMatchObject(refused('keys: sealed'));

    const version = { index: 0, version: 'a1' };
    const tenantRow = { partitionKey: 'tenant', rowKey: `${hostTenantId}_0.a1` };
    await storage.client('keys').createEntity({ ...tenantRow, wrapped: new Uint8Array([1]) });
    await expect(stores.tenantKeys.read(hostTenantId, version)).rejects.toMatchObject(refused('keys: sealed'));
    await storage.client('keys').updateEntity({ ...tenantRow, sealed: new Uint8Array([1]) }, 'Replace');
    await expect(stores.tenantKeys.read(hostTenantId, version)).rejects.toMatchObject(refused('keys: wrapped'));

    const contentRow = addressOfContentKey(hostTenantId, '2026-11-24').keys;
    const contentKey = { sealed: new Uint8Array([1]), versionCreatedAt: at(0) };
    await storage.client('keys').createEntity({ ...contentRow, ...contentKey, sealed: 'AQ==' });
    await expect(stores.contentKeys.read(hostTenantId, '2026-11-24')).rejects.toMatchObject(refused('keys: sealed'));
    await storage.client('keys').updateEntity({ ...contentRow, sealed: contentKey.sealed }, 'Replace');
    await expect(stores.contentKeys.list(10)).rejects.toMatchObject(refused('keys: versionCreatedAt'));
    await storage.client('keys').createEntity({ ...contentRow, rowKey: `2026-02-30_${hostTenantId}`, ...contentKey });
    await stores.contentKeys.insert(hostTenantId, '2026-11-25', contentKey);
    expect((await stores.contentKeys.list(10)).rows.map(({ day }) => day)).toEqual(['2026-11-25']);

    await stores.rewrapProgress.write('{}');
    await storage.client('keys').updateEntity({ partitionKey: 'rewrap', rowKey: 'progress', text: 5 }, 'Replace');
    await expect(stores.rewrapProgress.read()).rejects.toMatchObject(refused('keys: text'));

    await stores.sessions.put(sender, { sealed: new Uint8Array([1]), expiresAt: at(0) });
    const sessionRow = addressOfSession(sender).keys;
    await storage.client('transactions').updateEntity({ ...sessionRow, sealed: 'AQ==', expiresAt: at(0) }, 'Replace');
    await expect(stores.sessions.read(sender)).rejects.toMatchObject(refused('transactions: sealed'));
    await storage.client('transactions').createEntity({ ...addressOfTestTimes(sender).keys, times: '["now"]' });
    await expect(stores.testTimes.read(sender)).rejects.toMatchObject(refused('transactions: times'));

    await stores.due.list('refresh', at(0), 1);
    await storage.client('due').createEntity({ partitionKey: 'refresh', rowKey: '2026-11-02T09:00:00.000Z_ann_1' });
    await expect(stores.due.list('refresh', at(1), 10)).rejects.toMatchObject(refused('due: RowKey'));
    await stores.due.add({ kind: 'refresh', at: at(1), sender, generation: 1 });
    expect(await stores.due.list('refresh', at(1), 10)).toHaveLength(1);
  });

  it('may have columns that we do not know', async () => {
    const message = await stores.messages.insert(createMessage());
    const keys = { partitionKey: message.id[0] ?? '', rowKey: `message_${message.id}` };
    await storage.client('messages').updateEntity({ ...keys, later: 'version' }, 'Merge');
    expect(await stores.messages.read(message.id)).toEqual({ ...message, etag: expect.any(String) as string });
  });
});

describe('a list', () => {
  it('follows empty and short pages of the service', async () => {
    const grants = times(3, () => createGrant());
    for (const grant of grants) {
      await connectIn(stores.grants, grant, createTokens());
      const before = { partitionKey: formatSender(grant.sender), rowKey: 'a' };
      await storage.client('grants').createEntity(before);
    }
    const continued = { 'x-ms-continuation-NextPartitionKey': 'MA==', 'x-ms-continuation-NextRowKey': 'MA==' };
    storage.faults.add({
      path: '/grants\\(\\)',
      times: 2,
      action: { kind: 'answer', status: 200, headers: continued, body: { value: [] } },
    });
    expect((await stores.grants.list(hostTenantId, 10)).grants).toHaveLength(3);
  });

  it('ends after a bounded number of empty pages and goes on from there', async () => {
    const headers = { 'x-ms-continuation-NextPartitionKey': 'MA==', 'x-ms-continuation-NextRowKey': 'MA==' };
    storage.faults.add({ times: 1_000, action: { kind: 'answer', status: 200, headers, body: { value: [] } } });
    const page = await stores.grants.list(hostTenantId, 10);
    expect(page).toEqual({ grants: [], cursor: expect.any(String) as string });
    expect(storage.requests.length).toBeLessThanOrEqual(20);
    await expect(stores.grants.read(createSender())).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  it('calls a cursor invalid that the service refuses', async () => {
    storage.faults.add({ action: { kind: 'answer', status: 400, headers: { 'x-ms-error-code': 'InvalidInput' } } });
    const cursor = Buffer.from('{"nextPartitionKey":"1!8!MTE-","nextRowKey":"1!8!MTE-"}').toString('base64url');
    const refused = { code: 'invalid_request', faults: [{ pointer: 'query:cursor' }] };
    await expect(stores.grants.list(hostTenantId, 10, cursor)).rejects.toMatchObject(refused);
    storage.faults.add({ action: { kind: 'answer', status: 400 } });
    await expect(stores.grants.list(hostTenantId, 10)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});
