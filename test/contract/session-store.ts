/** What every SessionStore promises. */
import { describe, expect, it } from 'vitest';
import type { SessionStore } from '../../shared/sign-in/session-store.ts';
import { at, bytesOf, createSender } from './samples.ts';

const session = (day: number, byte = 1) => ({
  // A view: what is around it is not to be stored.
  sealed: new Uint8Array([9, 0, byte, 254, 255, 9]).subarray(1, 5),
  expiresAt: at(day),
});

export function describeSessionStore(create: () => Promise<SessionStore>): void {
  describe('SessionStore', () => {
    it('keeps one session for each person: the last one', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      expect(await store.read(one)).toBeUndefined();
      await store.put(one, session(1));
      await store.put(other, session(1, 2));
      await store.put(one, session(2, 3));
      const read = await store.read(one);
      expect([bytesOf(read?.sealed), read?.expiresAt]).toEqual([bytesOf(session(2, 3).sealed), at(2)]);
      expect(bytesOf((await store.read(other))?.sealed)).toEqual(bytesOf(session(1, 2).sealed));
    });

    it('removes a session, and does not mind that there is none', async () => {
      const store = await create();
      const sender = createSender();
      await store.remove(sender);
      await store.put(sender, session(1));
      await store.remove(sender);
      expect(await store.read(sender)).toBeUndefined();
    });

    it('sweeps what has expired and nothing else, at most as much as asked for', async () => {
      const store = await create();
      const senders = [createSender(), createSender(), createSender()];
      for (const [index, sender] of senders.entries()) await store.put(sender, session(index));
      const told: string[] = [];
      const sweep = (top: number) =>
        store.sweep(at(2), top, async (sender) => {
          expect(await store.read(sender)).toBeDefined();
          told.push(sender.hostObjectId);
        });
      expect([await sweep(1), await sweep(10)]).toEqual([1, 1]);
      expect(new Set(told)).toEqual(new Set(senders.slice(0, 2).map(({ hostObjectId }) => hostObjectId)));
      const left = await Promise.all(senders.map((sender) => store.read(sender)));
      expect(left.map((row) => row !== undefined)).toEqual([false, false, true]);
    });
  });
}
