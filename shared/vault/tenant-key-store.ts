/**
 * The store of tenant keys: one row per host tenant and version of the key encryption key, inserted once and never changed.
 *
 * Instances that make one at the same moment agree on the row that was there first. The store does not know what a row says.
 */
import type { KeyReference } from './key-encryption-key.ts';

export interface TenantKeyRow {
  /** A secret of this row, as vault/data-key.ts formats it. */
  wrapped: Uint8Array;
  /** The tenant key under that secret, an envelope. */
  sealed: Uint8Array;
}

export interface TenantKeyStore {
  /** @throws ConnectorError `conflict` when the tenant has a key of this version */
  insert(hostTenantId: string, version: KeyReference, row: TenantKeyRow): Promise<void>;
  read(hostTenantId: string, version: KeyReference): Promise<TenantKeyRow | undefined>;
}
