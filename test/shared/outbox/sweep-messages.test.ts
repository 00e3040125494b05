import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { SENDING_LEASE_SECONDS, TIMER_BATCH_MAX } from '../../../shared/limits.ts';
import { createAuthenticMessages } from '../../../shared/outbox/authentic-messages.ts';
import type { MessageStore } from '../../../shared/outbox/message.ts';
import { createSweepMessages } from '../../../shared/outbox/sweep-messages.ts';
import { createMessage } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';

function setUp() {
  // Two clocks: that of the instance and that of storage.
  const [clock, storageClock] = [createManualClock(), createManualClock()];
  const store = createMemoryMessageStore({ now: storageClock.now });
  const insert = (changes: Parameters<typeof createMessage>[0] = {}) =>
    store.insert(
      createMessage({
        createdAt: clock.now(),
        dueAt: new Date(clock.now().getTime() + SENDING_LEASE_SECONDS * 1000),
        ...changes,
      }),
    );
  const others = {
    contents: { drop: async () => {} },
    queue: { enqueue: async () => {} },
    hints: { remove: async () => {} },
    deliverWaiting: { look: async () => undefined },
    settleDraft: async () => {},
  };
  const sweep = async (messages: Pick<MessageStore, 'listDue' | 'removeOver' | 'replace' | 'remove'> = store) => {
    const report = await createSweepMessages({ ...others, messages, historyDays: 30, now: clock.now })();
    expect([report.woken, report.expired, report.looked, report.emptied]).toEqual([0, 0, 0, 0]);
    return { unknown: report.unknown, deleted: report.deleted };
  };
  const pass = (seconds: number) => [clock, storageClock].forEach((one) => one.pass(seconds));
  return { clock, storageClock, store, insert, sweep, pass };
}

describe('createSweepMessages', () => {
  it('gives up a sending message whose lease ended, and only then', async () => {
    const { insert, sweep, pass, store } = setUp();
    const { id } = await insert();
    pass(SENDING_LEASE_SECONDS - 1);
    expect(await sweep()).toEqual({ unknown: 0, deleted: 0 });
    pass(1);
    expect(await sweep()).toEqual({ unknown: 1, deleted: 0 });
    expect(await store.read(id)).toMatchObject({
      status: 'unknown',
      error: { code: 'delivery_unknown' },
      attempts: [{ outcome: 'unknown' }],
    });
    expect(await sweep()).toEqual({ unknown: 0, deleted: 0 });
  });

  it('measures a lease by the clock of storage, however wrong its own is', async () => {
    const { insert, sweep, clock, storageClock, store } = setUp();
    const { id } = await insert();
    clock.pass(3_600);
    expect(await sweep()).toEqual({ unknown: 0, deleted: 0 });
    expect((await store.read(id))?.status).toBe('sending');
    storageClock.pass(SENDING_LEASE_SECONDS);
    expect(await sweep()).toEqual({ unknown: 1, deleted: 0 });
  });

  it.each(['sent', 'failed', 'unknown'] as const)('deletes a %s message when its history ends', async (status) => {
    const { insert, sweep, pass, store } = setUp();
    const { id } = await insert({ status });
    pass(SENDING_LEASE_SECONDS);
    expect(await sweep()).toEqual({ unknown: 0, deleted: 1 });
    expect(await store.read(id)).toBeUndefined();
  });

  it('keeps what it gave up for the whole history', async () => {
    const { insert, sweep, pass, store, clock } = setUp();
    const { id } = await insert();
    pass(SENDING_LEASE_SECONDS);
    await sweep();
    expect((await store.read(id))?.dueAt).toEqual(new Date(clock.now().getTime() + 30 * 24 * 3_600_000));
  });

  it('leaves a message alone whose sender has just come back', async () => {
    const { insert, sweep, pass, store } = setUp();
    const message = await insert();
    pass(SENDING_LEASE_SECONDS);
    const report = await sweep({
      ...store,
      async listDue(now, top) {
        const due = await store.listDue(now, top);
        await store.replace(message, { ...message, status: 'sent' });
        return due;
      },
    });
    expect(report).toEqual({ unknown: 0, deleted: 0 });
    expect((await store.read(message.id))?.status).toBe('sent');
  });

  it('does each step once when two run at the same time', async () => {
    const { insert, sweep, pass } = setUp();
    for (let count = 0; count < 20; count++) await insert();
    pass(SENDING_LEASE_SECONDS);
    const reports = await Promise.all([sweep(), sweep()]);
    expect(reports.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(20);
  });

  it('does what is due behind more rows of others than a batch holds, and alarms once', async () => {
    const { insert, sweep, pass, store } = setUp();
    for (let count = 0; count <= TIMER_BATCH_MAX; count++) await insert({ mac: '0.not-ours' });
    pass(1);
    const { id } = await insert();
    pass(24 * 3_600);
    let lists = 0;
    const vault = {
      digest: async () => '0.ours',
      matchesDigest: async (_p: string, _c: unknown, mac: string) => mac === '0.ours',
    };
    const authentic = createAuthenticMessages({ store, vault });
    const counted: MessageStore = { ...authentic, listDue: (...asked) => ((lists += 1), authentic.listDue(...asked)) };
    await expect(sweep(counted)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect((await store.read(id))?.status).toBe('unknown');
    expect(lists).toBe(2);
  });

  it('lists once when nothing is due, and once where everything fits into a batch', async () => {
    const { insert, sweep, pass, store } = setUp();
    let lists = 0;
    const counted: MessageStore = { ...store, listDue: (...asked) => ((lists += 1), store.listDue(...asked)) };
    await sweep(counted);
    expect(lists).toBe(1);
    for (let count = 0; count < TIMER_BATCH_MAX; count++) await insert();
    pass(SENDING_LEASE_SECONDS);
    expect(await sweep(counted)).toEqual({ unknown: TIMER_BATCH_MAX, deleted: 0 });
    expect(lists).toBe(2);
  });

  it('tries the others when storage refuses one, and fails in the end', async () => {
    const { insert, sweep, pass, store } = setUp();
    const [first] = [await insert(), await insert(), await insert()];
    pass(SENDING_LEASE_SECONDS);
    const failing = sweep({
      ...store,
      replace: (message, next) =>
        message.id === first.id
          ? Promise.reject(new ConnectorError('storage_unavailable'))
          : store.replace(message, next),
    });
    await expect(failing).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await sweep()).toEqual({ unknown: 1, deleted: 0 });
  });
});
