/**
 * Deletes rows of one partition, whatever they say, many in one transaction.
 *
 * Where one has gone meanwhile, the others of its transaction go one by one. It reads nothing.
 */
import { ConnectorError, hasCode } from '../../errors.ts';
import type { TableAction } from './table-batch.ts';
import type { Keys } from './table-entity.ts';
import type { Table } from './table.ts';

/** Of one transaction. */
const ACTIONS_MAX = 100;

/** Returns how many were deleted here. Throws as `Table.transact` and `Table.remove`. */
export async function removeTogether(
  table: Pick<Table, 'transact' | 'remove'>,
  rows: readonly Keys[],
): Promise<number> {
  let removed = 0;
  for (let start = 0; start < rows.length; start += ACTIONS_MAX)
    removed += await removeOnce(table, rows.slice(start, start + ACTIONS_MAX));
  return removed;
}

async function removeOnce(table: Pick<Table, 'transact' | 'remove'>, rows: readonly Keys[]): Promise<number> {
  const [first, ...others] = rows.map((entity): TableAction => ({ kind: 'delete', entity, etag: '*' }));
  if (!first) return 0;
  try {
    await table.transact([first, ...others], true);
    return rows.length;
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    let removed = 0;
    for (const row of rows) if (await removeAlone(table, row)) removed += 1;
    return removed;
  }
}

/** False when it is gone already; a row that the service keeps for any other reason is no success. */
async function removeAlone(table: Pick<Table, 'remove'>, row: Keys): Promise<boolean> {
  try {
    return await table.remove(row, '*');
  } catch (cause) {
    throw hasCode(cause, 'conflict') ? new ConnectorError('storage_unavailable', { cause }) : cause;
  }
}
