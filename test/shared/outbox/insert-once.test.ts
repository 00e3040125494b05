import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
import { createInsertOnce } from '../../../shared/outbox/insert-once.ts';
import { deriveMessageId } from '../../../shared/outbox/message-id.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import { findReplay } from '../../../shared/outbox/replay.ts';
import { createMessage } from '../../contract/samples.ts';
import { caller, createOutboxFixture, hostTenantId } from './outbox-fixture.ts';

const callerId = caller.clientId;
const scope = { hostTenantId, callerId, idempotencyKey: 'k' };
const idOf = (resubmission: number) => deriveMessageId(scope, resubmission);

async function setUp(change: (store: MessageStore) => Partial<MessageStore> = () => ({})) {
  const { store, vault } = createOutboxFixture();
  const messages = { ...store, ...change(store) };
  const build = async (content: string) =>
    createMessage({ callerId, contentDigest: await vault.digest('message content', content) });
  const insertOnce = createInsertOnce({ messages, vault, historyDays: 30 });
  const insert = async (content = 'content') =>
    insertOnce(await build(content), scope, content, (message) => messages.insert(message));
  const fail = async (id: string) => {
    const message = await store.read(id);
    if (message) await store.replace(message, { ...message, status: 'failed' });
  };
  const replay = (content = 'content') => findReplay({ messages, vault }, scope, content);
  return { store, insert, fail, replay, build };
}

describe('createInsertOnce', () => {
  it('inserts under the id of the key', async () => {
    const { insert } = await setUp();
    expect(await insert()).toMatchObject({ id: idOf(0), status: 'sending' });
  });

  it('passes the key on after a failure', async () => {
    const { insert, fail } = await setUp();
    await insert();
    await fail(idOf(0));
    expect(await insert('other')).toMatchObject({ id: idOf(1), previousId: idOf(0) });
  });

  it('lets one of many win the place after a failure', async () => {
    const { insert, fail } = await setUp();
    await insert();
    await fail(idOf(0));
    const all = await Promise.all(Array.from({ length: 20 }, () => insert()));
    expect(all.filter((one) => !('isReplayed' in one))).toHaveLength(1);
  });

  it('gives up with conflict when others keep taking the id', async () => {
    let inserts = 0;
    const { insert } = await setUp(() => ({
      // The row that holds the id is gone whenever it is read.
      insert: () => (inserts++, Promise.reject(new ConnectorError('conflict'))),
      read: async () => undefined,
    }));
    await expect(insert()).rejects.toMatchObject({ code: 'conflict', retryAfterSeconds: 1 });
    expect(inserts).toBe(CONFLICT_RETRIES_MAX);
  });

  it('throws what storage says, other than a conflict', async () => {
    const { insert } = await setUp(() => ({
      insert: () => Promise.reject(new ConnectorError('storage_unavailable')),
    }));
    await expect(insert()).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

describe('findReplay', () => {
  it('says that a key is free', async () => {
    expect(await (await setUp()).replay()).toEqual({ resubmission: 0 });
  });

  it.each(['sending', 'sent', 'unknown'] as const)('answers the same content with the %s message', async (status) => {
    const { store, build, replay } = await setUp();
    await store.insert({ ...(await build('content')), id: idOf(0), status });
    expect(await replay()).toMatchObject({ isReplayed: true, message: { id: idOf(0), status } });
    await expect(replay('other')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('leads past failed messages by what the first one recorded', async () => {
    const { store, build, replay } = await setUp();
    const failed = { ...(await build('content')), status: 'failed' as const };
    await store.insert({ ...failed, id: idOf(0), resubmissions: 700 });
    await store.insert({ ...failed, id: idOf(700) });
    expect(await replay('whatever')).toEqual({ resubmission: 701, previousId: idOf(700) });
  });

  it('ends a key that failed a thousand times', async () => {
    const { store, build, replay } = await setUp();
    const failed = { ...(await build('content')), status: 'failed' as const };
    await store.insert({ ...failed, id: idOf(0), resubmissions: 1_000 });
    await store.insert({ ...failed, id: idOf(1_000) });
    await expect(replay()).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});
