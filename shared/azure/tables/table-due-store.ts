/**
 * What is due and when, in the table `due`.
 *
 * Keys: storage-addresses.ts. A row has no columns, so it is never replaced and needs no ETag. A timer reads the rows up to now
 * and no others.
 */
import { hasCode } from '../../errors.ts';
import type { DueEntry, DueStore } from '../../grants/grant.ts';
import { addressOfDueGrant, endOfDueGrants, parseDueGrantRowKey } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import { readSound, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableDueStore(table: Table): DueStore {
  return {
    async add(entry) {
      await table.insert(addressOfDueGrant(entry).keys).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async list(kind, now, top) {
      const filter = odata`PartitionKey eq ${kind} and RowKey lt ${endOfDueGrants(now)}`;
      const { rows } = await table.query({ filter, top });
      return readSound(rows, (row) => parseEntry(table.name, kind, row));
    },
    async remove(entry) {
      await table.remove(addressOfDueGrant(entry).keys, '*');
    },
  };
}

function parseEntry(table: string, kind: DueEntry['kind'], { partitionKey, rowKey }: Row): DueEntry {
  if (partitionKey !== kind) throw refuseRow(table, 'PartitionKey');
  const entry = parseDueGrantRowKey(rowKey);
  if (!entry) throw refuseRow(table, 'RowKey');
  return { kind, ...entry };
}
