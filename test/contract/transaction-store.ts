/** What every TransactionStore promises. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TransactionKey, TransactionStore } from '../../shared/sign-in/transaction-store.ts';
import { times } from './samples.ts';

const createKey = (bucket = 1_793_600_000): TransactionKey => ({
  bucket: String(bucket).padStart(10, '0'),
  digest: randomBytes(32).toString('hex'),
});

export function describeTransactionStore(create: () => Promise<TransactionStore>): void {
  describe('TransactionStore', () => {
    it('lets a transaction be used once', async () => {
      const store = await create();
      const key = createKey();
      expect([await store.use(key), await store.use(key)]).toEqual([true, false]);
      expect(await store.use(createKey())).toBe(true);
    });

    it('lets one of twenty at the same time use it', async () => {
      const store = await create();
      const key = createKey();
      const used = await Promise.all(times(20, () => store.use(key)));
      expect(used.filter(Boolean)).toHaveLength(1);
    });

    it('sweeps rows whose bucket has ended and no others', async () => {
      const store = await create();
      const keys = [1_793_599_400, 1_793_600_000, 1_793_600_600].map(createKey);
      for (const key of keys) await store.use(key);
      expect(await store.sweep(new Date(1_793_600_000_000), 10)).toBe(1);
      expect(await store.sweep(new Date(1_793_600_000_001), 10)).toBe(1);
      expect(await Promise.all(keys.map((key) => store.use(key)))).toEqual([true, true, false]);
    });

    it('sweeps at most as many as asked for, and nothing when there is nothing', async () => {
      const store = await create();
      expect(await store.sweep(new Date(1_793_600_000_000), 10)).toBe(0);
      for (const key of times(5, () => createKey(1_000))) await store.use(key);
      const now = new Date(1_793_600_000_000);
      expect([await store.sweep(now, 3), await store.sweep(now, 3), await store.sweep(now, 3)]).toEqual([3, 2, 0]);
    });

    it('counts a row once when two sweeps run at once', async () => {
      const store = await create();
      for (const key of times(6, () => createKey(1_000))) await store.use(key);
      const now = new Date(1_793_600_000_000);
      const [one, other] = await Promise.all([store.sweep(now, 10), store.sweep(now, 10)]);
      expect(one + other).toBe(6);
    });
  });
}
