/** What every CallbackRows promises. */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallbackRows, DueEvent } from '../../shared/callbacks/callback-rows.ts';
import { at, times } from './samples.ts';

const createKey = (name = 'erp') => ({ hostTenantId: randomUUID(), name });
const createDue = (minutes: number, changes: Partial<DueEvent> = {}): DueEvent => ({
  id: randomBytes(16).toString('hex'),
  about: { kind: 'message', id: randomBytes(16).toString('hex') },
  attempts: 1,
  at: at(minutes),
  ...changes,
});

export function describeCallbackRows(create: () => Promise<CallbackRows>): void {
  describe('CallbackRows', () => {
    it('keeps how far a callback is, and one of two writers alone', async () => {
      const store = await create();
      const key = createKey();
      const first = { messages: '0', senders: `${at(0).toISOString()}_x` };
      expect(await store.readProgress(key)).toBeUndefined();
      const etags = await Promise.all(times(3, () => store.writeProgress(key, first)));
      const etag = etags.find((one) => one !== undefined);
      expect(etags.filter((one) => one === undefined)).toHaveLength(2);
      expect(await store.readProgress(key)).toEqual({ progress: first, etag });
      const second = { ...first, messages: '1', goneVersion: 'v 2' };
      const next = await store.writeProgress(key, second, etag);
      expect(next).toBeDefined();
      expect(await store.writeProgress(key, first, etag)).toBeUndefined();
      expect(await store.readProgress(key)).toEqual({ progress: second, etag: next });
      await store.writeProgress(key, first, next);
      expect((await store.readProgress(key))?.progress).toEqual(first);
    });

    it('lists what is due of one callback, the oldest first, and not how far it is', async () => {
      const store = await create();
      const key = createKey();
      const about = { kind: 'sender', id: randomUUID() } as const;
      const events = [createDue(3), createDue(1, { about, attempts: 9 }), createDue(2), createDue(9)];
      await store.writeProgress(key, { messages: '0', senders: '0' });
      await Promise.all(events.map((event) => store.putDue(key, event)));
      await store.putDue({ ...key, name: 'erp-2' }, createDue(0));
      await store.putDue(createKey(), createDue(0));
      expect(await store.listDue(key, at(3), 10)).toEqual([events[1], events[2], events[0]]);
      expect(await store.listDue(key, at(3), 2)).toEqual([events[1], events[2]]);
      expect(await store.listDue(createKey(), at(3), 10)).toEqual([]);
    });

    it('has an event at a time once, however often it is put, and removes it, if it is there', async () => {
      const store = await create();
      const key = createKey();
      const [event, other] = [createDue(1), createDue(1)];
      await Promise.all(times(3, () => store.putDue(key, event)));
      await store.putDue(key, other);
      await store.removeDue(key, other);
      await store.removeDue(key, { ...event, at: at(2) });
      expect(await store.listDue(key, at(9), 10)).toEqual([event]);
      await store.removeDue(key, event);
      await store.removeDue(key, event);
      expect(await store.listDue(key, at(9), 10)).toEqual([]);
    });

    it('forgets one callback and no other, some rows at a time', async () => {
      const store = await create();
      const key = createKey();
      const other = { ...key, name: 'erp-2' };
      for (const one of [key, other]) {
        await store.writeProgress(one, { messages: '0', senders: '0' });
        for (const event of times(3, (minutes) => createDue(minutes))) await store.putDue(one, event);
      }
      let rounds = 1;
      while (!(await store.forget(key, 2))) rounds += 1;
      expect(rounds).toBeLessThan(5);
      expect([await store.readProgress(key), await store.listDue(key, at(9), 10)]).toEqual([undefined, []]);
      expect(await store.listDue(other, at(9), 10)).toHaveLength(3);
      expect(await store.readProgress(other)).toBeDefined();
    });
  });
}
