/**
 * Wrapped data encryption keys in the table `keys`.
 *
 * Columns: wrapped, sealed? (binary). Keys: storage-addresses.ts. Deleting a row destroys the key. An insert whose answer was lost is
 * recognised by the bytes of the columns, which are random.
 */
import { formatSender, parseSender } from '../../sender.ts';
import { addressOfDataKey, parseDataKeyKeys, partitionsOfSenders } from '../../key-addresses.ts';
import type { DataKeyRow, DataKeyStore, StoredDataKey } from '../../vault/data-key-store.ts';
import { odata } from './odata.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `keys`. */
export function createTableDataKeyStore(table: Table): DataKeyStore {
  const entityOf = (
    { sender, generation }: Pick<DataKeyRow, 'sender' | 'generation'>,
    { wrapped, sealed }: StoredDataKey,
  ) => ({ ...addressOfDataKey(sender, generation).keys, wrapped, ...(sealed && { sealed }) });
  return {
    async insert(sender, generation, stored) {
      await table.insert(entityOf({ sender, generation }, stored));
    },
    async read(sender, generation) {
      const { partitionKey, rowKey } = addressOfDataKey(sender, generation).keys;
      // A query for one row: every send of a cold sender waits for it, and the SDK's read takes twice the CPU time.
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey eq ${rowKey}`;
      const [row] = (await table.query({ filter, top: 1 })).rows;
      if (row && row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
      if (row && row.rowKey !== rowKey) throw refuseRow(table.name, 'RowKey');
      return row && parseKey(table.name, row);
    },
    async readAged(sender, generation) {
      const { partitionKey, rowKey } = addressOfDataKey(sender, generation).keys;
      const timed = await table.readTimed(partitionKey, rowKey);
      if (!timed) return undefined;
      const ageSeconds = (timed.storageNow.getTime() - timed.changedAt.getTime()) / 1000;
      return { row: parseKey(table.name, timed.row), ageSeconds };
    },
    async replace(row, stored) {
      await table.replace(entityOf(row, stored), row.etag);
    },
    async remove(sender, before) {
      const partition = odata`PartitionKey eq ${formatSender(sender)}`;
      const range = before === undefined ? '' : odata` and RowKey lt ${addressOfDataKey(sender, before).keys.rowKey}`;
      const { rows } = await table.query({ filter: `${partition}${range}`, select: [] });
      // Unguarded, so that a rewrap that ends at this moment cannot keep the key.
      for (const row of rows) await table.remove(row, '*');
    },
    async removeRow({ sender, generation, etag }) {
      await table.remove(addressOfDataKey(sender, generation).keys, etag);
    },
    async list(top, cursor) {
      const { from, below } = partitionsOfSenders();
      const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${below}`;
      const page = await table.query({ filter, top, ...(cursor !== undefined && { cursor }) });
      return {
        rows: readSound(page.rows, (row) => parseKey(table.name, row)),
        ...(page.cursor && { cursor: page.cursor }),
      };
    },
  };
}

function parseKey(table: string, row: Row): DataKeyRow {
  const key = parseDataKeyKeys(row);
  if (!key) throw refuseRow(table, parseSender(row.partitionKey) ? 'RowKey' : 'PartitionKey');
  const { bytes, optional } = createRowReader(table, row);
  const sealed = optional('sealed', bytes);
  return { ...key, wrapped: bytes('wrapped'), ...(sealed && { sealed }), etag: row.etag };
}
