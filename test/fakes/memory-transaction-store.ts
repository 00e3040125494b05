import type { TransactionStore } from '../../shared/sign-in/transaction-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Used authorization transactions in memory. */
export function createMemoryTransactionStore(): TransactionStore {
  const rows = createMemoryRows<true>();
  return {
    async use({ bucket, digest }) {
      const key = `${bucket} ${digest}`;
      if (rows.read(key)) return false;
      rows.insert(key, true);
      return true;
    },
    async sweep(now, top) {
      const ended = rows.all().filter(({ key }) => Number(key.slice(0, 10)) * 1000 < now.getTime());
      return ended.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
