/** What the own page tells a person and deletes for them, through every use case and over real tables. */
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../shared/callers/caller.ts';
import { en } from '../../shared/pages/text/en.ts';
import type { ConnectorError } from '../../shared/errors.ts';
import { accountSinceOf } from '../../shared/grants/home-account.ts';
import { CONNECT_CHECK_SECONDS, ERASED_GENERATION_DAYS } from '../../shared/limits.ts';
import { TABLES } from '../../shared/storage-names.ts';
import { createVault } from '../../shared/vault/vault.ts';
import { createMemoryConnector, erp, otherApp, personOf } from '../fakes/memory-connector.ts';
import { createMemoryKeyEncryptionKeys } from '../fakes/memory-key-encryption-keys.ts';
import { createMemoryPeppers } from '../fakes/memory-peppers.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { parse, validBody } from '../shared/submission/submission-sample.ts';
import { startTableStorage } from './table-storage.ts';

const storage = await startTableStorage();
const DAY_SECONDS = 24 * 3600;
const { hostObjectId, homeObjectId, address } = personOf('ann');
const sender = { hostTenantId, hostObjectId };
const home = { homeTenantId, homeObjectId };
const callerOf = (clientId: string): Caller => ({ hostTenantId, clientId, rights: ['send'] });

async function createStage() {
  const stores = await storage.createStores();
  const stage = createMemoryConnector(({ now }) => {
    const { dataKeys, tenantKeys, contentKeys, rewrapProgress } = stores;
    const keyEncryptionKeys = createMemoryKeyEncryptionKeys(now);
    const keys = { keyEncryptionKeys, peppers: createMemoryPeppers() };
    const vault = createVault({ ...keys, dataKeys, tenantKeys, contentKeys, rewrapProgress, now });
    return { stores, vault };
  });
  const { senders, messages, operations } = stage.connector;
  return {
    ...stage,
    senders,
    operations,
    submit: (clientId: string, idempotencyKey?: string) => {
      const { submission, options } = parse({ ...validBody, sender: address, idempotencyKey });
      // As a client with an outbox of its own, so that nothing waits for Ann.
      return messages.submit(callerOf(clientId), submission, { ...options, isStrict: true });
    },
    submitOwnTest: () => messages.submitOwnTest(callerOf('me'), sender, en.testMessage),
    async readHistory() {
      const { grant } = await senders.find(hostTenantId, hostObjectId);
      return messages.readHistory(sender, accountSinceOf(grant));
    },
    /** Tables and row keys of all rows that name Ann in a key or a column. */
    async listTraces() {
      const found = await Promise.all(
        TABLES.map(async (table) => {
          const rows = (await storage.rows(table)).filter((row) => JSON.stringify(row).includes(hostObjectId));
          return rows.map(({ rowKey = '' }) => `${table} ${rowKey.replace(/[_-].*/, '')}`);
        }),
      );
      return found.flat().sort();
    },
  };
}

const codeOf = (error: ConnectorError) => error.code;

describe('the history of a person', () => {
  it('is counted and shown from what the applications sent, and begins anew for another account', async () => {
    const { signIn, submit, submitOwnTest, readHistory, clock, graph, senders, entra } = await createStage();
    await signIn('ann');
    graph.script.outcomes = [{ kind: 'refused', code: 'message_refused', graphCode: 'ErrorInvalidRequest' }];
    for (const application of [erp, otherApp, erp]) {
      await submit(application);
      clock.pass(1);
    }
    const test = await submitOwnTest();
    const { applications, latest, isAtLeast, lastUsedAt } = await readHistory();
    expect([applications, isAtLeast, lastUsedAt]).toEqual([
      [
        { callerId: erp, messages: 2 },
        { callerId: otherApp, messages: 1 },
        { callerId: 'me', messages: 1 },
      ],
      false,
      clock.now(),
    ]);
    expect(latest.map(({ callerId, status }) => `${callerId} ${status}`)).toEqual([
      'me sent',
      `${erp} sent`,
      `${otherApp} sent`,
      `${erp} failed`,
    ]);
    expect(latest[0]).toEqual({ id: test.id, callerId: 'me', at: clock.now(), status: 'sent' });

    await senders.disconnect(hostTenantId, hostObjectId);
    clock.pass(60);
    const uid = personOf('noa').homeObjectId;
    entra.script.change = (result) => ({
      ...result,
      clientInfo: { uid, utid: homeTenantId },
      ...(result.idTokenClaims['tid'] === homeTenantId && { idTokenClaims: { ...result.idTokenClaims, oid: uid } }),
    });
    await signIn('ann');
    expect(await readHistory()).toMatchObject({ applications: [], latest: [], since: clock.now() });
  });
});

describe('the erasure of a person', () => {
  it('leaves what its receipt says, a stranger to every caller, and no key that sends twice', async () => {
    const { signIn, submit, submitOwnTest, senders, operations, listTraces, clock, graph, connector } =
      await createStage();
    const browser = await signIn('ann');
    const first = await submit(erp, 'SI-103042');
    await submit(erp);
    await submitOwnTest();
    const before = graph.sent.length;
    const { deleted, remaining } = await senders.erase(sender, home);
    expect(deleted).toEqual([
      { kind: 'connection', count: 1 },
      { kind: 'names', count: 1 },
      { kind: 'message_index', count: 3 },
    ]);
    expect(remaining.map(({ kind }) => kind)).toEqual(['messages', 'generation', 'test_times']);
    expect(await listTraces()).toEqual([
      // Two looks that the sweep will take, and what the feed of changes tells.
      'due 2026',
      'due 2026',
      'due 2026',
      'grants erased',
      // Gone with their messages, at the latest when the history ends.
      ...Array.from({ length: 3 }, () => 'messages due'),
      ...Array.from({ length: 3 }, () => 'messages message'),
      'transactions c0a7050c',
    ]);
    const grants = await storage.rows('grants');
    expect(Object.keys(grants[0] ?? {}).sort()).toEqual(
      ['erasedAt', 'etag', 'generation', 'partitionKey', 'rowKey', 'timestamp'].sort(),
    );
    expect(JSON.stringify(await Promise.all(TABLES.map((table) => storage.rows(table))))).not.toContain(address);

    for (const reference of [hostObjectId, address])
      expect(await senders.find(hostTenantId, reference).catch(codeOf)).toBe('not_found');
    expect((await senders.list(hostTenantId, 10)).grants).toEqual([]);
    expect(await submit(erp).catch(codeOf)).toBe('consent_required');
    expect(await submit(erp, 'SI-103042')).toEqual({
      message: { ...first.message, etag: expect.anything() as string },
      isReplayed: true,
    });
    expect(graph.sent).toHaveLength(before);
    await expect(connector.signIn.openSession(browser.handle, browser.secret)).rejects.toMatchObject({
      code: 'request_expired',
    });
    expect((await senders.erase(sender, home)).deleted).toEqual([]);

    for (const seconds of [CONNECT_CHECK_SECONDS, 30 * DAY_SECONDS, ERASED_GENERATION_DAYS * DAY_SECONDS]) {
      clock.pass(seconds);
      await operations.sweep();
      await operations.refresh();
    }
    expect(await listTraces()).toEqual([]);
  });

  it('is followed by a connection like any other', async () => {
    const { signIn, submit, senders, readHistory, operations, clock } = await createStage();
    await signIn('ann');
    await submit(erp, 'SI-103042');
    await senders.erase(sender, home);
    clock.pass(60);
    await signIn('ann');
    expect((await senders.find(hostTenantId, address)).grant.generation).toBe(2);
    expect((await submit(erp, 'SI-103042')).isReplayed).toBe(true);
    expect((await submit(erp)).message.status).toBe('sent');
    clock.pass(CONNECT_CHECK_SECONDS);
    await operations.sweep();
    expect((await readHistory()).applications).toEqual([{ callerId: erp, messages: 1 }]);
  });
});
