/**
 * How far rewrapping has come: one row of the table `keys`, outside the partitions of senders.
 *
 * PartitionKey `rewrap`, RowKey `progress`; column: text. What the text says is the vault's business.
 */
import type { RewrapProgress } from '../../vault/rewrap-progress.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

const keys = { partitionKey: 'rewrap', rowKey: 'progress' };

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
