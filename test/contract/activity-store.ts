/** What every ActivityStore promises. */
import { describe, expect, it } from 'vitest';
import type { ActivityStore } from '../../shared/activity/activity-store.ts';
import { EMPTY_TALLY, type Tally } from '../../shared/activity/tally.ts';

const scope = 'c0a7050c-0000-4000-8000-000000000001';
const otherScope = 'c0a7050c-0000-4000-8000-000000000002';
const tally = (sent: number): Tally => ({ ...EMPTY_TALLY, counts: new Map([['sent', sent]]) });
const put = (store: ActivityStore, day: string, sent: number, shard = 0, of = scope) =>
  store.write({ scope: of, day, shard }, tally(sent));

export function describeActivityStore(create: () => Promise<ActivityStore>): void {
  describe('ActivityStore', () => {
    it('gives back everything that was written', async () => {
      const store = await create();
      const key = { scope: 'app', day: '2026-11-24', shard: 7 };
      expect(await store.read(key)).toBeUndefined();
      const counted: Tally = {
        counts: new Map([
          ['poison_queue', 2],
          ['other', 1],
        ]),
        lastAt: new Map([['poison_queue', Date.UTC(2026, 10, 24, 17)]]),
        oldestDueSeconds: 4_000,
      };
      await store.write(key, counted);
      expect(await store.read(key)).toEqual({ tally: counted, etag: expect.any(String) });
    });

    it('lets one of two writers win, and tells the other', async () => {
      const store = await create();
      const key = { scope, day: '2026-11-24', shard: 0 };
      await store.write(key, tally(1));
      await expect(store.write(key, tally(1))).rejects.toMatchObject({ code: 'conflict' });
      const { etag } = (await store.read(key)) ?? {};
      await store.write(key, tally(2), etag);
      await expect(store.write(key, tally(3), etag)).rejects.toMatchObject({ code: 'conflict' });
      expect((await store.read(key))?.tally).toEqual(tally(2));
    });

    it('lists every shard of the days of one scope, over months, in the order of days', async () => {
      const store = await create();
      const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-02'];
      for (const [index, day] of days.entries()) await put(store, day, index + 1);
      await put(store, '2026-01-31', 30, 5);
      await put(store, '2026-01-31', 100, 0, otherScope);
      const listed = await store.list(scope, { from: '2026-01-01', to: '2026-02-01' });
      expect(listed.map(({ day }) => day)).toEqual(['2026-01-01', '2026-01-31', '2026-01-31', '2026-02-01']);
      const sum = listed.reduce((total, { tally: { counts } }) => total + (counts.get('sent') ?? 0), 0);
      expect(sum).toBe(2 + 3 + 30 + 4);
      expect(await store.list(scope, { from: '2026-03-01', to: '2026-12-31' })).toEqual([]);
    });

    it('deletes what is of earlier months, some at a time, and nothing else', async () => {
      const store = await create();
      for (const day of ['2025-08-31', '2025-09-30', '2025-10-01', '2025-10-26']) await put(store, day, 1);
      expect(await store.sweep('2025-10-26', 1)).toBe(1);
      expect(await store.sweep('2025-10-26', 10)).toBe(1);
      expect(await store.sweep('2025-10-26', 10)).toBe(0);
      const left = await store.list(scope, { from: '2025-01-01', to: '2025-12-31' });
      expect(left.map(({ day }) => day)).toEqual(['2025-10-01', '2025-10-26']);
    });
  });
}
