/**
 * Authorization transactions in the table `transactions`.
 *
 * PartitionKey = end of the bucket (seconds since the epoch, ten digits); RowKey = SHA-256 of the state, hex; column: sealed
 * (binary). A row is deleted by ETag and never replaced. When the answer to that deletion is lost and the row is gone, nobody
 * can tell whose deletion it was; then the transaction counts as taken by somebody else and the person starts again.
 */
import { odata } from '@azure/data-tables';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { TIMER_CONCURRENCY_MAX } from '../../limits.ts';
import type { TransactionStore } from '../../sign-in/transaction-store.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `transactions`. */
export function createTableTransactionStore(table: Table): TransactionStore {
  return {
    async insert({ bucket, digest }, sealed) {
      await table.insert({ partitionKey: bucket, rowKey: digest, sealed });
    },
    async read({ bucket, digest }) {
      const row = await table.read(bucket, digest);
      return row && { sealed: createRowReader(table.name, row).bytes('sealed'), etag: row.etag };
    },
    take: ({ bucket, digest }, etag) => table.remove({ partitionKey: bucket, rowKey: digest }, etag),
    async sweep(now, top) {
      const end = String(Math.ceil(now.getTime() / 1000)).padStart(10, '0');
      const { rows } = await table.query({ filter: odata`PartitionKey lt ${end}`, select: [], top });
      let deleted = 0;
      await forEachConcurrently(rows, TIMER_CONCURRENCY_MAX, async (row) => {
        if (await table.remove(row, row.etag)) deleted += 1;
      });
      return deleted;
    },
  };
}
