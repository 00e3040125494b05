import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { MAILBOX_CONCURRENCY_MAX, SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import type { MailboxLoad } from '../../../shared/outbox/mailbox-load.ts';
import type { MailboxLoadRows } from '../../../shared/outbox/mailbox-load-rows.ts';
import { createMailboxPermits, type MailboxPermits, type Permit } from '../../../shared/outbox/mailbox-permits.ts';
import { MAILBOX_BYTES_MAX } from '../../../shared/waiting-limits.ts';
import { createSender, times } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMailboxLoadRows } from '../../fakes/memory-mailbox-load-rows.ts';

const sender = createSender();
let messages = 0;
/** Of a message of its own. */
const request = (changes: { bytes?: number; isForced?: boolean } = {}) => ({
  id: String(++messages).padStart(32, '0'),
  bytes: 1_000,
  isForced: false,
  ...changes,
});

/** Rows that count what is asked of them. */
function createCountedRows(rows = createMemoryMailboxLoadRows()) {
  const calls: string[] = [];
  const counted: MailboxLoadRows = {
    read: (whose) => (calls.push('read'), rows.read(whose)),
    write: (whose, load, etag) => (calls.push('write'), rows.write(whose, load, etag)),
    remove: (whose, etag) => (calls.push('remove'), rows.remove(whose, etag)),
    list: (...given) => rows.list(...given),
    sweep: (now, top) => rows.sweep(now, top),
  };
  return { rows: counted, calls, stored: rows };
}

function stage(messagesPerMinute = 30) {
  const clock = createManualClock();
  const { rows, calls, stored } = createCountedRows();
  const create = () => createMailboxPermits({ rows, messagesPerMinute, now: clock.now, random: () => 0.5 });
  return { ...clock, calls, stored, rows, permits: create(), create };
}

async function take(permits: MailboxPermits): Promise<Permit> {
  const taken = await permits.take(sender, request());
  if ('retryAt' in taken) throw new Error(`It may try again at ${taken.retryAt.toISOString()}.`);
  return taken.permit;
}

describe('createMailboxPermits', () => {
  it('asks storage once for a permit, and once to give it back', async () => {
    const { permits, calls } = stage();
    const first = await take(permits);
    const second = await take(permits);
    await permits.release(first);
    await permits.release(second);
    await permits.release(await take(permits));
    expect(calls).toEqual(times(6, () => 'write'));
  });

  it('asks once more for each where another instance wrote the row meanwhile', async () => {
    const { permits, create, calls } = stage();
    const first = await take(permits);
    const other = create();
    await take(other);
    calls.length = 0;
    await permits.release(first);
    expect(calls).toEqual(['write', 'read', 'write']);
  });

  it('lets its own work on one mailbox take turns, so that it meets no conflict of its own', async () => {
    const { permits, calls } = stage();
    const taken = await Promise.all(times(4, () => take(permits)));
    await Promise.all(taken.map(permits.release));
    expect(calls).toEqual(times(8, () => 'write'));
  });

  it('gives a permit back once: a second time, and after its lease, changes nothing', async () => {
    const { permits, pass, calls, stored } = stage();
    const permit = await take(permits);
    await permits.release(permit);
    const { etag } = { ...(await stored.read(sender)) };
    await permits.release(permit);
    expect((await stored.read(sender))?.etag).toBe(etag);
    const late = await take(permits);
    pass(SENDING_LEASE_SECONDS);
    calls.length = 0;
    await permits.release(late);
    expect(calls).toEqual(['read', 'remove']);
    expect(await stored.read(sender)).toBeUndefined();
  });

  it('deletes the row when nothing is left that it says, and sweeps what a killed process left', async () => {
    const { permits, create, pass, stored } = stage();
    const permit = await take(permits);
    pass(400);
    await permits.release(permit);
    expect(await stored.read(sender)).toBeUndefined();
    await take(create());
    pass(SENDING_LEASE_SECONDS - 1);
    expect(await permits.sweep(10)).toBe(0);
    pass(2);
    expect(await permits.sweep(10)).toBe(1);
    await take(permits);
  });

  it('takes its own write for its own when only a conflict tells of it', async () => {
    const { stored, now } = stage();
    let isLost = true;
    const rows: MailboxLoadRows = {
      ...stored,
      async write(...given) {
        const etag = await stored.write(...given);
        if (!isLost) return etag;
        isLost = false;
        throw new ConnectorError('conflict');
      },
    };
    const permits = createMailboxPermits({ rows, messagesPerMinute: 1, now, random: () => 0 });
    await permits.release(await take(permits));
    expect((await stored.read(sender))?.load.slots).toEqual([]);
  });

  it('tells who has to wait a time of their own, at the pace of the mailbox', async () => {
    const { permits, now } = stage();
    await Promise.all(times(4, () => take(permits)));
    const waits: number[] = [];
    for (let index = 0; index < 400; index++) {
      const taken = await permits.take(sender, request());
      if ('retryAt' in taken) waits.push((taken.retryAt.getTime() - now().getTime()) / 1000);
    }
    expect(waits.slice(0, 3)).toEqual([4, 6, 8]);
    expect(new Set(waits.slice(0, 290)).size).toBe(290);
    expect(Math.max(...waits)).toBeLessThanOrEqual(602);
  });

  it('asks storage nothing about a rate or a pause that it knows of', async () => {
    const { permits, calls, now } = stage(1);
    await permits.release(await take(permits));
    calls.length = 0;
    expect(await permits.take(sender, request())).toHaveProperty('retryAt');
    await permits.pause(sender, new Date(now().getTime() + 60_000));
    expect(await permits.take(sender, request({ isForced: true }))).toHaveProperty('retryAt');
    await permits.pause(sender, new Date(now().getTime() + 30_000));
    expect(calls).toEqual(['write']);
  });

  it('knows a pause that it could not write, and ignores one that has ended', async () => {
    const { stored, now, pass } = stage();
    const rows = { ...stored, write: () => Promise.reject(new ConnectorError('storage_unavailable')) };
    const permits = createMailboxPermits({ rows, messagesPerMinute: 30, now, random: () => 0 });
    const until = new Date(now().getTime() + 60_000);
    await expect(permits.pause(sender, until)).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(permits.pausedUntil(sender)).toEqual(until);
    await permits.pause(sender, now());
    expect(permits.pausedUntil(sender)).toEqual(until);
    pass(60);
    expect(permits.pausedUntil(sender)).toBeUndefined();
  });

  it('gives up after some conflicts, with a time to come again', async () => {
    const { stored, now } = stage();
    let writes = 0;
    const conflict = async () => {
      writes += 1;
      throw new ConnectorError('conflict');
    };
    const permits = createMailboxPermits({
      rows: { ...stored, write: conflict },
      messagesPerMinute: 30,
      now,
      random: () => 0,
    });
    expect(await permits.take(sender, request())).toEqual({ retryAt: new Date(now().getTime() + 1_000) });
    expect(writes).toBe(5);
  });
});

/** What instances do at once; `kill` takes an instance's permits with it. */
const step = fc.record({
  passSeconds: fc.oneof(
    fc.integer({ min: 0, max: 30_000 }).map((milliseconds) => milliseconds / 1000),
    fc.constantFrom(0, 0.7, 59.4, 60, 297, 300, SENDING_LEASE_SECONDS),
  ),
  actions: fc.array(
    fc.record({
      kind: fc.constantFrom('take', 'take', 'take', 'force', 'release', 'release', 'kill', 'sweep'),
      instance: fc.integer({ min: 0, max: 2 }),
      bytes: fc.constantFrom(1_000, MAILBOX_BYTES_MAX / 3, MAILBOX_BYTES_MAX),
    }),
    { maxLength: 8 },
  ),
});
type Action = { kind: string; instance: number; bytes: number };

const RATE = 6;

/** Everything that was granted, from the write that granted it; throws where that was too much. */
function createModel(now: () => Date) {
  const asked = new Map<string, { bytes: number; isForced: boolean }>();
  const granted = new Map<string, { at: number; bytes: number; isReleased: boolean }>();

  function grant(permitId: string): void {
    const { bytes, isForced } = asked.get(permitId.split('.')[0] ?? '') ?? { bytes: 0, isForced: false };
    const at = now().getTime();
    granted.set(permitId, { at, bytes, isReleased: false });
    const all = [...granted.values()];
    const live = all.filter((one) => !one.isReleased && one.at + SENDING_LEASE_SECONDS * 1000 > at);
    expect(live.length).toBeLessThanOrEqual(MAILBOX_CONCURRENCY_MAX);
    if (isForced) return;
    const within = (seconds: number) => all.filter((one) => one.at > at - seconds * 1000);
    expect(within(60).length).toBeLessThanOrEqual(RATE);
    expect(within(300).reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(MAILBOX_BYTES_MAX);
  }

  return {
    asked,
    note: ({ slots }: MailboxLoad) => slots.filter(([id]) => !granted.has(id)).forEach(([id]) => grant(id)),
    release(permitId: string) {
      const one = granted.get(permitId);
      if (one) one.isReleased = true;
    },
    count: () => granted.size,
  };
}

/** Plays steps; every fifth answer to a write is lost. */
async function play(steps: { passSeconds: number; actions: Action[] }[], scheduler: fc.Scheduler) {
  const { now, pass, stored } = stage();
  const model = createModel(now);
  const held: { permit: Permit; instance: number }[] = [];
  let writes = 0;
  const rows: MailboxLoadRows = {
    ...stored,
    read: scheduler.scheduleFunction((whose) => stored.read(whose)),
    write: scheduler.scheduleFunction(async (whose, load, etag) => {
      const next = await stored.write(whose, load, etag);
      model.note(load);
      if (++writes % 5 === 0) throw new ConnectorError('conflict');
      return next;
    }),
    remove: scheduler.scheduleFunction((whose, etag) => stored.remove(whose, etag)),
  };
  const create = () => createMailboxPermits({ rows, messagesPerMinute: RATE, now, random: () => 0.5 });
  const instances = times(3, create);

  async function run({ kind, instance, bytes }: Action): Promise<void> {
    const permits = instances[instance] ?? create();
    if (kind === 'sweep') await permits.sweep(10);
    if (kind === 'kill') instances[instance] = create();
    if (kind === 'take' || kind === 'force') {
      const asked = request({ bytes, isForced: kind === 'force' });
      model.asked.set(asked.id, asked);
      const taken = await permits.take(sender, asked);
      if ('permit' in taken) held.push({ permit: taken.permit, instance });
    }
    const index = kind === 'release' ? held.findIndex((one) => one.instance === instance) : -1;
    const [ending] = index < 0 ? [] : held.splice(index, 1);
    if (!ending) return;
    model.release(ending.permit.id);
    await permits.release(ending.permit);
  }

  for (const { passSeconds, actions } of steps) {
    pass(passSeconds);
    await scheduler.waitFor(Promise.all(actions.map(run)));
  }
  return { model, held };
}

describe('permits of three instances that share nothing but rows, and lose answers', () => {
  it('are never more than four at once, nor more than the rates allow, whatever the order', async () => {
    let [granted, runs] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.scheduler(), async (steps, scheduler) => {
        const { model, held } = await play(steps, scheduler);
        granted += model.count();
        runs += 1;
        expect(model.count()).toBeGreaterThanOrEqual(held.length);
      }),
      { numRuns: 200 },
    );
    expect(granted).toBeGreaterThan(runs);
  });
});
