/**
 * The keys between the key management service and the many data encryption keys: one per host tenant and version of the key
 * encryption key, so that the service is asked per tenant and hour, not per sender.
 *
 * A tenant key is never wrapped again: a new version brings a new one, and the data keys move to it. So everything that an old
 * version can open ends with that version. Rows are inserted once; keys stay in memory for at most TENANT_KEY_CACHE_SECONDS.
 */
import { createCache } from '../cache.ts';
import { hasCode } from '../errors.ts';
import { TENANT_KEY_CACHE_ENTRIES_MAX, TENANT_KEY_CACHE_SECONDS } from '../limits.ts';
import { addressOfTenantKey } from '../key-addresses.ts';
import { parseWrappedDataKey, unwrapDataKey, wrapDataKey, type CurrentKey } from './data-key.ts';
import { SECRET_BYTES } from './envelope.ts';
import type { KeyEncryptionKeys, KeyReference } from './key-encryption-key.ts';
import { formatKeyLabel } from './key-reference.ts';
import { createRefusal } from './refusal.ts';
import type { KeyPlace, SealedKeys } from './sealed-key.ts';
import type { TenantKeyRow, TenantKeyStore } from './tenant-key-store.ts';

/** All throw as the store, `Peppers` and `KeyEncryptionKeys`. */
export interface TenantKeys {
  /** The tenant's key of the current version, made where there is none. */
  current(hostTenantId: string): Promise<{ tenantKey: Uint8Array; current: CurrentKey }>;
  /** @throws ConnectorError `sealed_record_refused` when there is none of this version */
  read(hostTenantId: string, version: KeyReference): Promise<Uint8Array>;
}

export interface TenantKeysDependencies {
  keyEncryptionKeys: KeyEncryptionKeys;
  tenantKeys: TenantKeyStore;
  sealedKeys: SealedKeys;
  randomBytes: (size: number) => Uint8Array;
  now: () => Date;
}

export function createTenantKeys(dependencies: TenantKeysDependencies): TenantKeys {
  const { keyEncryptionKeys, tenantKeys, sealedKeys, randomBytes, now } = dependencies;
  const cache = createCache<Uint8Array>({
    entriesMax: TENANT_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: TENANT_KEY_CACHE_SECONDS,
    now,
  });

  async function open(hostTenantId: string, version: KeyReference, row: TenantKeyRow): Promise<Uint8Array> {
    const wrapped = parseWrappedDataKey(row.wrapped);
    if (formatKeyLabel(wrapped.key) !== formatKeyLabel(version)) throw createRefusal('a tenant key of another version');
    const secret = await unwrapDataKey(keyEncryptionKeys, wrapped);
    return sealedKeys.open(placeOf(hostTenantId, version), secret, row.sealed);
  }

  async function load(hostTenantId: string, version: KeyReference): Promise<Uint8Array> {
    const row = await tenantKeys.read(hostTenantId, version);
    if (!row) throw createRefusal('there is no such tenant key');
    return open(hostTenantId, version, row);
  }

  async function loadOrCreate(hostTenantId: string, current: CurrentKey): Promise<Uint8Array> {
    const version = current.reference;
    const row = await tenantKeys.read(hostTenantId, version);
    if (row) return open(hostTenantId, version, row);
    const tenantKey = randomBytes(SECRET_BYTES);
    const secret = randomBytes(SECRET_BYTES);
    const sealed = await sealedKeys.seal(placeOf(hostTenantId, version), secret, tenantKey);
    try {
      await tenantKeys.insert(hostTenantId, version, { wrapped: wrapDataKey(secret, current), sealed });
      return tenantKey;
    } catch (error) {
      // Another instance was first, and its key is the one that counts.
      if (!hasCode(error, 'conflict')) throw error;
      return load(hostTenantId, version);
    }
  }

  return {
    async current(hostTenantId) {
      const current = await keyEncryptionKeys.current();
      const key = cacheKey(hostTenantId, current.reference);
      return { tenantKey: await cache.get(key, () => loadOrCreate(hostTenantId, current)), current };
    },
    read: (hostTenantId, version) => cache.get(cacheKey(hostTenantId, version), () => load(hostTenantId, version)),
  };
}

function placeOf(hostTenantId: string, version: KeyReference): KeyPlace {
  const address = addressOfTenantKey(hostTenantId, formatKeyLabel(version));
  return { address, hostTenantId, hostObjectId: '', generation: 0, version };
}

function cacheKey(hostTenantId: string, version: KeyReference): string {
  return `${hostTenantId}#${formatKeyLabel(version)}`;
}
