/** What every NameStore promises. */
import { describe, expect, it } from 'vitest';
import type { NameStore } from '../../shared/grants/grant.ts';
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

    it('gives the name to the last who put it, also twice', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      await store.put(address, one);
      await store.put(address, other);
      await store.put(address, other);
      expect(await store.read(hostTenantId, address.value)).toEqual([{ kind: 'address', sender: other }]);
    });

    it('has one owner after two senders put the name at once', async () => {
      const store = await create();
      const senders = times(2, createSender);
      await Promise.all(senders.map((sender) => store.put(address, sender)));
      const [owner, ...others] = await store.read(hostTenantId, address.value);
      expect(others).toEqual([]);
      expect(senders).toContainEqual(owner?.sender);
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
