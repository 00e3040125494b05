/**
 * Probes the identity's role on tables: writes, reads and deletes a row.
 *
 * The row has a random key, so probes do not meet each other. A row that is left because the process died holds nothing, and no
 * list reads its partition.
 */
import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../errors.ts';
import { addressOfProbe } from '../../storage-addresses.ts';
import type { Table } from './table.ts';

/** The function throws as Table, and `storage_unavailable` when the row is missing. */
export function createTableProbe(table: Table): () => Promise<void> {
  return async () => {
    const { keys } = addressOfProbe(randomUUID());
    const etag = await table.insert(keys);
    const row = await table.read(keys.partitionKey, keys.rowKey);
    if (!row) throw new ConnectorError('storage_unavailable', { cause: new Error('A row just written is missing.') });
    await table.remove(keys, etag);
  };
}
