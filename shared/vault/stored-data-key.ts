/**
 * A data encryption key in the two forms in which its row keeps it, both under one version of the key encryption key:
 *
 *   wrapped   by the key encryption key itself (data-key.ts); all that earlier releases know
 *   sealed    under the tenant key of that version and the pepper, as this row (sealed-key.ts)
 *
 * Where `sealed` is there it alone is read, and a row in which it does not open is refused. A row without it was written by an
 * earlier release; the service unwraps it, and it is outdated. It decides neither what is kept in memory nor when rows move.
 */
import type { Sender } from '../sender.ts';
import { addressOfDataKey } from '../key-addresses.ts';
import type { DataKeyRow, StoredDataKey } from './data-key-store.ts';
import { isSuperseded, unwrapDataKey, wrapDataKey, type CurrentKey, type WrappedDataKey } from './data-key.ts';
import type { KeyEncryptionKeys, KeyReference } from './key-encryption-key.ts';
import { formatKeyLabel } from './key-reference.ts';
import type { KeyPlace, SealedKeys } from './sealed-key.ts';
import type { TenantKeys } from './tenant-keys.ts';

/** Both throw as `TenantKeys`. */
export interface StoredDataKeys {
  /** Both forms under the current version. */
  write(
    sender: Sender,
    generation: number,
    dataKey: Uint8Array,
  ): Promise<{ stored: StoredDataKey; version: KeyReference }>;
  /** `wrapped`: what the row's column of this name says. @throws ConnectorError `sealed_record_refused` */
  read(row: DataKeyRow, wrapped: WrappedDataKey): Promise<Uint8Array>;
}

export interface StoredDataKeysDependencies {
  keyEncryptionKeys: KeyEncryptionKeys;
  tenantKeys: TenantKeys;
  sealedKeys: SealedKeys;
}

export function createStoredDataKeys(dependencies: StoredDataKeysDependencies): StoredDataKeys {
  const { keyEncryptionKeys, tenantKeys, sealedKeys } = dependencies;
  return {
    async write(sender, generation, dataKey) {
      const { tenantKey, current } = await tenantKeys.current(sender.hostTenantId);
      const version = current.reference;
      const sealed = await sealedKeys.seal(placeOf(sender, generation, version), tenantKey, dataKey);
      return { stored: { wrapped: wrapDataKey(dataKey, current), sealed }, version };
    },
    async read({ sender, generation, sealed }, wrapped) {
      if (!sealed) return unwrapDataKey(keyEncryptionKeys, wrapped);
      const tenantKey = await tenantKeys.read(sender.hostTenantId, wrapped.key);
      return sealedKeys.open(placeOf(sender, generation, wrapped.key), tenantKey, sealed);
    },
  };
}

/** Whether a row is to be written again: under an older version than this one, or under this one by an earlier release. */
export function isOutdated({ sealed }: DataKeyRow, wrapped: WrappedDataKey, current: CurrentKey): boolean {
  // A version that is neither is a newer one, which this instance has not seen.
  const isCurrent = formatKeyLabel(wrapped.key) === formatKeyLabel(current.reference);
  return isSuperseded(wrapped, current) || (isCurrent && sealed === undefined);
}

function placeOf(sender: Sender, generation: number, version: KeyReference): KeyPlace {
  return { ...sender, address: addressOfDataKey(sender, generation), generation, version };
}
