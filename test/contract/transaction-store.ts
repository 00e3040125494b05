/** What every TransactionStore promises. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TransactionKey, TransactionStore } from '../../shared/sign-in/transaction-store.ts';
import { bytesOf, times } from './samples.ts';

const createKey = (bucket = 1_793_600_000): TransactionKey => ({
  bucket: String(bucket).padStart(10, '0'),
  digest: randomBytes(32).toString('hex'),
});
const sealed = new Uint8Array([0, 1, 2, 254, 255]);

export function describeTransactionStore(create: () => Promise<TransactionStore>): void {
  describe('TransactionStore', () => {
    it('reads nothing under an unknown key', async () => {
      const store = await create();
      expect(await store.read(createKey())).toBeUndefined();
    });

    it('gives the sealed bytes back until they are taken', async () => {
      const store = await create();
      const key = createKey();
      await store.insert(key, sealed);
      const row = await store.read(key);
      expect(bytesOf(row?.sealed)).toEqual(bytesOf(sealed));
      expect(await store.read({ ...key, bucket: '1793600600' })).toBeUndefined();
      expect(await store.take(key, row?.etag ?? '')).toBe(true);
      expect(await store.read(key)).toBeUndefined();
    });

    it('lets one of twenty takers have it', async () => {
      const store = await create();
      const key = createKey();
      await store.insert(key, sealed);
      const row = await store.read(key);
      const taken = await Promise.all(times(20, () => store.take(key, row?.etag ?? '')));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('is not taken under another ETag', async () => {
      const store = await create();
      const [key, other] = [createKey(), createKey()];
      await store.insert(key, sealed);
      await store.insert(other, sealed);
      const row = await store.read(other);
      expect(await store.take(key, row?.etag === (await store.read(key))?.etag ? 'W/"0"' : (row?.etag ?? ''))).toBe(
        false,
      );
      expect(await store.read(key)).toBeDefined();
    });

    it('inserts under a key once', async () => {
      const store = await create();
      const key = createKey();
      await store.insert(key, sealed);
      await expect(store.insert(key, new Uint8Array([9]))).rejects.toMatchObject({ code: 'conflict' });
      expect(bytesOf((await store.read(key))?.sealed)).toEqual(bytesOf(sealed));
    });

    it('sweeps rows whose bucket has ended and no others', async () => {
      const store = await create();
      const keys = [1_793_599_400, 1_793_600_000, 1_793_600_600].map(createKey);
      for (const key of keys) await store.insert(key, sealed);
      expect(await store.sweep(new Date(1_793_600_000_000), 10)).toBe(1);
      expect(await store.sweep(new Date(1_793_600_000_001), 10)).toBe(1);
      const left = await Promise.all(keys.map((key) => store.read(key)));
      expect(left.map((row) => row !== undefined)).toEqual([false, false, true]);
    });

    it('sweeps at most as many as asked for, and nothing when there is nothing', async () => {
      const store = await create();
      expect(await store.sweep(new Date(1_793_600_000_000), 10)).toBe(0);
      for (const key of times(5, () => createKey(1_000))) await store.insert(key, sealed);
      const now = new Date(1_793_600_000_000);
      expect([await store.sweep(now, 3), await store.sweep(now, 3), await store.sweep(now, 3)]).toEqual([3, 2, 0]);
    });

    it('counts a row once when two sweeps run at once', async () => {
      const store = await create();
      for (const key of times(6, () => createKey(1_000))) await store.insert(key, sealed);
      const now = new Date(1_793_600_000_000);
      const [one, other] = await Promise.all([store.sweep(now, 10), store.sweep(now, 10)]);
      expect(one + other).toBe(6);
    });
  });
}
