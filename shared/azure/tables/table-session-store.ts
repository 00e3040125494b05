/**
 * Sessions of people or of administrators, in the table `transactions`: one row for each person, in a partition of its own.
 *
 * Columns: sealed (binary), expiresAt. Keys: storage-addresses.ts. The last write wins, because the last sign-in does. It
 * neither seals nor opens anything.
 */
import type { SessionStore } from '../../sign-in/session-store.ts';
import { parseSender } from '../../sender.ts';
import { addressOfSession, PERSON_PARTITIONS, type SessionKind } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import { removeRows } from './remove-rows.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `transactions`. */
export function createTableSessionStore(table: Table, kind: SessionKind = 'session'): SessionStore {
  return {
    async put(sender, { sealed, expiresAt }) {
      await table.transact([{ kind: 'upsert', entity: { ...addressOfSession(sender, kind).keys, sealed, expiresAt } }]);
    },
    async read(sender) {
      const { partitionKey, rowKey } = addressOfSession(sender, kind).keys;
      const row = await table.read(partitionKey, rowKey);
      if (!row) return undefined;
      const columns = createRowReader(table.name, row);
      return { sealed: columns.bytes('sealed'), expiresAt: columns.date('expiresAt') };
    },
    async remove(sender) {
      await table.remove(addressOfSession(sender, kind).keys, '*');
    },
    sweep(now, top, before) {
      const expired = odata`PartitionKey eq ${PERSON_PARTITIONS[kind]} and expiresAt lt ${now}`;
      return removeRows(table, expired, top, async ({ rowKey }) => {
        const sender = parseSender(rowKey);
        if (sender) await before(sender);
      });
    },
  };
}
