/**
 * Lookups from a UPN or address to those who prove it in a host tenant, in the table `names`.
 *
 * Columns: sender (whoever has led there longest), others? (JSON; who else, while tenants contest the name). Keys: storage-addresses.ts.
 * Earlier releases wrote a row without the tenant in its key, which leads to one sender: it is read and deleted, never written, and
 * whom it leads to goes into the row with the tenant when that is written. A row is a hint that the grant has to confirm; it proves
 * nothing by itself.
 */
import { ConnectorError, hasCode } from '../../errors.ts';
import type { NameOwner, NameStore } from '../../grants/grant.ts';
import { CONFLICT_RETRIES_MAX, NAME_OWNERS_MAX } from '../../limits.ts';
import { formatSender, parseSender, type Sender, type SenderName } from '../../sender.ts';
import { addressOfName, formerAddressOfName, parseNameRowKey, type Keys } from '../../storage-addresses.ts';
import { odata } from './odata.ts';
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
      const { partitionKey, rowKey } = formerAddressOfName(name).keys;
      const earlier = await table.read(partitionKey, rowKey);
      const readable = earlier ? listSenders(table.name, earlier) : [];
      // Nobody can look the name up while it is there.
      if (earlier && readable.length === 0) await table.remove(earlier, earlier.etag);
      const inherited = readable.filter(isOfTenantOf(sender));
      let owners: Sender[] = [];
      await change(addressOfName(sender.hostTenantId, name).keys, (before) => {
        const known = [...before, ...inherited.filter((one) => !isOneOf(before, one))];
        const kept = known.filter((one) => !isOneOf(former, one)).slice(0, NAME_OWNERS_MAX);
        const isNew = !isOneOf(kept, sender);
        owners = isNew && kept.length < NAME_OWNERS_MAX ? [...kept, sender] : kept;
        return owners;
      });
      return isOneOf(owners, sender);
    },
    async remove(name, sender) {
      const without = (before: Sender[]) => before.filter((one) => !isOneOf([sender], one));
      // First, so that nobody puts whom it leads to into the other one again.
      await change(formerAddressOfName(name).keys, without);
      await change(addressOfName(sender.hostTenantId, name).keys, without);
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

function isOfTenantOf({ hostTenantId }: Sender): (other: Sender) => boolean {
  return (other) => other.hostTenantId === hostTenantId;
}

function isOneOf(senders: readonly Sender[], sender: Sender): boolean {
  return senders.some((one) => formatSender(one) === formatSender(sender));
}
