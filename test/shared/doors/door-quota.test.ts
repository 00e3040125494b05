import { describe, expect, it } from 'vitest';
import {
  DOOR_PUT_OFF_MAX_SECONDS,
  DOOR_QUOTA_BUCKET_SECONDS,
  TENANT_EVENTS_PER_HOUR_MAX,
} from '../../../shared/door-limits.ts';
import { createDoorQuota } from '../../../shared/doors/door-quota.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryMailboxLoadRows } from '../../fakes/memory-mailbox-load-rows.ts';
import { hostTenantId } from './door-samples.ts';

const door = { hostTenantId, name: 'invoices' };
const HOUR_SECONDS = 3_600;
const full = { code: 'too_many_requests', detail: expect.stringContaining('This door has let in as many') as string };

function setUp() {
  const { now, pass } = createManualClock();
  const rows = createMemoryMailboxLoadRows();
  const startInstance = () => createDoorQuota({ rows, now });
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const list = async () => (await rows.list(hostTenantId, now(), 100)).loads;
  return { rows, now, pass, startInstance, take: startInstance(), inSeconds, list };
}

describe('createDoorQuota', () => {
  it('lets in so many events within an hour, and says when the next one may come', async () => {
    const { take, now, pass } = setUp();
    expect([await take(door, 2, false), await take(door, 2, false)]).toEqual([now(), now()]);
    pass(60);
    const retryAfterSeconds = HOUR_SECONDS + DOOR_QUOTA_BUCKET_SECONDS - 60;
    await expect(take(door, 2, false)).rejects.toMatchObject({ ...full, retryAfterSeconds });
    pass(retryAfterSeconds - 1);
    await expect(take(door, 2, false)).rejects.toMatchObject({ ...full, retryAfterSeconds: 1 });
    pass(1);
    expect(await take(door, 2, false)).toEqual(now());
  });

  it('counts over all instances', async () => {
    const { startInstance } = setUp();
    const [one, other] = [startInstance(), startInstance()];
    await one(door, 2, false);
    await other(door, 2, false);
    for (const take of [one, other, startInstance()]) await expect(take(door, 2, false)).rejects.toMatchObject(full);
  });

  it('puts an event off to the next time with room where its sender tells of it once, for a day at most', async () => {
    const { take, now, inSeconds } = setUp();
    const next = HOUR_SECONDS + DOOR_QUOTA_BUCKET_SECONDS;
    const times: Date[] = [];
    const refused = { ...full, retryAfterSeconds: expect.any(Number) as number };
    for (let slot = 0; slot * next <= DOOR_PUT_OFF_MAX_SECONDS; slot++) times.push(await take(door, 1, true));
    expect(times[0]).toEqual(now());
    expect(times).toEqual(times.map((_, slot) => inSeconds(slot * next)));
    expect(times.length).toBeGreaterThan(20);
    await expect(take(door, 1, true)).rejects.toMatchObject(refused);
    await expect(take(door, 1, false)).rejects.toMatchObject(refused);
  });

  it('counts for each door and each tenant by itself', async () => {
    const { take, now } = setUp();
    await take(door, 1, false);
    expect(await take({ ...door, name: 'orders' }, 1, false)).toEqual(now());
    expect(await take({ ...door, hostTenantId: 'c0ffee00-0000-4000-8000-000000000002' }, 1, false)).toEqual(now());
    await expect(take(door, 1, false)).rejects.toMatchObject(full);
  });

  it('bounds all doors of a tenant together, and takes nothing of that for what one door refuses', async () => {
    const { take, startInstance, rows, list, inSeconds } = setUp();
    await take(door, 1, false);
    await take({ ...door, name: 'orders' }, 1, false);
    await expect(take(door, 1, false)).rejects.toMatchObject(full);
    const counts = (await list()).map(({ load }) => load.sends.reduce((sum, [, count]) => sum + count, 0));
    expect(counts.toSorted((one, other) => one - other)).toEqual([1, 1, 2]);
    const all = (await list()).find(({ load }) => load.sends.some(([, count]) => count === 2));
    if (!all) throw new Error('There is no row of all doors.');
    const { etag } = (await rows.read(all.sender)) ?? {};
    const sends = all.load.sends.map(([bucket]) => [bucket, TENANT_EVENTS_PER_HOUR_MAX] as const);
    await rows.write(all.sender, { ...all.load, sends }, etag);
    const third = { ...door, name: 'third' };
    await expect(startInstance()(third, 9, false)).rejects.toMatchObject(full);
    expect(await startInstance()(third, 9, true)).toEqual(inSeconds(HOUR_SECONDS + DOOR_QUOTA_BUCKET_SECONDS));
  });

  it('keeps a row for as long as it says something', async () => {
    const { take, rows, inSeconds, list } = setUp();
    await take(door, 1, false);
    expect(await rows.sweep(inSeconds(HOUR_SECONDS + DOOR_QUOTA_BUCKET_SECONDS - 1), 9)).toBe(0);
    expect(await rows.sweep(inSeconds(HOUR_SECONDS + DOOR_QUOTA_BUCKET_SECONDS + 1), 9)).toBe(2);
    expect(await list()).toEqual([]);
  });

  it('gives up after some conflicts, and says when to come back', async () => {
    const { rows, now } = setUp();
    let writes = 0;
    const write = () => {
      writes += 1;
      return Promise.reject(new ConnectorError('conflict'));
    };
    const take = createDoorQuota({ rows: { ...rows, write }, now });
    await expect(take(door, 9, true)).rejects.toMatchObject({ code: 'conflict', retryAfterSeconds: 1 });
    expect(writes).toBe(CONFLICT_RETRIES_MAX);
  });
});
