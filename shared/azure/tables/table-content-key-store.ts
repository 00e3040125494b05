/**
 * Content keys in the table `keys`, in one partition outside those of senders, by day.
 *
 * Columns: sealed (binary), versionCreatedAt (time). Keys: storage-addresses.ts. Deleting a row destroys the key. An insert whose answer
 * was lost is recognised by the bytes of `sealed`, which are random.
 */
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import {
  addressOfContentKey,
  CONTENT_KEY_PARTITION,
  endOfContentKeys,
  parseContentKeyKeys,
} from '../../key-addresses.ts';
import { TIMER_CONCURRENCY_MAX } from '../../limits.ts';
import type { ContentKeyRow, ContentKeyStore, StoredContentKey } from '../../vault/content-key-store.ts';
import { odata } from './odata.ts';
import { createRowReader, readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `keys`. */
export function createTableContentKeyStore(table: Table): ContentKeyStore {
  const entityOf = (hostTenantId: string, day: string, { sealed, versionCreatedAt }: StoredContentKey) => ({
    ...addressOfContentKey(hostTenantId, day).keys,
    sealed,
    versionCreatedAt,
  });
  return {
    async insert(hostTenantId, day, stored) {
      await table.insert(entityOf(hostTenantId, day, stored));
    },
    async read(hostTenantId, day) {
      const { partitionKey, rowKey } = addressOfContentKey(hostTenantId, day).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && parseKey(table.name, row);
    },
    async replace(row, stored) {
      await table.replace(entityOf(row.hostTenantId, row.day, stored), row.etag);
    },
    async removeBefore(day, top) {
      const filter = odata`PartitionKey eq ${CONTENT_KEY_PARTITION} and RowKey lt ${endOfContentKeys(day)}`;
      const { rows } = await table.query({ filter, select: [], top });
      let deleted = 0;
      await forEachConcurrently(rows, TIMER_CONCURRENCY_MAX, async (row) => {
        // Unguarded, so that a rewrap that ends at this moment cannot keep the key.
        if (await table.remove(row, '*')) deleted += 1;
      });
      return deleted;
    },
    async remove(hostTenantId, day) {
      await table.remove(addressOfContentKey(hostTenantId, day).keys, '*');
    },
    async list(top, cursor) {
      const filter = odata`PartitionKey eq ${CONTENT_KEY_PARTITION}`;
      const page = await table.query({ filter, top, ...(cursor !== undefined && { cursor }) });
      return {
        rows: readSound(page.rows, (row) => parseKey(table.name, row)),
        ...(page.cursor && { cursor: page.cursor }),
      };
    },
  };
}

function parseKey(table: string, row: Row): ContentKeyRow {
  const key = parseContentKeyKeys(row);
  if (!key) throw refuseRow(table, row.partitionKey === CONTENT_KEY_PARTITION ? 'RowKey' : 'PartitionKey');
  const { bytes, date } = createRowReader(table, row);
  return { ...key, sealed: bytes('sealed'), versionCreatedAt: date('versionCreatedAt'), etag: row.etag };
}
