/** What every DueStore promises. */
import { describe, expect, it } from 'vitest';
import type { DueEntry, DueStore } from '../../shared/grants/grant.ts';
import { at, createSender } from './samples.ts';

const entry = (minutes: number, changes: Partial<DueEntry> = {}): DueEntry => ({
  kind: 'refresh',
  at: at(minutes),
  sender: createSender(),
  generation: 1,
  ...changes,
});

export function describeDueStore(create: () => Promise<DueStore>): void {
  describe('DueStore', () => {
    it('lists nothing when nothing was added', async () => {
      const store = await create();
      expect(await store.list('refresh', at(0), 10)).toEqual([]);
    });

    it('lists what is due up to now, oldest first, and nothing later', async () => {
      const store = await create();
      const entries = [entry(5), entry(1), entry(3), entry(4, { at: new Date(at(4).getTime() + 1) }), entry(4)];
      for (const one of entries) await store.add(one);
      const [, first, second, , third] = entries;
      expect(await store.list('refresh', at(4), 10)).toEqual([first, second, third]);
    });

    it('lists the oldest first also across the turn of a year', async () => {
      const store = await create();
      const later = entry(0, { at: new Date('2027-01-01T00:00:00.000Z') });
      const earlier = entry(0, { at: new Date('2026-12-31T23:59:59.999Z') });
      await store.add(later);
      await store.add(earlier);
      expect(await store.list('refresh', new Date('2027-02-01T00:00:00Z'), 10)).toEqual([earlier, later]);
    });

    it('lists at most as many as asked for', async () => {
      const store = await create();
      const entries = [entry(1), entry(2), entry(3)];
      for (const one of entries) await store.add(one);
      expect(await store.list('refresh', at(9), 2)).toEqual(entries.slice(0, 2));
    });

    it('keeps the kinds apart', async () => {
      const store = await create();
      const connect = entry(1, { kind: 'connect', generation: 1_234_567_890 });
      await store.add(connect);
      expect(await store.list('refresh', at(9), 10)).toEqual([]);
      expect(await store.list('connect', at(9), 10)).toEqual([connect]);
    });

    it('keeps entries apart that differ in generation or sender', async () => {
      const store = await create();
      const sender = createSender();
      await store.add(entry(1, { sender }));
      await store.add(entry(1, { sender, generation: 2 }));
      await store.add(entry(1));
      expect(await store.list('refresh', at(1), 10)).toHaveLength(3);
      await store.remove(entry(1, { sender }));
      expect(await store.list('refresh', at(1), 10)).toHaveLength(2);
    });

    it('takes an entry that exists, and removes one that does not', async () => {
      const store = await create();
      const one = entry(1);
      await store.add(one);
      await store.add(one);
      expect(await store.list('refresh', at(1), 10)).toEqual([one]);
      await store.remove(one);
      await store.remove(one);
      expect(await store.list('refresh', at(1), 10)).toEqual([]);
    });
  });
}
