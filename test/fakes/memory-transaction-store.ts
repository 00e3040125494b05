import type { TransactionStore } from '../../shared/sign-in/transaction-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Authorization transactions in memory. */
export function createMemoryTransactionStore(): TransactionStore {
  const rows = createMemoryRows<Uint8Array>();
  return {
    async insert({ bucket, digest }, sealed) {
      rows.insert(`${bucket} ${digest}`, sealed);
    },
    async read({ bucket, digest }) {
      const row = rows.read(`${bucket} ${digest}`);
      return row && { sealed: row.value, etag: row.etag };
    },
    take: async ({ bucket, digest }, etag) => rows.remove(`${bucket} ${digest}`, etag),
    async sweep(now, top) {
      const ended = rows.all().filter(({ key }) => Number(key.slice(0, 10)) * 1000 < now.getTime());
      return ended.slice(0, top).filter(({ key, etag }) => rows.remove(key, etag)).length;
    },
  };
}
