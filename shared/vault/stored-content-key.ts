/**
 * A content key in the form in which its row keeps it: sealed under the tenant key of one version of the key encryption key and the
 * pepper, as this row (sealed-key.ts). The header of the envelope names the version.
 *
 * When that version was created stands beside it in clear text, as in data-key.ts: it only orders versions, so that an instance that
 * has not seen the newest one never goes back. It decides neither what is kept in memory nor when rows move.
 */
import { addressOfContentKey } from '../key-addresses.ts';
import type { ContentKeyRow, StoredContentKey } from './content-key-store.ts';
import { secondsOf, type WrappedDataKey } from './data-key.ts';
import { parseEnvelope } from './envelope.ts';
import type { KeyReference } from './key-encryption-key.ts';
import { BROWSER_HELD } from './key-reference.ts';
import { createRefusal } from './refusal.ts';
import type { KeyPlace, SealedKeys } from './sealed-key.ts';
import type { TenantKeys } from './tenant-keys.ts';

/** Both throw as `TenantKeys`. */
export interface StoredContentKeys {
  /** Under the current version. */
  write(
    hostTenantId: string,
    day: string,
    contentKey: Uint8Array,
  ): Promise<{ stored: StoredContentKey; version: KeyReference }>;
  /** @throws ConnectorError `sealed_record_refused` */
  read(row: ContentKeyRow): Promise<Uint8Array>;
}

export interface StoredContentKeysDependencies {
  tenantKeys: TenantKeys;
  sealedKeys: SealedKeys;
}

export function createStoredContentKeys({ tenantKeys, sealedKeys }: StoredContentKeysDependencies): StoredContentKeys {
  return {
    async write(hostTenantId, day, contentKey) {
      const { tenantKey, current } = await tenantKeys.current(hostTenantId);
      const version = current.reference;
      const sealed = await sealedKeys.seal(placeOf(hostTenantId, day, version), tenantKey, contentKey);
      return { stored: { sealed, versionCreatedAt: current.createdAt }, version };
    },
    async read(row) {
      const { hostTenantId, day, sealed } = row;
      const { key: version } = versionOf(row);
      const tenantKey = await tenantKeys.read(hostTenantId, version);
      return sealedKeys.open(placeOf(hostTenantId, day, version), tenantKey, sealed);
    },
  };
}

/** What a row says of its version; nothing of it is proven before it is opened. @throws ConnectorError `sealed_record_refused` */
export function versionOf({
  sealed,
  versionCreatedAt,
}: StoredContentKey): Pick<WrappedDataKey, 'key' | 'keyCreatedSeconds'> {
  const { key } = parseEnvelope(sealed).header;
  if (key.index === BROWSER_HELD.index) throw createRefusal('a content key under no key encryption key');
  return { key, keyCreatedSeconds: secondsOf(versionCreatedAt) };
}

function placeOf(hostTenantId: string, day: string, version: KeyReference): KeyPlace {
  return { address: addressOfContentKey(hostTenantId, day), hostTenantId, hostObjectId: '', generation: 0, version };
}
