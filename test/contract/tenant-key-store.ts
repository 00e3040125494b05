/** What every TenantKeyStore promises. */
import { describe, expect, it } from 'vitest';
import type { TenantKeyStore } from '../../shared/vault/tenant-key-store.ts';
import { bytesOf, countSuccesses, createOtherTenantSender, createSender, times } from './samples.ts';

const { hostTenantId } = createSender();
const other = createOtherTenantSender().hostTenantId;
const version = { index: 0, version: '0a-Z' };
const key = (first: number) => ({ wrapped: new Uint8Array([first, 0, 255]), sealed: new Uint8Array([first, 1]) });

export function describeTenantKeyStore(create: () => Promise<TenantKeyStore>): void {
  describe('TenantKeyStore', () => {
    it('gives a key back as it was inserted, under its tenant and version alone', async () => {
      const store = await create();
      expect(await store.read(hostTenantId, version)).toBeUndefined();
      await store.insert(hostTenantId, version, key(1));
      await store.insert(other, version, key(2));
      await store.insert(hostTenantId, { ...version, index: 1 }, key(3));
      const read = await Promise.all([
        store.read(hostTenantId, version),
        store.read(other, version),
        store.read(hostTenantId, { ...version, index: 1 }),
      ]);
      expect(read.map((row) => [bytesOf(row?.wrapped), bytesOf(row?.sealed)])).toEqual(
        [1, 2, 3].map((first) => [
          [first, 0, 255],
          [first, 1],
        ]),
      );
      expect(await store.read(hostTenantId, { ...version, version: '0a' })).toBeUndefined();
    });

    it('lets one of ten insertions win, and gives all the same key', async () => {
      const store = await create();
      const attempts = times(10, (index) => store.insert(hostTenantId, version, key(index)));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
      const read = await Promise.all(times(3, () => store.read(hostTenantId, version)));
      expect(new Set(read.map((row) => String(bytesOf(row?.wrapped)))).size).toBe(1);
    });

    it('takes the bytes of a view, and nothing around them', async () => {
      const store = await create();
      const view = new Uint8Array([9, 1, 0, 255, 9]).subarray(1, 4);
      await store.insert(hostTenantId, version, { wrapped: view, sealed: view });
      const row = await store.read(hostTenantId, version);
      expect([bytesOf(row?.wrapped), bytesOf(row?.sealed)]).toEqual([
        [1, 0, 255],
        [1, 0, 255],
      ]);
    });
  });
}
