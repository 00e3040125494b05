import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault, FaultAction } from '../../../../infra/local/emulators/kit/fault.ts';
import type { TableStores } from '../../../../shared/azure/tables/table-stores.ts';
import {
  at,
  bytesOf,
  connectIn,
  createGrant,
  createMessage,
  createSender,
  createTokens,
  times,
} from '../../../contract/samples.ts';
import { startTableStorage } from '../../../contract/table-storage.ts';

const storage = await startTableStorage();

let stores: TableStores;
beforeEach(async () => {
  stores = await storage.createStores();
  await stores.messages.read(createMessage().id);
});

const lost: FaultAction = { kind: 'cut-after-accepting' };
const busy: FaultAction = { kind: 'answer', status: 503, headers: { 'x-ms-error-code': 'ServerBusy' } };
const late: FaultAction = { kind: 'execute-later', laterMilliseconds: 0, status: 500 };

const inject = (method: string, path: string, action: FaultAction, more: Partial<Fault> = {}) =>
  storage.faults.add({ method, path, action, ...more });

/** Status of each request for the path; 0 without an answer. */
const statuses = (method: string, path: RegExp) =>
  storage.requests
    .filter((request) => request.method === method && path.test(request.path))
    .map(({ status }) => status);

const countMessageRows = async () => (await storage.rows('messages')).length;

describe('a message', () => {
  it.each([
    ['cut', lost],
    ['hanging', { kind: 'hang' }],
    ['500, carried out afterwards', late],
  ] as [string, FaultAction][])('is inserted once when the answer is %s', async (_name, action) => {
    inject('POST', '\\$batch', action);
    const message = createMessage();
    const inserted = await stores.messages.insert(message);
    expect(inserted).toEqual({ ...message, etag: inserted.etag });
    expect(await stores.messages.read(message.id)).toEqual(inserted);
    expect(await countMessageRows()).toBe(5);
    expect(statuses('POST', /batch/)).toHaveLength(2);
    await stores.messages.replace(inserted, { ...message, status: 'sent', dueAt: at(40) });
  });

  it("is another's when the id was taken before an attempt that did nothing", async () => {
    const other = await stores.messages.insert(createMessage());
    inject('POST', '\\$batch', busy);
    const attempt = stores.messages.insert(createMessage({ id: other.id }));
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    expect(await stores.messages.read(other.id)).toEqual(other);
  });

  it.each([
    ['moved', at(40)],
    ['not moved', at(10)],
  ])('is replaced when the answer is lost and it is %s', async (_name, dueAt) => {
    const message = await stores.messages.insert(createMessage());
    const next = { ...message, attempts: [{ at: at(1), outcome: 'unknown' as const }], mac: '0.a', dueAt };
    inject('POST', '\\$batch', lost);
    inject('PUT', '/messages', lost);
    const replaced = await stores.messages.replace(message, next);
    expect(await stores.messages.read(message.id)).toEqual(replaced);
    expect(replaced).toEqual({ ...next, etag: replaced.etag });
    expect((await stores.messages.listDue(at(59), 10)).due.map((due) => due.message.id)).toEqual([message.id]);
    expect(await countMessageRows()).toBe(5);
  });

  it('is in conflict when it was replaced by another before an attempt that did nothing', async () => {
    const message = await stores.messages.insert(createMessage());
    await stores.messages.replace(message, { ...message, status: 'unknown', dueAt: at(30) });
    inject('POST', '\\$batch', busy);
    const attempt = stores.messages.replace(message, { ...message, status: 'sent', dueAt: at(40) });
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    expect(await stores.messages.read(message.id)).toMatchObject({ status: 'unknown' });
  });

  it('is removed when the answer is lost', async () => {
    const message = await stores.messages.insert(createMessage());
    inject('POST', '\\$batch', lost);
    await stores.messages.remove(message);
    expect(await countMessageRows()).toBe(0);
  });

  it('is removed among others that are over when the answer is lost', async () => {
    const ids = times(3, () => createMessage().id.replace(/^./, 'a'));
    for (const id of ids) await stores.messages.insert(createMessage({ id, status: 'sent' }));
    const { over } = await stores.messages.listDue(at(59), 10);
    inject('POST', '\\$batch', lost);
    expect(await stores.messages.removeOver(over)).toBe(3);
    expect(await countMessageRows()).toBe(0);
  });

  it('is in conflict, not removed, when another changed it before an attempt that did nothing', async () => {
    const message = await stores.messages.insert(createMessage());
    await stores.messages.replace(message, { ...message, status: 'sent' });
    inject('POST', '\\$batch', busy);
    await expect(stores.messages.remove(message)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is neither written nor in conflict when nobody can find out', async () => {
    const message = createMessage();
    inject('POST', '\\$batch', lost);
    inject('GET', '/messages', { kind: 'cut-before-reading' }, { times: 9 });
    await expect(stores.messages.insert(message)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

describe('a grant', () => {
  it('is connected, replaced and gets new tokens although every first answer is lost', async () => {
    const grant = createGrant({ userPrincipalName: 'ann@contoso.com' });
    inject('POST', '\\$batch', lost);
    await connectIn(stores.grants, grant, createTokens());
    const first = (await stores.grants.read(grant.sender)).grant;
    if (!first) throw new Error('The grant is not there.');

    inject('PUT', 'grant', lost);
    const { userPrincipalName: _name, ...rest } = first;
    await stores.grants.replace({ ...rest, refreshFailures: 1 });

    const second = await stores.grants.read(grant.sender);
    const tokens = createTokens();
    inject('PUT', 'tokens-', lost);
    await stores.grants.replaceTokens(grant.sender, { ...tokens, etag: second.tokens?.etag ?? '' });

    const third = await stores.grants.read(grant.sender);
    expect(third.grant).toMatchObject({ refreshFailures: 1 });
    expect(bytesOf(third.tokens?.sealed)).toEqual(bytesOf(tokens.sealed));
    inject('POST', '\\$batch', lost);
    await connectIn(stores.grants, { ...(third.grant ?? grant), generation: 2 }, createTokens(2));
    expect((await stores.grants.read(grant.sender)).tokens?.generation).toBe(2);
  });

  it.each([
    ['sets another value', { refreshFailures: 2 }],
    ['sets a column that we leave out', { problem: { code: 'consent_required' as const } }],
  ])("is another's when theirs %s", async (_name, change) => {
    const grant = createGrant();
    await connectIn(stores.grants, grant, createTokens());
    const read = (await stores.grants.read(grant.sender)).grant;
    if (!read) throw new Error('The grant is not there.');
    await stores.grants.replace({ ...read, ...change });
    inject('PUT', 'grant', busy);
    await expect(stores.grants.replace(read)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('loses its tokens although the answer is lost', async () => {
    const grant = createGrant();
    await connectIn(stores.grants, grant, createTokens());
    inject('DELETE', 'tokens-', lost);
    await stores.grants.removeTokens(grant.sender, 2);
    expect((await stores.grants.read(grant.sender)).tokens).toBeUndefined();
  });
});

describe('a data key', () => {
  it('is inserted and replaced although the answers are lost', async () => {
    const sender = createSender();
    inject('POST', '/keys', lost);
    await stores.dataKeys.insert(sender, 1, { wrapped: new Uint8Array([1]), sealed: new Uint8Array([3]) });
    const row = await stores.dataKeys.read(sender, 1);
    inject('PUT', '/keys', lost);
    if (row) await stores.dataKeys.replace(row, { wrapped: new Uint8Array([2]), sealed: new Uint8Array([4]) });
    const replaced = await stores.dataKeys.read(sender, 1);
    expect([bytesOf(replaced?.wrapped), bytesOf(replaced?.sealed)]).toEqual([[2], [4]]);
  });

  it("is another's when the generation was taken before an attempt that did nothing", async () => {
    const sender = createSender();
    await stores.dataKeys.insert(sender, 1, { wrapped: new Uint8Array([1]), sealed: new Uint8Array([3]) });
    inject('POST', '/keys', busy);
    const attempt = stores.dataKeys.insert(sender, 1, { wrapped: new Uint8Array([2]) });
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is destroyed although the answer is lost', async () => {
    const sender = createSender();
    await stores.dataKeys.insert(sender, 1, { wrapped: new Uint8Array([1]), sealed: new Uint8Array([3]) });
    inject('DELETE', '/keys', lost);
    await stores.dataKeys.remove(sender);
    expect(await stores.dataKeys.read(sender, 1)).toBeUndefined();
  });
});

describe('a tenant key', () => {
  const version = { index: 0, version: 'a1' };
  const key = (first: number) => ({ wrapped: new Uint8Array([first]), sealed: new Uint8Array([3]) });

  it('is inserted although the answer is lost', async () => {
    const { hostTenantId } = createSender();
    inject('POST', '/keys', lost);
    await stores.tenantKeys.insert(hostTenantId, version, key(1));
    expect(bytesOf((await stores.tenantKeys.read(hostTenantId, version))?.wrapped)).toEqual([1]);
  });

  it("is another's when it was there before an attempt that did nothing", async () => {
    const { hostTenantId } = createSender();
    await stores.tenantKeys.insert(hostTenantId, { ...version, index: 1 }, key(1));
    inject('POST', '/keys', busy);
    const attempt = stores.tenantKeys.insert(hostTenantId, { ...version, index: 1 }, key(2));
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a content key', () => {
  const key = (first: number) => ({ sealed: new Uint8Array([first]), versionCreatedAt: new Date(0) });

  it("is inserted and destroyed although the answers are lost, and is another's when it was there before", async () => {
    const { hostTenantId } = createSender();
    inject('POST', '/keys', lost);
    await stores.contentKeys.insert(hostTenantId, '2026-11-24', key(1));
    inject('POST', '/keys', busy);
    const attempt = stores.contentKeys.insert(hostTenantId, '2026-11-24', key(2));
    await expect(attempt).rejects.toMatchObject({ code: 'conflict' });
    inject('DELETE', '/keys', lost);
    await stores.contentKeys.removeBefore('2026-11-25', 10);
    expect(await stores.contentKeys.read(hostTenantId, '2026-11-24')).toBeUndefined();
  });
});

describe('an authorization transaction', () => {
  const createKey = () => ({ bucket: '1793600000', digest: randomBytes(32).toString('hex') });

  it('is used by us although the answer is lost, and by nobody afterwards', async () => {
    const key = createKey();
    inject('POST', '/transactions', lost);
    expect(await stores.transactions.use(key)).toBe(true);
    expect(await stores.transactions.use(key)).toBe(false);
  });

  it('is used when the attempt that failed did nothing', async () => {
    inject('POST', '/transactions', busy);
    expect(await stores.transactions.use(createKey())).toBe(true);
  });

  it('is used once by twenty whose answers are lost', async () => {
    const key = createKey();
    inject('POST', '/transactions', lost, { times: 10 });
    const used = await Promise.all(times(20, () => stores.transactions.use(key)));
    expect(used.filter(Boolean)).toHaveLength(1);
  });
});

describe('names and due entries', () => {
  it('are written and removed although the answers are lost', async () => {
    const [one, other] = [createSender(), createSender()];
    const name = { kind: 'address', value: 'ann@fabrikam.com' } as const;
    inject('POST', '/names', lost);
    await stores.names.put(name, one);
    inject('PUT', '/names', lost);
    await stores.names.put(name, other, [one]);
    expect(await stores.names.read(one.hostTenantId, name.value)).toEqual([{ kind: 'address', sender: other }]);
    inject('DELETE', '/names', lost);
    await stores.names.remove(name, other);
    expect(await stores.names.read(one.hostTenantId, name.value)).toEqual([]);

    const entry = { kind: 'refresh', at: at(1), sender: one, generation: 1 } as const;
    inject('POST', '/due', lost);
    await stores.due.add(entry);
    expect(await stores.due.list('refresh', at(1), 10)).toEqual([entry]);
    inject('DELETE', '/due', lost);
    await stores.due.remove(entry);
    expect(await stores.due.list('refresh', at(1), 10)).toEqual([]);
  });
});
