/**
 * The progress of rewrapping: one row of the table `keys`, outside the partitions of senders.
 *
 * Column: text. Keys: storage-addresses.ts. Only the vault knows what the text says.
 */
import type { RewrapProgress } from '../../vault/rewrap-progress.ts';
import { addressOfRewrapProgress } from '../../key-addresses.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

const { keys } = addressOfRewrapProgress();

/** Creates the record over the table `keys`. */
export function createTableRewrapProgress(table: Table): RewrapProgress {
  return {
    async read() {
      const row = await table.read(keys.partitionKey, keys.rowKey);
      return row && { text: createRowReader(table.name, row).text('text'), etag: row.etag };
    },
    async write(text, etag) {
      const entity = { ...keys, text };
      await (etag === undefined ? table.insert(entity) : table.replace(entity, etag));
    },
  };
}
