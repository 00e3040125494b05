/**
 * Lookups from a UPN or address to its last proven owner in a host tenant, in the table `names`.
 *
 * Column: sender. Keys: storage-addresses.ts. Every lookup is kept twice, with and without the tenant in its key, so that an
 * earlier release still finds it; both are read, because an earlier release knows only one. A row is a hint that the grant
 * has to confirm; it proves nothing by itself.
 */
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import type { NameStore } from '../../grants/grant.ts';
import { CONFLICT_RETRIES_MAX } from '../../limits.ts';
import { formatSender, parseSender, type Sender, type SenderName } from '../../sender.ts';
import { addressOfName, formerAddressOfName, parseNameRowKey, type Keys } from '../../storage-addresses.ts';
import { createRowReader, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

type Owner = Awaited<ReturnType<NameStore['read']>>[number];

/** Creates the store over the table `names`. */
export function createTableNameStore(table: Table): NameStore {
  /** Reads and writes until no other write comes between; `write` returns false when one did. */
  async function untilWritten(write: () => Promise<boolean>): Promise<void> {
    for (let count = 0; count < CONFLICT_RETRIES_MAX; count++) if (await write()) return;
    throw new ConnectorError('conflict', { cause: new Error(`Table ${table.name}: a name keeps changing.`) });
  }

  async function readPartition(partitionKey: string): Promise<Owner[]> {
    const { rows } = await table.query({ filter: odata`PartitionKey eq ${partitionKey}` });
    return rows.map((row) => {
      if (row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
      const kind = parseNameRowKey(row.rowKey);
      if (!kind) throw refuseRow(table.name, 'RowKey');
      return { kind, sender: createRowReader(table.name, row).sender('sender') };
    });
  }

  /** Leaves a row that `mayReplace` does not allow to change. */
  function putAt(keys: Keys, sender: Sender, mayReplace: (row: Row) => boolean): Promise<void> {
    const entity = { ...keys, sender: formatSender(sender) };
    return untilWritten(async () => {
      const existing = await table.read(keys.partitionKey, keys.rowKey);
      if (existing && (existing['sender'] === entity.sender || !mayReplace(existing))) return true;
      const written = existing ? table.replace(entity, existing.etag) : table.insert(entity);
      return written.then(
        () => true,
        (error: unknown) => {
          if (hasCode(error, 'conflict')) return false;
          throw error;
        },
      );
    });
  }

  function removeAt({ partitionKey, rowKey }: Keys, sender: Sender): Promise<void> {
    return untilWritten(async () => {
      const existing = await table.read(partitionKey, rowKey);
      if (existing?.['sender'] !== formatSender(sender)) return true;
      return table.remove(existing, existing.etag);
    });
  }

  return {
    async read(hostTenantId, value) {
      const name: SenderName = { kind: 'address', value };
      const [own, former] = await Promise.all([
        readPartition(addressOfName(hostTenantId, name).keys.partitionKey),
        readPartition(formerAddressOfName(name).keys.partitionKey),
      ]);
      if (own.some(({ sender }) => sender.hostTenantId !== hostTenantId)) throw refuseRow(table.name, 'sender');
      const owners = [...own, ...former.filter(({ sender }) => sender.hostTenantId === hostTenantId)];
      return [...new Map(owners.map((owner) => [`${owner.kind} ${formatSender(owner.sender)}`, owner])).values()];
    },
    async put(name, sender) {
      const isOfTenant = (row: Row) => {
        const owner = parseSender(String(row['sender']));
        return !owner || owner.hostTenantId === sender.hostTenantId;
      };
      await putAt(addressOfName(sender.hostTenantId, name).keys, sender, () => true);
      await putAt(formerAddressOfName(name).keys, sender, isOfTenant);
    },
    async remove(name, sender) {
      await removeAt(addressOfName(sender.hostTenantId, name).keys, sender);
      await removeAt(formerAddressOfName(name).keys, sender);
    },
  };
}
