/**
 * Fences in the table `messages`: rows without columns (fence.ts), in the partition of the messages that need them.
 *
 * A transaction that replaces such a row whatever its ETag needs it to be there; one that inserts or replaces it raises it. Taking down all
 * of a sender costs a query in each of sixteen partitions. Keys: message-addresses.ts.
 */
import { hasCode } from '../../errors.ts';
import type { Fence } from '../../fence.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { addressOfFence, fencesOf, MESSAGE_PARTITIONS } from '../../message-addresses.ts';
import type { Sender } from '../../sender.ts';
import { odata } from './odata.ts';
import { removeTogether } from './remove-together.ts';
import type { TableAction } from './table-batch.ts';
import { failureOf } from './table-failure.ts';
import type { Table } from './table.ts';

/** Requests in flight at once. */
const REQUESTS_MAX = 8;
const PAGE_ROWS = 1_000;

export function actionOfFence(fence: Fence): TableAction {
  const entity = addressOfFence(fence).keys;
  return fence.isUp ? { kind: 'replace', entity, etag: '*' } : { kind: 'upsert', entity };
}

/** Of an insert beside a fence that is up, which alone replaces a row. */
export function isFenceGone(error: unknown, fence: Fence | undefined): boolean {
  if (!fence?.isUp || !hasCode(error, 'conflict')) return false;
  return error.cause instanceof Error && failureOf(error.cause.cause).kind === 'missing';
}

/** Throws as `Table.query` and removeRows. */
export async function lowerFences(table: Table, sender: Sender): Promise<void> {
  const { from, below } = fencesOf(sender);
  await forEachConcurrently(MESSAGE_PARTITIONS, REQUESTS_MAX, async (partition) => {
    const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${below}`;
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const page = await table.query({ filter, select: [], top: PAGE_ROWS, ...(cursor !== undefined && { cursor }) });
      await removeTogether(table, page.rows);
      ({ cursor } = page);
    }
  });
}
