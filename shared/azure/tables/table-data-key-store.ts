/**
 * Wrapped data encryption keys in the table `keys`.
 *
 * PartitionKey = sender as text; RowKey = generation, ten digits; column: wrapped (binary). Deleting a row destroys the key. An
 * insert whose answer was lost is known again by the wrapped bytes, which are random.
 */
import { odata } from '@azure/data-tables';
import { formatSender, parseSender } from '../../sender.ts';
import type { DataKeyRow, DataKeyStore } from '../../vault/data-key-store.ts';
import { formatGeneration, generationPattern } from './table-keys.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** The partitions of senders begin with a hex digit; that of table-rewrap-progress.ts does not. */
const senders = "PartitionKey ge '0' and PartitionKey lt 'g'";

/** Creates the store over the table `keys`. */
export function createTableDataKeyStore(table: Table): DataKeyStore {
  const entityOf = ({ sender, generation }: Pick<DataKeyRow, 'sender' | 'generation'>, wrapped: Uint8Array) => ({
    partitionKey: formatSender(sender),
    rowKey: formatGeneration(generation),
    wrapped,
  });
  return {
    async insert(sender, generation, wrapped) {
      await table.insert(entityOf({ sender, generation }, wrapped));
    },
    async read(sender, generation) {
      const row = await table.read(formatSender(sender), formatGeneration(generation));
      return row && parseKey(table.name, row);
    },
    async replace(row, wrapped) {
      await table.replace(entityOf(row, wrapped), row.etag);
    },
    async remove(sender, before) {
      const partition = odata`PartitionKey eq ${formatSender(sender)}`;
      const range = before === undefined ? '' : odata` and RowKey lt ${formatGeneration(before)}`;
      const { rows } = await table.query({ filter: `${partition}${range}`, select: [] });
      // Whatever a row says now: a rewrap that ends at this moment must not keep the key.
      for (const row of rows) await table.remove(row, '*');
    },
    async removeRow({ sender, generation, etag }) {
      await table.remove({ partitionKey: formatSender(sender), rowKey: formatGeneration(generation) }, etag);
    },
    async list(top, cursor) {
      const page = await table.query({ filter: senders, top, ...(cursor !== undefined && { cursor }) });
      return {
        rows: readSound(page.rows, (row) => parseKey(table.name, row)),
        ...(page.cursor && { cursor: page.cursor }),
      };
    },
  };
}

function parseKey(table: string, row: Row): DataKeyRow {
  const sender = parseSender(row.partitionKey);
  if (!sender) throw refuseRow(table, 'PartitionKey');
  if (!generationPattern.test(row.rowKey)) throw refuseRow(table, 'RowKey');
  const wrapped = createRowReader(table, row).bytes('wrapped');
  return { sender, generation: Number(row.rowKey), wrapped, etag: row.etag };
}
