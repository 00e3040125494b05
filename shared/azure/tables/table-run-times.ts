/**
 * When timers last ran, in the table `due`: one row for each name.
 *
 * Columns: since, at. Keys: storage-addresses.ts. How old a row is says its time of the last write, by the clock of the service;
 * the column `at` is for people who look at the table.
 */
import { hasCode } from '../../errors.ts';
import type { RunTimes } from '../../readiness/run-times.ts';
import { addressOfRun } from '../../storage-addresses.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableRunTimes(table: Table): RunTimes {
  return {
    async read(name) {
      const { partitionKey, rowKey } = addressOfRun(name).keys;
      const found = await table.readTimed(partitionKey, rowKey);
      if (!found) return undefined;
      const { row, changedAt, storageNow } = found;
      const since = createRowReader(table.name, row).date('since');
      return { since, ageSeconds: (storageNow.getTime() - changedAt.getTime()) / 1000, etag: row.etag };
    },
    async note(name, now) {
      const { keys } = addressOfRun(name);
      if (await table.merge({ ...keys, at: now }, '*')) return;
      try {
        await table.insert({ ...keys, since: now, at: now });
      } catch (error) {
        // Another run has ended at the same moment, and wrote the row.
        if (!hasCode(error, 'conflict')) throw error;
      }
    },
    async take(name, now, read) {
      const entity = { ...addressOfRun(name).keys, since: read?.since ?? now, at: now };
      await (read ? table.replace(entity, read.etag) : table.insert(entity));
    },
  };
}
