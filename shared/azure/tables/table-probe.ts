/**
 * Probes the identity's role on tables: a row is written, read and deleted.
 *
 * It lies in a partition that nobody lists, under a random key, so probes do not meet each other; one that stays because the
 * process died holds nothing and is read by nobody.
 */
import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../errors.ts';
import type { Table } from './table.ts';

/** The function throws as Table, and `storage_unavailable` when the row is not there. */
export function createTableProbe(table: Table): () => Promise<void> {
  return async () => {
    const keys = { partitionKey: 'probe', rowKey: randomUUID() };
    const etag = await table.insert(keys);
    const row = await table.read(keys.partitionKey, keys.rowKey);
    if (!row) throw new ConnectorError('storage_unavailable', { cause: new Error('A row just written is not there.') });
    await table.remove(keys, etag);
  };
}
