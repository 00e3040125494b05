/**
 * Fences in the table `messages`: rows without columns (fence.ts), in the partition of the messages that need them.
 *
 * A transaction that replaces such a row whatever its ETag needs it to be there; one that inserts or replaces it raises it. Taking down all
 * of a sender costs a query in each of sixteen partitions. Keys: message-addresses.ts.
 */
import { ConnectorError } from '../../errors.ts';
import type { Fence } from '../../fence.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { addressOfFence, fencesOf, MESSAGE_PARTITIONS } from '../../message-addresses.ts';
import type { Sender } from '../../sender.ts';
import { odata } from './odata.ts';
import { removeTogether } from './remove-together.ts';
import type { TableAction } from './table-batch.ts';
import type { Table } from './table.ts';

/** Requests in flight at once. */
const REQUESTS_MAX = 8;
const PAGE_ROWS = 1_000;
/** Of one partition; each of them has gone before the next one is read. */
const PAGES_MAX = 50;

export function actionOfFence(fence: Fence): TableAction {
  const entity = addressOfFence(fence).keys;
  return fence.isUp ? { kind: 'replace', entity, etag: '*' } : { kind: 'upsert', entity };
}

/** Throws as `Table.query` and removeTogether, and `storage_unavailable` where it has to be called again. */
export async function lowerFences(table: Table, sender: Sender): Promise<void> {
  const { from, below } = fencesOf(sender);
  await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${below}`;
    for (let pages = 0; pages < PAGES_MAX; pages++) {
      const { rows, cursor } = await table.query({ filter, select: [], top: PAGE_ROWS });
      await removeTogether(table, rows);
      if (cursor === undefined) return;
    }
    throw new ConnectorError('storage_unavailable', { cause: new Error('More fences than one write takes down.') });
  });
}
