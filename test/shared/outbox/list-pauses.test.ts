import { describe, expect, it } from 'vitest';
import { createDoorQuota } from '../../../shared/doors/door-quota.ts';
import { MAILBOX_CONCURRENCY_MAX } from '../../../shared/limits.ts';
import { createMailboxPermits } from '../../../shared/outbox/mailbox-permits.ts';
import { createListPauses } from '../../../shared/outbox/list-pauses.ts';
import { MAILBOX_BYTES_MAX, PAUSES_LOOKS_MAX } from '../../../shared/waiting-limits.ts';
import { createOtherTenantSender, createSender, times } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMailboxLoadRows } from '../../fakes/memory-mailbox-load-rows.ts';

const { hostTenantId } = createSender();
const RATE = 30;

function createStage() {
  const { now, pass } = createManualClock();
  const rows = createMemoryMailboxLoadRows();
  const permits = createMailboxPermits({ rows, messagesPerMinute: RATE, now, random: Math.random });
  async function send(sender: ReturnType<typeof createSender>, count: number, bytes = 1_000, isDone = true) {
    for (let done = 0; done < count; done++) {
      const taken = await permits.take(sender, { id: String(done).padStart(32, '0'), bytes, isForced: false });
      if (!('permit' in taken)) throw new Error('No permit.');
      if (isDone) await permits.release(taken.permit);
    }
  }
  return { now, pass, rows, permits, send };
}

describe('listPauses', () => {
  it('names each mailbox that is held up, with what holds it up, and no other', async () => {
    const { now, permits, send } = createStage();
    const [paused, busy, quick, heavy, idle] = times(5, createSender);
    const until = new Date(now().getTime() + 60_000);
    await permits.pause(paused!, until);
    await send(busy!, MAILBOX_CONCURRENCY_MAX, 1_000, false);
    await send(quick!, RATE);
    await send(heavy!, 1, MAILBOX_BYTES_MAX);
    await send(idle!, RATE - 1);
    await permits.pause(createOtherTenantSender(), until);
    const { pauses, cursor } = await permits.listPauses(hostTenantId, 10);
    const found = new Map(pauses.map(({ sender, ...report }) => [sender.hostObjectId, report]));
    const nothing = { inFlight: 0, messagesLastMinute: 0, bytesLastFiveMinutes: 0, reached: [] };
    expect(cursor).toBeUndefined();
    expect(found.size).toBe(4);
    expect(found.get(paused!.hostObjectId)).toEqual({ ...nothing, pausedUntil: until });
    expect(found.get(busy!.hostObjectId)).toEqual({
      inFlight: MAILBOX_CONCURRENCY_MAX,
      messagesLastMinute: MAILBOX_CONCURRENCY_MAX,
      bytesLastFiveMinutes: MAILBOX_CONCURRENCY_MAX * 1_000,
      reached: ['in_flight'],
    });
    expect(found.get(quick!.hostObjectId)).toMatchObject({ messagesLastMinute: RATE, reached: ['messages'] });
    expect(found.get(heavy!.hostObjectId)).toMatchObject({ reached: ['bytes'], messagesLastMinute: 1 });
  });

  it('forgets a pause and a limit that are over, while the row is still there', async () => {
    const { now, pass, permits, send } = createStage();
    const sender = createSender();
    await send(sender, RATE);
    await permits.pause(sender, new Date(now().getTime() + 60_000));
    expect((await permits.listPauses(hostTenantId, 10)).pauses).toHaveLength(1);
    pass(70);
    expect((await permits.listPauses(hostTenantId, 10)).pauses).toEqual([]);
  });

  it('leaves out what doors count, although it is in rows of the same kind', async () => {
    const { now, rows, permits } = createStage();
    await createDoorQuota({ rows, now })({ hostTenantId, name: 'orders' }, 1, false);
    expect((await rows.list(hostTenantId, now(), 10)).loads).toHaveLength(2);
    expect((await permits.listPauses(hostTenantId, 10)).pauses).toEqual([]);
  });

  it('finds each once, page by page, also behind many that are not held up', async () => {
    const { now, permits, send } = createStage();
    const paused = times(7, createSender);
    for (const sender of paused) await permits.pause(sender, new Date(now().getTime() + 60_000));
    for (const sender of times(40, createSender)) await send(sender, 1);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await permits.listPauses(hostTenantId, 3, cursor);
      expect(page.pauses.length).toBeLessThanOrEqual(3);
      found.push(...page.pauses.map(({ sender }) => sender.hostObjectId));
      ({ cursor } = page);
    } while (cursor !== undefined);
    expect(found).toEqual(paused.map(({ hostObjectId }) => hostObjectId).toSorted());
  });

  it('looks at a bounded number of rows, and says where it goes on', async () => {
    const { now } = createManualClock();
    const asked: (string | undefined)[] = [];
    const list = async (_tenant: string, _now: Date, _top: number, cursor?: string) => {
      asked.push(cursor);
      return { loads: [], cursor: String(asked.length) };
    };
    const listPauses = createListPauses({ rows: { list }, messagesPerMinute: RATE, now });
    expect(await listPauses(hostTenantId, 5, '0')).toEqual({ pauses: [], cursor: String(PAUSES_LOOKS_MAX) });
    expect(asked).toEqual(times(PAUSES_LOOKS_MAX, String));
  });
});
