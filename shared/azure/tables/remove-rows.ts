/**
 * Deletes rows that nobody needs any more: each as it was read, so that a row that has changed since stays.
 */
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { TIMER_CONCURRENCY_MAX } from '../../limits.ts';
import type { Row } from './table-row.ts';
import type { Table } from './table.ts';

/** At most `top` of those that match, each after `before`; returns how many were deleted here. */
export async function removeRows(
  table: Table,
  filter: string,
  top: number,
  before: (row: Row) => Promise<void> = async () => {},
): Promise<number> {
  const { rows } = await table.query({ filter, select: [], top });
  let deleted = 0;
  await forEachConcurrently(rows, TIMER_CONCURRENCY_MAX, async (row) => {
    await before(row);
    if (await table.remove(row, row.etag)) deleted += 1;
  });
  return deleted;
}
