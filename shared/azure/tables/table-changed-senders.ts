/**
 * When senders changed, in the table `due`: a partition for each host tenant, in the order of time.
 *
 * Keys: due-addresses.ts. A row has no columns, so it is never replaced and needs no ETag. A list costs one query of one partition.
 */
import {
  addressOfChangedSender,
  changedSendersBetween,
  parseChangedSenderRowKey,
  partitionOfChangedSenders,
} from '../../due-addresses.ts';
import { hasCode } from '../../errors.ts';
import type { ChangedSenders } from '../../grants/grant.ts';
import { odata } from './odata.ts';
import { readSound, refuseRow } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `due`. */
export function createTableChangedSenders(table: Table): ChangedSenders {
  return {
    async put(change) {
      await table.insert(addressOfChangedSender(change).keys).catch((error: unknown) => {
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
    async list(hostTenantId, { top, ...places }) {
      const partition = partitionOfChangedSenders(hostTenantId);
      const { from, below } = changedSendersBetween(places);
      const filter = odata`PartitionKey eq ${partition} and RowKey ge ${from} and RowKey lt ${below}`;
      const page = await table.query({ filter, select: [], top });
      const changes = readSound(page.rows, ({ partitionKey, rowKey }) => {
        const change = parseChangedSenderRowKey(rowKey);
        const isSound = partitionKey === partition && change?.sender.hostTenantId === hostTenantId;
        if (!isSound) throw refuseRow(table.name, 'RowKey');
        return change;
      });
      return { changes, isCut: page.cursor !== undefined };
    },
    async remove(change) {
      await table.remove(addressOfChangedSender(change).keys, '*');
    },
  };
}
