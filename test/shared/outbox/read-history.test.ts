import { describe, expect, it } from 'vitest';
import { SENDER_MESSAGES_COUNTED_MAX, SENDER_MESSAGES_SHOWN_MAX } from '../../../shared/limits.ts';
import { createReadHistory } from '../../../shared/outbox/read-history.ts';
import { createMessage, createSender } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;
const longAgo = new Date(0);
const sender = createSender();

function setUp() {
  const { now } = createManualClock();
  const store = createMemoryMessageStore({ now });
  const ago = (milliseconds: number) => new Date(now().getTime() - milliseconds);
  const readHistory = createReadHistory({ messages: store, historyDays: 30, now });
  const insert = (createdAt: Date, changes: Parameters<typeof createMessage>[0] = {}) =>
    store.insert(createMessage({ sender, status: 'sent', createdAt, ...changes }));
  return { now, store, ago, readHistory, insert };
}

describe('createReadHistory', () => {
  it('counts by application, most first, and shows when the sender was last used', async () => {
    const { readHistory, insert, ago } = setUp();
    await insert(ago(3), { callerId: 'erp' });
    await insert(ago(2), { callerId: 'me', status: 'failed' });
    await insert(ago(1), { callerId: 'erp' });
    await insert(ago(0), { sender: createSender() });
    expect(await readHistory(sender, longAgo)).toMatchObject({
      applications: [
        { callerId: 'erp', messages: 2 },
        { callerId: 'me', messages: 1 },
      ],
      isAtLeast: false,
      lastUsedAt: ago(1),
    });
  });

  it('shows the newest ones with time, application and outcome, and nothing else', async () => {
    const { readHistory, insert, ago } = setUp();
    for (let count = 0; count < SENDER_MESSAGES_SHOWN_MAX + 2; count++)
      await insert(ago(count), { callerId: 'erp', status: count === 0 ? 'unknown' : 'sent', reference: 'SI-103042' });
    const { latest } = await readHistory(sender, longAgo);
    const [newest, second] = latest;
    expect(latest).toHaveLength(SENDER_MESSAGES_SHOWN_MAX);
    expect(newest).toEqual({ id: newest?.id, callerId: 'erp', at: ago(0), status: 'unknown' });
    expect(second).toMatchObject({ at: ago(1), status: 'sent' });
  });

  it('looks back as far as messages are kept, and no further than the account', async () => {
    const { readHistory, insert, ago } = setUp();
    for (const days of [31, 30, 10, 1]) await insert(ago(days * DAY_MILLISECONDS), { callerId: `${days} days` });
    const counted = async (accountSince: Date) => {
      const { since, applications } = await readHistory(sender, accountSince);
      return [since, applications.map(({ callerId }) => callerId).sort()];
    };
    expect(await counted(longAgo)).toEqual([ago(30 * DAY_MILLISECONDS), ['1 days', '10 days', '30 days']]);
    const lately = ago(9 * DAY_MILLISECONDS);
    expect(await counted(lately)).toEqual([lately, ['1 days']]);
  });

  it('says nothing of a person as whom nothing was sent', async () => {
    const { readHistory, ago } = setUp();
    expect(await readHistory(sender, longAgo)).toEqual({
      since: ago(30 * DAY_MILLISECONDS),
      applications: [],
      isAtLeast: false,
      latest: [],
    });
  });

  it('says at least where there is more than it counts', async () => {
    const { readHistory, insert, ago, now, store } = setUp();
    const topOfEach = SENDER_MESSAGES_COUNTED_MAX / 16;
    await insert(ago(0), { callerId: 'erp' });
    const messages = Array.from({ length: topOfEach }, () => ({
      id: 'a',
      callerId: 'erp',
      createdAt: now(),
      place: '',
    }));
    let asked = 0;
    const cut = createReadHistory({
      messages: { ...store, list: async (_index, options) => ((asked = options.topOfEach), { messages, isCut: true }) },
      historyDays: 30,
      now,
    });
    expect(await cut(sender, longAgo)).toMatchObject({ isAtLeast: true, applications: [{ messages: topOfEach }] });
    expect(asked).toBe(topOfEach);
    expect((await readHistory(sender, longAgo)).isAtLeast).toBe(false);
  });

  it('leaves out a message that is deleted meanwhile, and counts it', async () => {
    const { readHistory, insert, ago, store } = setUp();
    const gone = await insert(ago(0));
    await insert(ago(1));
    const { list } = store;
    store.list = async (...given) => {
      const listed = await list(...given);
      await store.remove(gone);
      return listed;
    };
    const { applications, latest } = await readHistory(sender, longAgo);
    expect([applications[0]?.messages, latest.length]).toEqual([2, 1]);
  });
});
