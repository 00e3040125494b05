import type { KeyReference } from '../../shared/vault/key-encryption-key.ts';
import { formatKeyLabel } from '../../shared/vault/key-reference.ts';
import type { TenantKeyRow, TenantKeyStore } from '../../shared/vault/tenant-key-store.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Tenant keys in memory. */
export function createMemoryTenantKeyStore(): TenantKeyStore {
  const rows = createMemoryRows<TenantKeyRow>();
  const keyOf = (hostTenantId: string, version: KeyReference) => `${hostTenantId} ${formatKeyLabel(version)}`;
  return {
    async insert(hostTenantId, version, row) {
      rows.insert(keyOf(hostTenantId, version), row);
    },
    async read(hostTenantId, version) {
      return rows.read(keyOf(hostTenantId, version))?.value;
    },
  };
}
