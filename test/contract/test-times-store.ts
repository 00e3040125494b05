/** What every TestTimesStore promises. */
import { describe, expect, it } from 'vitest';
import type { TestTimesStore } from '../../shared/outbox/test-times-store.ts';
import { at, createSender } from './samples.ts';

const row = (...days: number[]) => ({ times: days.map(at), expiresAt: at(Math.max(...days) + 1) });

export function describeTestTimesStore(create: () => Promise<TestTimesStore>): void {
  describe('TestTimesStore', () => {
    it('gives back what was written last', async () => {
      const store = await create();
      const sender = createSender();
      expect(await store.read(sender)).toBeUndefined();
      await store.write(sender, row(1));
      const first = await store.read(sender);
      expect(first?.times).toEqual([at(1)]);
      await store.write(sender, row(1, 2), first?.etag);
      expect(await store.read(sender)).toMatchObject({ times: [at(1), at(2)], expiresAt: at(3) });
      expect(await store.read(createSender())).toBeUndefined();
    });

    it('refuses a write that does not know of another one', async () => {
      const store = await create();
      const sender = createSender();
      await store.write(sender, row(1));
      const read = await store.read(sender);
      await expect(store.write(sender, row(2))).rejects.toMatchObject({ code: 'conflict' });
      await store.write(sender, row(3), read?.etag);
      await expect(store.write(sender, row(4), read?.etag)).rejects.toMatchObject({ code: 'conflict' });
      expect((await store.read(sender))?.times).toEqual([at(3)]);
    });

    it('sweeps what has expired and nothing else, at most as much as asked for', async () => {
      const store = await create();
      const senders = [createSender(), createSender(), createSender()];
      for (const [index, sender] of senders.entries()) await store.write(sender, row(index));
      expect(await store.sweep(at(3), 1)).toBe(1);
      expect(await store.sweep(at(3), 10)).toBe(1);
      const left = await Promise.all(senders.map((sender) => store.read(sender)));
      expect(left.filter(Boolean)).toHaveLength(1);
    });
  });
}
