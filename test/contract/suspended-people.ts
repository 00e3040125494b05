/** What every SuspendedPeople promises. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SuspendedPeople, SuspendedPerson } from '../../shared/suspended-people.ts';
import { at } from './samples.ts';

export function describeSuspendedPeople(create: () => Promise<SuspendedPeople>): void {
  describe('SuspendedPeople', () => {
    it('lists those of one host tenant, each as last written, until they are removed', async () => {
      const store = await create();
      const [tenant, other] = [randomUUID(), randomUUID()];
      const [ann, ben] = [randomUUID(), randomUUID()].sort() as [string, string];
      expect(await store.list(tenant)).toEqual([]);
      const blocked: SuspendedPerson = { hostObjectId: ann, code: 'host_account_unavailable', since: at(1) };
      const reset: SuspendedPerson = { hostObjectId: ann, code: 'guest_account_reset', since: at(2) };
      await store.put(tenant, blocked);
      await store.put(tenant, { ...blocked, hostObjectId: ben });
      await store.put(other, blocked);
      await store.put(tenant, reset);
      expect(await store.list(tenant)).toEqual([reset, { ...blocked, hostObjectId: ben }]);
      for (let time = 0; time < 2; time++) await store.remove(tenant, ann);
      expect(await store.list(tenant)).toEqual([{ ...blocked, hostObjectId: ben }]);
      expect(await store.list(other)).toEqual([blocked]);
    });
  });
}
