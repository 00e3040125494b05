/**
 * Authorization transactions in the table `transactions`.
 *
 * Column: sealed (binary). Keys: storage-addresses.ts. A row is deleted by ETag and never replaced. When the answer to that
 * deletion is lost and the row is gone, another request may have deleted it; then the transaction counts as taken by that one,
 * and the person starts again.
 */
import { odata } from '@azure/data-tables';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { TIMER_CONCURRENCY_MAX } from '../../limits.ts';
import type { TransactionStore } from '../../sign-in/transaction-store.ts';
import { addressOfTransaction, bucketOf } from '../../storage-addresses.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `transactions`. */
export function createTableTransactionStore(table: Table): TransactionStore {
  return {
    async insert(key, sealed) {
      await table.insert({ ...addressOfTransaction(key).keys, sealed });
    },
    async read(key) {
      const { partitionKey, rowKey } = addressOfTransaction(key).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && { sealed: createRowReader(table.name, row).bytes('sealed'), etag: row.etag };
    },
    take: (key, etag) => table.remove(addressOfTransaction(key).keys, etag),
    async sweep(now, top) {
      const { rows } = await table.query({ filter: odata`PartitionKey lt ${bucketOf(now)}`, select: [], top });
      let deleted = 0;
      await forEachConcurrently(rows, TIMER_CONCURRENCY_MAX, async (row) => {
        if (await table.remove(row, row.etag)) deleted += 1;
      });
      return deleted;
    },
  };
}
