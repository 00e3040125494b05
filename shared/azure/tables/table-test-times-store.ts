/**
 * When people sent test messages to themselves, in the table `transactions`: one row for each person who did.
 *
 * Columns: times (JSON), expiresAt. Keys: storage-addresses.ts. The ETag decides between two tests at the same moment.
 */
import type { TestTimesStore } from '../../outbox/test-times-store.ts';
import { addressOfTestTimes, PERSON_PARTITIONS, timePattern } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import { removeRows } from './remove-rows.ts';
import { arrayOf, createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `transactions`. */
export function createTableTestTimesStore(table: Table): TestTimesStore {
  return {
    async read(sender) {
      const { partitionKey, rowKey } = addressOfTestTimes(sender).keys;
      const row = await table.read(partitionKey, rowKey);
      if (!row) return undefined;
      const columns = createRowReader(table.name, row);
      const times = columns.json('times', arrayOf(parseTime));
      return { times, expiresAt: columns.date('expiresAt'), etag: row.etag };
    },
    async write(sender, { times, expiresAt }, etag) {
      const entity = { ...addressOfTestTimes(sender).keys, times: JSON.stringify(times), expiresAt };
      if (etag === undefined) await table.insert(entity);
      else await table.replace(entity, etag);
    },
    sweep: (now, top) =>
      removeRows(table, odata`PartitionKey eq ${PERSON_PARTITIONS.test} and expiresAt lt ${now}`, top),
  };
}

function parseTime(value: unknown): Date | undefined {
  return typeof value === 'string' && timePattern.test(value) ? new Date(value) : undefined;
}
