/** What every NameStore promises. */
import { describe, expect, it } from 'vitest';
import type { NameStore } from '../../shared/grants/grant.ts';
import { NAME_OWNERS_MAX } from '../../shared/limits.ts';
import type { SenderName } from '../../shared/sender.ts';
import { createOtherTenantSender, createSender, times } from './samples.ts';

const { hostTenantId } = createSender();

const address: SenderName = { kind: 'address', value: 'ann@fabrikam.com' };
const userPrincipalName: SenderName = { kind: 'userPrincipalName', value: 'ann@fabrikam.com' };

export function describeNameStore(create: () => Promise<NameStore>): void {
  describe('NameStore', () => {
    it('leads nowhere from a name that nobody put', async () => {
      const store = await create();
      expect(await store.read(hostTenantId, 'nobody@fabrikam.com')).toEqual([]);
    });

    it('leads from a name to its owner, whatever its case', async () => {
      const store = await create();
      const sender = createSender();
      await store.put({ kind: 'userPrincipalName', value: "o'hara_fabrikam.com#EXT#@contoso.com" }, sender);
      const found = [{ kind: 'userPrincipalName', sender }];
      expect(await store.read(hostTenantId, "O'Hara_Fabrikam.com#ext#@contoso.COM")).toEqual(found);
    });

    it('keeps one owner for each kind of name', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      await store.put(address, one);
      await store.put(userPrincipalName, other);
      const found = await store.read(hostTenantId, address.value);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual({ kind: 'address', sender: one });
      expect(found).toContainEqual({ kind: 'userPrincipalName', sender: other });
    });

    it('leads to everybody who put the name, in their order, and to those no longer who are former ones', async () => {
      const store = await create();
      const [one, other, third] = [createSender(), createSender(), createSender()];
      const owners = async () => (await store.read(hostTenantId, address.value)).map(({ sender }) => sender);
      for (const sender of [one, other, other]) expect(await store.put(address, sender)).toBe(true);
      expect(await owners()).toEqual([one, other]);
      await store.put(address, third, [one]);
      expect(await owners()).toEqual([other, third]);
      await store.put(address, third, [other, one]);
      expect(await owners()).toEqual([third]);
      await store.put(userPrincipalName, one);
      await store.put(address, other, [one]);
      expect(await store.read(hostTenantId, address.value)).toContainEqual({ kind: 'userPrincipalName', sender: one });
    });

    it('leads to both senders who put the name at once', async () => {
      const store = await create();
      const senders = times(2, createSender);
      await Promise.all(senders.map((sender) => store.put(address, sender)));
      const owners = await store.read(hostTenantId, address.value);
      expect(owners).toHaveLength(2);
      for (const sender of senders) expect(owners).toContainEqual({ kind: 'address', sender });
    });

    it('leads to a bounded number of senders, and says who has no room', async () => {
      const store = await create();
      const senders = times(NAME_OWNERS_MAX, createSender);
      for (const sender of senders) await store.put(address, sender);
      const [first, last] = [createSender(), createSender()];
      expect(await store.put(address, first)).toBe(false);
      expect(await store.read(hostTenantId, address.value)).toHaveLength(NAME_OWNERS_MAX);
      expect(await store.put(address, last, senders.slice(0, 1))).toBe(true);
      expect((await store.read(hostTenantId, address.value)).map(({ sender }) => sender)).not.toContainEqual(first);
    });

    it('leads to the others when one of them is removed, and nowhere after the last', async () => {
      const store = await create();
      const senders = times(3, createSender);
      for (const sender of senders) await store.put(address, sender);
      for (const [index, sender] of senders.entries()) {
        await store.remove(address, sender);
        const owners = await store.read(hostTenantId, address.value);
        expect(owners.map((owner) => owner.sender)).toEqual(senders.slice(index + 1));
      }
    });

    it('removes a name of its owner and of nobody else', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      await store.put(address, one);
      await store.put(userPrincipalName, one);
      await store.remove(address, other);
      expect(await store.read(hostTenantId, address.value)).toHaveLength(2);
      await store.remove(address, one);
      expect(await store.read(hostTenantId, address.value)).toEqual([{ kind: 'userPrincipalName', sender: one }]);
      await store.remove(address, one);
    });

    it('keeps the lookups of two host tenants apart', async () => {
      const store = await create();
      const [one, other] = [createSender(), createOtherTenantSender()];
      await store.put(address, one);
      await store.put(address, other);
      expect(await store.read(hostTenantId, address.value)).toEqual([{ kind: 'address', sender: one }]);
      expect(await store.read(other.hostTenantId, address.value)).toEqual([{ kind: 'address', sender: other }]);
      await store.remove(address, one);
      expect(await store.read(hostTenantId, address.value)).toEqual([]);
      expect(await store.read(other.hostTenantId, address.value)).toHaveLength(1);
    });
  });
}
