import { describe, expect, it } from 'vitest';
import { ACTIVITY_DAYS, ACTIVITY_FLUSH_SECONDS } from '../../../shared/activity-limits.ts';
import type { ActivityStore } from '../../../shared/activity/activity-store.ts';
import { createActivity } from '../../../shared/activity/activity.ts';
import { dayOf } from '../../../shared/activity/tally.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryActivityStore } from '../../fakes/memory-activity-store.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const sent = { hostTenantId, from: 'sending', to: 'sent' };
const forced = { isForced: true };

/** `change` wraps the store; `start` makes another process on it. */
function setUp(change: (store: ActivityStore) => Partial<ActivityStore> = () => ({})) {
  const clock = createManualClock();
  const { now } = clock;
  const calls: string[] = [];
  const raw = createMemoryActivityStore();
  const changed = { ...raw, ...change(raw) };
  const store: ActivityStore = {
    ...changed,
    read: (key) => (calls.push('read'), changed.read(key)),
    write: (...given) => (calls.push('write'), changed.write(...given)),
  };
  const start = (shard = 0) => createActivity({ store, now, shard });
  const activity = start();
  const today = async () => (await activity.read(hostTenantId, now(), now()))[0];
  return { activity, start, clock, now, calls, today, raw };
}

describe('createActivity', () => {
  it('counts what was accepted and each state, but not that a message is on its way', async () => {
    const { activity, today, raw, now } = setUp();
    const note = (from: string, to: string) => activity.noteChange({ hostTenantId, from, to });
    note('absent', 'sending');
    note('sending', 'sent');
    note('absent', 'queued');
    note('queued', 'sending');
    note('sending', 'queued');
    for (const to of ['held', 'failed', 'expired', 'cancelled', 'unknown']) note('queued', to);
    await activity.flush(forced);
    const ones = { sent: 1, held: 1, failed: 1, expired: 1, cancelled: 1, unknown: 1 };
    expect(await today()).toEqual({ day: '2026-01-05', accepted: 2, queued: 2, ...ones });
    const key = { scope: hostTenantId, day: dayOf(now()), shard: 0 };
    expect((await raw.read(key))?.tally.counts.has('sending')).toBe(false);
  });

  it('calls nobody while nothing is counted, and then once a minute at most', async () => {
    const { activity, calls, clock, today } = setUp();
    await activity.flush();
    await activity.flush(forced);
    expect(calls).toEqual([]);
    const send = async () => {
      activity.noteChange(sent);
      await activity.flush();
    };
    await send();
    expect(calls.splice(0)).toEqual(['read', 'write']);
    for (let seconds = 1; seconds < ACTIVITY_FLUSH_SECONDS; seconds++) {
      clock.pass(1);
      await send();
    }
    expect(calls).toEqual([]);
    clock.pass(1);
    await send();
    expect(calls.splice(0)).toEqual(['read', 'write']);
    expect((await today())?.sent).toBe(ACTIVITY_FLUSH_SECONDS + 1);
    activity.noteChange(sent);
    await activity.flush(forced);
    expect(calls).toEqual(['read', 'write']);
  });

  it('flushes again when its clock was set back', async () => {
    const { activity, calls, clock } = setUp();
    activity.noteChange(sent);
    await activity.flush();
    clock.pass(-3_600);
    activity.noteChange(sent);
    await activity.flush();
    expect(calls).toHaveLength(4);
  });

  it('adds up what several processes counted, also in the same row at the same time', async () => {
    const { activity, start, today } = setUp();
    const processes = [activity, start(), start(3)];
    for (const process of processes) process.noteChange(sent);
    await Promise.all(processes.map((process) => process.flush()));
    expect((await today())?.sent).toBe(3);
  });

  it('counts a day by the moment at which something happened, not that of writing', async () => {
    const { activity, clock, now } = setUp();
    activity.noteChange(sent);
    const then = now();
    clock.pass(24 * 3_600);
    activity.noteChange(sent);
    await activity.flush();
    const days = await activity.read(hostTenantId, then, now());
    expect(days.map(({ day, sent: count }) => [day, count])).toEqual([
      ['2026-01-05', 1],
      ['2026-01-06', 1],
    ]);
  });

  it('keeps for the next time what could not be written, and counts nothing twice', async () => {
    let isDown = true;
    const { activity, clock, today } = setUp((store) => ({
      async write(...given) {
        if (isDown) throw new ConnectorError('storage_unavailable');
        await store.write(...given);
      },
    }));
    activity.noteChange(sent);
    activity.noteAlarm('poison_queue');
    await expect(activity.flush()).rejects.toMatchObject({ code: 'storage_unavailable' });
    activity.noteChange(sent);
    isDown = false;
    await activity.flush();
    expect((await today())?.sent).toBe(0);
    clock.pass(ACTIVITY_FLUSH_SECONDS);
    await activity.flush();
    await activity.flush(forced);
    expect((await today())?.sent).toBe(2);
  });

  it('gives up a row that others keep writing, and keeps its counts', async () => {
    let conflicts = CONFLICT_RETRIES_MAX;
    const { activity, calls, today } = setUp((store) => ({
      async write(...given) {
        if (conflicts-- > 0) throw new ConnectorError('conflict');
        await store.write(...given);
      },
    }));
    activity.noteChange(sent);
    await expect(activity.flush()).rejects.toMatchObject({ code: 'conflict' });
    expect(calls).toHaveLength(2 * CONFLICT_RETRIES_MAX);
    await activity.flush(forced);
    expect((await today())?.sent).toBe(1);
  });

  it('counts alarms by code, and keeps how late the most overdue message was', async () => {
    const { activity, clock, now } = setUp();
    const first = now();
    activity.noteAlarm('poison_queue');
    activity.noteDueAge(700);
    activity.noteDueAge(0);
    clock.pass(24 * 3_600);
    activity.noteAlarm('poison_queue');
    activity.noteAlarm('poison_queue');
    clock.pass(60);
    activity.noteAlarm('key_expiry');
    activity.noteDueAge(650);
    activity.noteDueAge(620);
    await activity.flush();
    const days = ['2026-01-05', '2026-01-06'];
    expect(await activity.readAlarms(first, now())).toEqual({
      alarms: [
        { code: 'key_expiry', count: 1, lastAt: now(), days: [{ day: days[1], count: 1 }] },
        {
          code: 'poison_queue',
          count: 3,
          lastAt: new Date(now().getTime() - 60_000),
          days: [
            { day: days[0], count: 1 },
            { day: days[1], count: 2 },
          ],
        },
      ],
      dueAges: [
        { day: days[0], oldestDueSeconds: 700 },
        { day: days[1], oldestDueSeconds: 650 },
      ],
    });
  });

  it('says nothing of another host tenant', async () => {
    const { activity, today } = setUp();
    activity.noteChange({ ...sent, hostTenantId: 'c0a7050c-0000-4000-8000-000000000002' });
    await activity.flush();
    expect((await today())?.sent).toBe(0);
  });

  it('reads days without rows as zeros, and refuses too many or none', async () => {
    const { activity, now } = setUp();
    const ago = (days: number) => new Date(now().getTime() - days * 86_400_000);
    const days = await activity.read(hostTenantId, ago(ACTIVITY_DAYS - 1), now());
    expect([days.length, days.every(({ accepted }) => accepted === 0)]).toEqual([ACTIVITY_DAYS, true]);
    const refused = { code: 'invalid_request' };
    await expect(activity.read(hostTenantId, ago(ACTIVITY_DAYS), now())).rejects.toMatchObject(refused);
    await expect(activity.readAlarms(now(), ago(1))).rejects.toMatchObject(refused);
  });

  it('deletes rows of months that ended long enough ago, and no younger ones', async () => {
    const { activity, clock, now, raw } = setUp();
    const then = now();
    activity.noteChange(sent);
    await activity.flush();
    const left = () => raw.list(hostTenantId, { from: '2026-01-01', to: '2026-12-31' });
    clock.pass(ACTIVITY_DAYS * 86_400);
    expect([await activity.sweep(), await left()]).toEqual([0, [expect.objectContaining({ day: '2026-01-05' })]]);
    // The month ends 26 days after that day.
    clock.pass(27 * 86_400);
    expect([await activity.sweep(), await left()]).toEqual([1, []]);
    expect(now().getTime() - then.getTime()).toBeGreaterThan(ACTIVITY_DAYS * 86_400_000);
  });
});
