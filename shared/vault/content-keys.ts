/**
 * Creates, reads and destroys content keys: one per host tenant and UTC day, for the content of messages accepted on that day.
 *
 * Rows are the truth; opened keys stay in memory for at most CONTENT_KEY_CACHE_SECONDS. A destroyed key leaves this process at once,
 * and other processes when their copy expires. The sweep alone moves rows to a new version. It does not know when a day is over.
 */
import { createCache } from '../cache.ts';
import { CONTENT_KEY_CACHE_ENTRIES_MAX, CONTENT_KEY_CACHE_SECONDS, CONTENT_KEY_DAYS } from '../content-limits.ts';
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { endOfContentKeys } from '../key-addresses.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import type { ContentKeyStore } from './content-key-store.ts';
import { SECRET_BYTES } from './envelope.ts';
import { createRefusal } from './refusal.ts';
import type { StoredContentKeys } from './stored-content-key.ts';

/** All throw as the store and `StoredContentKeys`. */
export interface ContentKeys {
  /** The tenant's key of a day, made where there is none. */
  readOrCreate(hostTenantId: string, day: string): Promise<Uint8Array>;
  /** @throws ConnectorError `sealed_record_refused` when there is none */
  read(hostTenantId: string, day: string): Promise<Uint8Array>;
  /** A bounded number of keys of earlier days, the oldest first; returns how many were deleted. */
  destroyBefore(day: string): Promise<number>;
  /** Every key that a tenant may have. */
  destroyAll(hostTenantId: string): Promise<void>;
}

export interface ContentKeysDependencies {
  contentKeys: ContentKeyStore;
  storedContentKeys: StoredContentKeys;
  randomBytes: (size: number) => Uint8Array;
  now: () => Date;
}

export function createContentKeys(dependencies: ContentKeysDependencies): ContentKeys {
  const { contentKeys, storedContentKeys, randomBytes, now } = dependencies;
  const cache = createCache<Uint8Array>({
    entriesMax: CONTENT_KEY_CACHE_ENTRIES_MAX,
    lifetimeSeconds: CONTENT_KEY_CACHE_SECONDS,
    now,
  });

  async function load(hostTenantId: string, day: string): Promise<Uint8Array> {
    const row = await contentKeys.read(hostTenantId, day);
    if (!row) throw createRefusal('the content key was destroyed, or never was');
    return storedContentKeys.read(row);
  }

  async function loadOrCreate(hostTenantId: string, day: string): Promise<Uint8Array> {
    const row = await contentKeys.read(hostTenantId, day);
    if (row) return storedContentKeys.read(row);
    const contentKey = randomBytes(SECRET_BYTES);
    const { stored } = await storedContentKeys.write(hostTenantId, day, contentKey);
    try {
      await contentKeys.insert(hostTenantId, day, stored);
      return contentKey;
    } catch (error) {
      // Another instance was first, and its key is the one that counts.
      if (!hasCode(error, 'conflict')) throw error;
      return load(hostTenantId, day);
    }
  }

  return {
    readOrCreate: (hostTenantId, day) => cache.get(cacheKey(hostTenantId, day), () => loadOrCreate(hostTenantId, day)),
    read: (hostTenantId, day) => cache.get(cacheKey(hostTenantId, day), () => load(hostTenantId, day)),
    async destroyBefore(day) {
      const end = endOfContentKeys(day);
      try {
        return await contentKeys.removeBefore(day, TIMER_BATCH_MAX);
      } finally {
        // Also when only some were deleted: what is left is read again by whoever still may need it.
        // Stryker disable next-line EqualityOperator: a key goes on behind its day, so none equals a day.
        cache.deleteWhere((key) => key < end);
      }
    },
    async destroyAll(hostTenantId) {
      // A day more at both ends, because clocks differ.
      const days = Array.from({ length: CONTENT_KEY_DAYS + 3 }, (_, index) => dayBefore(now(), index - 1));
      try {
        await forEachConcurrently(days, TIMER_CONCURRENCY_MAX, (day) => contentKeys.remove(hostTenantId, day));
      } finally {
        cache.deleteWhere((key) => key.endsWith(`#${hostTenantId}`));
      }
    },
  };
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** Sorts by day. */
function cacheKey(hostTenantId: string, day: string): string {
  return `${day}#${hostTenantId}`;
}
