/**
 * Lookups from a UPN or address to those who prove it in a host tenant, in the table `names`.
 *
 * Columns: sender (whoever has led there longest), others? (JSON; who else, while tenants contest the name). Keys: storage-addresses.ts.
 * Every lookup is kept twice, with and without the tenant in its key, so that an earlier release still finds it; both are read, because
 * an earlier release knows only one. The row without the tenant leads to one sender. A row is a hint that the grant has to confirm; it
 * proves nothing by itself.
 */
import { odata } from '@azure/data-tables';
import { ConnectorError, hasCode } from '../../errors.ts';
import type { NameOwner, NameStore } from '../../grants/grant.ts';
import { CONFLICT_RETRIES_MAX, NAME_OWNERS_MAX } from '../../limits.ts';
import { formatSender, parseSender, type Sender, type SenderName } from '../../sender.ts';
import { addressOfName, formerAddressOfName, parseNameRowKey, type Keys } from '../../storage-addresses.ts';
import { arrayOf, createRowReader, refuseRow, type Row } from './table-row.ts';
import type { Table } from './table.ts';

const parseOthers = arrayOf((item) => (typeof item === 'string' ? parseSender(item) : undefined));

/** Creates the store over the table `names`. */
export function createTableNameStore(table: Table): NameStore {
  /** Reads and writes until no other write comes between; `write` returns false when one did. */
  async function untilWritten(write: () => Promise<boolean>): Promise<void> {
    for (let count = 0; count < CONFLICT_RETRIES_MAX; count++) if (await write()) return;
    throw new ConnectorError('conflict', { cause: new Error(`Table ${table.name}: a name keeps changing.`) });
  }

  async function readPartition(partitionKey: string): Promise<NameOwner[]> {
    const { rows } = await table.query({ filter: odata`PartitionKey eq ${partitionKey}` });
    return rows.flatMap((row) => {
      if (row.partitionKey !== partitionKey) throw refuseRow(table.name, 'PartitionKey');
      const kind = parseNameRowKey(row.rowKey);
      if (!kind) throw refuseRow(table.name, 'RowKey');
      const senders = [createRowReader(table.name, row).sender('sender'), ...readOthers(table.name, row)];
      return senders.map((sender) => ({ kind, sender }));
    });
  }

  /** Writes what `edit` makes of those to whom the row leads; a row that leads to nobody is deleted. */
  function change(keys: Keys, edit: (senders: Sender[]) => readonly Sender[]): Promise<void> {
    return untilWritten(async () => {
      const existing = await table.read(keys.partitionKey, keys.rowKey);
      const before = existing ? listSenders(table.name, existing) : [];
      const [first, ...rest] = edit([...before]).map(formatSender);
      if (String([first, ...rest]) === String(before.map(formatSender))) return true;
      if (first === undefined) return existing ? table.remove(existing, existing.etag) : true;
      const entity = { ...keys, sender: first, ...(rest.length > 0 && { others: JSON.stringify(rest) }) };
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
    async put(name, sender, former = []) {
      let owners: Sender[] = [];
      await change(addressOfName(sender.hostTenantId, name).keys, (before) => {
        const kept = before.filter((one) => !isOneOf(former, one));
        const isNew = !isOneOf(kept, sender);
        const hasRoom = kept.length < NAME_OWNERS_MAX;
        owners = isNew && hasRoom ? [...kept, sender] : kept;
        return owners;
      });
      const isOfTenant = ({ hostTenantId }: Sender) => hostTenantId === sender.hostTenantId;
      await change(formerAddressOfName(name).keys, (before) =>
        before.every(isOfTenant) ? owners.slice(0, 1) : before,
      );
      return isOneOf(owners, sender);
    },
    async remove(name, sender) {
      let owners: Sender[] = [];
      await change(addressOfName(sender.hostTenantId, name).keys, (before) => {
        owners = before.filter((one) => !isOneOf([sender], one));
        return owners;
      });
      await change(formerAddressOfName(name).keys, (before) => (isOneOf(before, sender) ? owners.slice(0, 1) : before));
    },
  };
}

function readOthers(table: string, row: Row): Sender[] {
  const columns = createRowReader(table, row);
  return columns.optional('others', (column) => columns.json(column, parseOthers)) ?? [];
}

/** Of a row that is about to be written: a sender that nobody can read in it is written over. */
function listSenders(table: string, row: Row): Sender[] {
  const sender = parseSender(String(row['sender']));
  return [...(sender ? [sender] : []), ...readOthers(table, row)];
}

function isOneOf(senders: readonly Sender[], sender: Sender): boolean {
  return senders.some((one) => formatSender(one) === formatSender(sender));
}
