/**
 * Tenant keys in the table `keys`, outside the partitions of senders.
 *
 * Columns: wrapped, sealed (binary). Keys: storage-addresses.ts. Rows are inserted and read, never changed; an insert whose answer
 * was lost is recognised by the bytes of the columns, which are random.
 */
import { addressOfTenantKey } from '../../key-addresses.ts';
import type { KeyReference } from '../../vault/key-encryption-key.ts';
import { formatKeyLabel } from '../../vault/key-reference.ts';
import type { TenantKeyStore } from '../../vault/tenant-key-store.ts';
import { createRowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `keys`. */
export function createTableTenantKeyStore(table: Table): TenantKeyStore {
  const keysOf = (hostTenantId: string, version: KeyReference) =>
    addressOfTenantKey(hostTenantId, formatKeyLabel(version)).keys;
  return {
    async insert(hostTenantId, version, { wrapped, sealed }) {
      await table.insert({ ...keysOf(hostTenantId, version), wrapped, sealed });
    },
    async read(hostTenantId, version) {
      const { partitionKey, rowKey } = keysOf(hostTenantId, version);
      const row = await table.read(partitionKey, rowKey);
      const columns = row && createRowReader(table.name, row);
      return columns && { wrapped: columns.bytes('wrapped'), sealed: columns.bytes('sealed') };
    },
  };
}
