/**
 * Lookups from a UPN or address to its last proven owner in a host tenant, in the table `names`.
 *
 * Column: sender. Keys: storage-addresses.ts. The partition of a name holds the rows of every tenant, so one query finds all kinds.
 * An older row has no tenant in its key: it belongs to the tenant of its sender, yields to a row with one, and goes when
 * its name is put or removed. A row is a hint that the grant has to confirm; it proves nothing by itself.
 */
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import type { NameStore } from '../../grants/grant.ts';
import { CONFLICT_RETRIES_MAX } from '../../limits.ts';
import { formatSender, parseSender, type Sender, type SenderName } from '../../sender.ts';
import {
  addressOfName,
  formerAddressOfName,
  parseNameRowKey,
  partitionOfName,
  type Keys,
} from '../../storage-addresses.ts';
import { createRowReader, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `names`. */
export function createTableNameStore(table: Table): NameStore {
  /** Reads and writes until no other write comes between; `write` returns false when one did. */
  async function untilWritten(write: () => Promise<boolean>): Promise<void> {
    for (let count = 0; count < CONFLICT_RETRIES_MAX; count++) if (await write()) return;
    throw new ConnectorError('conflict', { cause: new Error(`Table ${table.name}: a name keeps changing.`) });
  }

  function removeIf({ partitionKey, rowKey }: Keys, isRemoved: (row: Row) => boolean): Promise<void> {
    return untilWritten(async () => {
      const existing = await table.read(partitionKey, rowKey);
      return !existing || !isRemoved(existing) || table.remove(existing, existing.etag);
    });
  }

  return {
    async read(hostTenantId, value) {
      const partitionKey = partitionOfName(value);
      const { rows } = await table.query({ filter: odata`PartitionKey eq ${partitionKey}` });
      const found = new Map<SenderName['kind'], Sender>();
      for (const row of rows) {
        if (row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
        const key = parseNameRowKey(row.rowKey);
        if (!key) throw refuseRow(table.name, 'RowKey');
        const owner = readOwner(table.name, row, key.hostTenantId, hostTenantId);
        const isFormer = key.hostTenantId === undefined;
        if (owner && !(isFormer && found.has(key.kind))) found.set(key.kind, owner);
      }
      return [...found].map(([kind, sender]) => ({ kind, sender }));
    },
    async put(name, sender) {
      const entity = { ...addressOfName(sender.hostTenantId, name).keys, sender: formatSender(sender) };
      await untilWritten(async () => {
        const existing = await table.read(entity.partitionKey, entity.rowKey);
        if (existing?.['sender'] === entity.sender) return true;
        const written = existing ? table.replace(entity, existing.etag) : table.insert(entity);
        return written.then(
          () => true,
          (error: unknown) => {
            if (hasCode(error, 'conflict')) return false;
            throw error;
          },
        );
      });
      // A row that names no sender at all would be refused at every lookup, so it goes as well.
      await removeIf(formerAddressOfName(name).keys, (row) => {
        const owner = parseSender(String(row['sender']));
        return !owner || owner.hostTenantId === sender.hostTenantId;
      });
    },
    async remove(name, sender) {
      const leadsToSender = (row: Row) => row['sender'] === formatSender(sender);
      await removeIf(addressOfName(sender.hostTenantId, name).keys, leadsToSender);
      await removeIf(formerAddressOfName(name).keys, leadsToSender);
    },
  };
}

/** The owner if the row is of this tenant. `rowTenantId` is the one in its key, which must be that of its sender. */
function readOwner(table: string, row: Row, rowTenantId: string | undefined, hostTenantId: string): Sender | undefined {
  if (rowTenantId !== undefined && rowTenantId !== hostTenantId) return undefined;
  const sender = createRowReader(table, row).sender('sender');
  if (rowTenantId !== undefined && sender.hostTenantId !== rowTenantId) throw refuseRow(table, 'sender');
  return sender.hostTenantId === hostTenantId ? sender : undefined;
}
