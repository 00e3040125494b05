/**
 * The load of each mailbox, in the table `due`: one row in a partition of its own.
 *
 * Columns: load (outbox/mailbox-load-rows.ts), expiresAt. Keys: due-addresses.ts. Single rows are written in transactions, which cost half
 * the CPU time of the SDK's. Deletions by the sweep name the ETag, so a row that was written meanwhile stays.
 */
import { addressOfPermits, parsePermitsKeys, partitionsOfPermits } from '../../due-addresses.ts';
import { formatMailboxLoad, parseMailboxLoad, type MailboxLoadRows } from '../../outbox/mailbox-load-rows.ts';
import { endOfLoad } from '../../outbox/mailbox-load.ts';
import { odata } from './odata.ts';
import { removeRows } from './remove-rows.ts';
import { createRowReader, readSound, refuseRow } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableMailboxLoadRows(table: Table): MailboxLoadRows {
  return {
    async read(sender) {
      const { partitionKey, rowKey } = addressOfPermits(sender).keys;
      const row = await table.read(partitionKey, rowKey);
      return row && { load: createRowReader(table.name, row).json('load', parseMailboxLoad), etag: row.etag };
    },
    async write(sender, load, etag) {
      const entity = { ...addressOfPermits(sender).keys, load: formatMailboxLoad(load), expiresAt: endOfLoad(load) };
      const [written] = await table.transact([
        etag === undefined ? { kind: 'insert', entity } : { kind: 'replace', entity, etag },
      ]);
      return written ?? '';
    },
    remove: (sender, etag) => table.remove(addressOfPermits(sender).keys, etag),
    async list(hostTenantId, now, top, cursor) {
      const { from, below } = partitionsOfPermits(hostTenantId);
      const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${below} and expiresAt ge ${now}`;
      const page = await table.query({ filter, top, ...(cursor !== undefined && { cursor }) });
      const loads = readSound(page.rows, (row) => {
        const sender = parsePermitsKeys(row);
        if (sender?.hostTenantId !== hostTenantId) throw refuseRow(table.name, 'PartitionKey');
        return { sender, load: createRowReader(table.name, row).json('load', parseMailboxLoad) };
      });
      return { loads, ...(page.cursor && { cursor: page.cursor }) };
    },
    async sweep(now, top) {
      const { from, below } = partitionsOfPermits();
      const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${below} and expiresAt lt ${now}`;
      return removeRows(table, filter, top);
    },
  };
}
