/** What every ChangedSenders promises. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChangedSenders } from '../../shared/grants/grant.ts';
import { at, createSender, times } from './samples.ts';

export function describeChangedSenders(create: () => Promise<ChangedSenders>): void {
  describe('ChangedSenders', () => {
    /** A host tenant of its own. */
    async function setUp() {
      const store = await create();
      const hostTenantId = randomUUID();
      const change = (minutes: number) => ({ sender: { ...createSender(), hostTenantId }, at: at(minutes) });
      const list = async (after: string, before: Date, top = 10) => {
        const { changes, isCut } = await store.list(hostTenantId, { after, before, top });
        return {
          places: changes.map(({ place }) => place),
          changes: changes.map(({ sender, at: time }) => ({ sender, at: time })),
          isCut,
        };
      };
      return { store, hostTenantId, change, list };
    }

    it('lists the changes of a host tenant and of no other, the oldest first, up to a time', async () => {
      const { store, change, list } = await setUp();
      const [third, first, second, now] = [change(3), change(1), change(2), change(5)];
      for (const one of [third, first, second, now]) await store.put(one);
      await store.put({ sender: createSender(), at: at(0) });
      expect(await list('0', at(5))).toMatchObject({ changes: [first, second, third], isCut: false });
    });

    it('goes on after a place, page by page', async () => {
      const { store, change, list } = await setUp();
      const changes = times(5, change);
      for (const one of changes) await store.put(one);
      const first = await list('0', at(9), 2);
      expect(first).toMatchObject({ changes: changes.slice(0, 2), isCut: true });
      const second = await list(first.places[1] ?? '', at(9), 3);
      expect(second).toMatchObject({ changes: changes.slice(2), isCut: false });
      expect(await list(second.places[2] ?? '', at(9))).toEqual({ places: [], changes: [], isCut: false });
    });

    it('has a change once, however often it is put, and removes it, if it is there', async () => {
      const { store, change, list } = await setUp();
      const [one, other] = [change(1), change(1)];
      await Promise.all(times(3, () => store.put(one)));
      await store.remove(other);
      expect((await list('0', at(9))).changes).toEqual([one]);
      await store.remove({ ...one, at: at(2) });
      expect((await list('0', at(9))).changes).toEqual([one]);
      await store.remove(one);
      expect((await list('0', at(9))).changes).toEqual([]);
    });
  });
}
