/**
 * Which authorization transactions were used, in the table `transactions`.
 *
 * Column: attemptId, random, which tells an own insert whose answer was lost from another's. Keys: storage-addresses.ts. A row
 * is inserted once, and never replaced or taken back.
 */
import { randomUUID } from 'node:crypto';
import { hasCode } from '../../errors.ts';
import type { TransactionStore } from '../../sign-in/transaction-store.ts';
import { addressOfTransaction, bucketOf } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import { removeRows } from './remove-rows.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `transactions`. */
export function createTableTransactionStore(table: Table): TransactionStore {
  return {
    async use(key) {
      try {
        await table.insert({ ...addressOfTransaction(key).keys, attemptId: randomUUID() });
        return true;
      } catch (error) {
        if (hasCode(error, 'conflict')) return false;
        throw error;
      }
    },
    sweep: (now, top) => removeRows(table, odata`PartitionKey lt ${bucketOf(now)}`, top),
  };
}
