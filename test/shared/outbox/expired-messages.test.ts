import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createExpiredMessages } from '../../../shared/outbox/expired-messages.ts';
import type { Message, MessageStore } from '../../../shared/outbox/message.ts';
import { createMessages } from '../../../shared/outbox/messages.ts';
import { formatSender } from '../../../shared/sender.ts';
import { createMessage } from '../../contract/samples.ts';
import { createMemoryTestTimesStore } from '../../fakes/memory-test-times-store.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { account, caller, createOutboxFixture, token } from './outbox-fixture.ts';

const { sender } = token.grant;
const owner = { sender, account, isConnected: true, names: token.names };

/** A message that waits in this state and has expired, and that nobody has looked at since. */
async function setUp(status: 'queued' | 'held', change?: (store: MessageStore) => Partial<MessageStore>) {
  const fixture = createOutboxFixture(change);
  const settings = {
    historyDays: 30,
    messageExpiryDays: 30,
    messageSizeMaxMb: 35,
    erpName: 'ERP',
    hostName: 'Contoso',
  };
  const messages = createMessages({
    ...fixture,
    store: fixture.store,
    settings,
    testTimes: createMemoryTestTimesStore(),
  });
  fixture.senderTokens.bind = async () => ({ sender, account, isConnected: status === 'queued' });
  const inSeconds = (seconds: number) => new Date(fixture.now().getTime() + seconds * 1000).toISOString();
  const body = { ...validBody, reference: 'SI-103042', expiresAt: inSeconds(7_200), notBefore: inSeconds(3_600) };
  const submit = (changes: object = {}) => {
    const { submission, options } = parse({ ...body, ...changes, idempotencyKey: 'k' }, { prefer: 'respond-async' });
    return messages.submit(caller, submission, options);
  };
  const { message } = await submit();
  expect(message.status).toBe(status);
  fixture.clock.pass(7_200);
  return { ...fixture, messages, id: message.id, submit };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;
const statusesOf = (messages: readonly Pick<Message, 'status'>[]) => messages.map(({ status }) => status);
const refusalOf = (promise: Promise<unknown>) => promise.then(String, (error: ConnectorError) => error.code);

/** Each way to be told of the message first, and what it tells. */
const readers: [string, (parts: SetUp) => Promise<unknown>, unknown][] = [
  ['read', async ({ messages, id }) => (await messages.read(caller, id)).status, 'expired'],
  ['listed', async ({ messages }) => statusesOf((await messages.list(caller, { top: 9 })).messages), ['expired']],
  [
    'listed by its former state',
    async ({ messages }) => [
      ...(await messages.list(caller, { top: 9, status: 'queued' })).messages,
      ...(await messages.list(caller, { top: 9, status: 'held' })).messages,
    ],
    [],
  ],
  ['found by its key', async ({ messages }) => (await messages.findByKey(caller, 'k'))?.status, 'expired'],
  ['cancelled', ({ messages, id }) => refusalOf(messages.cancel(caller, id)), 'message_state'],
  ['resent', async ({ messages, id }) => (await messages.resend(caller, id)).previousId !== undefined, true],
  ['shown as waiting', async ({ messages }) => (await messages.listWaiting(owner)).messages, []],
  ['refused', ({ messages, id }) => refusalOf(messages.refuseWaiting(owner, id)), 'message_state'],
  [
    'shown to its sender',
    async ({ messages }) => statusesOf((await messages.readHistory(sender, new Date(0))).latest),
    ['expired'],
  ],
  ['released', async ({ messages }) => messages.release(token.grant, token.names), 0],
];

describe('createExpiredMessages', () => {
  describe.each(['queued', 'held'] as const)('a %s message that has expired', (status) => {
    it.each(readers.filter(([what]) => status === 'held' || what !== 'released'))(
      'has ended when it is %s',
      async (_what, ask, expected) => {
        const parts = await setUp(status);
        expect(await ask(parts)).toEqual(expected);
        expect((await parts.store.read(parts.id))?.status).toBe('expired');
        const { hints } = await parts.hints.list(formatSender(sender), 10);
        expect(hints.filter(({ id }) => id === parts.id)).toEqual([]);
      },
    );

    it('leaves its key free for another message, and answered for the same one before', async () => {
      const { submit, id, clock } = await setUp(status);
      clock.pass(-1);
      expect(await submit()).toMatchObject({ isReplayed: true, message: { id, status } });
      expect(await refusalOf(submit({ expiresAt: undefined }))).toBe('idempotency_key_reused');
      clock.pass(1);
      const { message, isReplayed } = await submit({ expiresAt: undefined, notBefore: undefined });
      expect([message.status, message.previousId, isReplayed]).toEqual([status, id, false]);
    });

    it('is told in the feed of changes, once', async () => {
      const { messages, id, clock } = await setUp(status);
      const { cursor } = await messages.listChanges(caller, 10);
      await messages.read(caller, id);
      clock.pass(31);
      const changes = await messages.listChanges(caller, 10, cursor);
      expect(changes.messages).toMatchObject([{ id, status: 'expired' }]);
      expect((await messages.listChanges(caller, 10, changes.cursor)).messages).toEqual([]);
    });
  });

  const waiting = { ...createMessage({ status: 'queued', expiresAt: new Date(1_000) }), etag: 'W/"1"' };
  const readerOf = (messages: Pick<MessageStore, 'read' | 'replace'>, milliseconds = 1_000) =>
    createExpiredMessages({
      messages,
      hints: { remove: async () => {} },
      historyDays: 30,
      now: () => new Date(milliseconds),
    });
  const conflicting = async () => Promise.reject(new ConnectorError('conflict'));

  it('shows what another worker has made of it meanwhile', async () => {
    const rows = [waiting, { ...waiting, status: 'sending' as const }];
    const { read } = readerOf({ read: async () => rows.shift(), replace: conflicting });
    expect((await read(waiting.id))?.status).toBe('sending');
  });

  it('tells nobody that it has expired while that cannot be written', async () => {
    const replace = async () => Promise.reject(new ConnectorError('storage_unavailable'));
    const { read } = readerOf({ read: async () => waiting, replace });
    await expect(read(waiting.id)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect((await readerOf({ read: async () => waiting, replace: conflicting }).read(waiting.id))?.status).toBe(
      'queued',
    );
  });

  it.each(['sending', 'sent', 'failed', 'unknown', 'cancelled', 'expired'] as const)(
    'writes nothing of what is %s, or nothing before its time',
    async (status) => {
      const replace = async () => Promise.reject(new Error('It writes.'));
      expect((await readerOf({ read: async () => ({ ...waiting, status }), replace }).read(waiting.id))?.status).toBe(
        status,
      );
      expect((await readerOf({ read: async () => waiting, replace }, 999).read(waiting.id))?.status).toBe('queued');
      expect(await readerOf({ read: async () => undefined, replace }).read(waiting.id)).toBeUndefined();
    },
  );
});
