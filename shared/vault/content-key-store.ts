/**
 * The store of content keys: one row per host tenant and UTC day, outside the partitions of senders.
 *
 * A row is inserted once; of several instances that make one at the same moment, the first wins. Deleting it is crypto-shredding for
 * all content of that tenant and day. The store does not know what a row says.
 */
export interface StoredContentKey {
  /** As vault/sealed-key.ts formats it. */
  sealed: Uint8Array;
  /** When the version of the key encryption key to which it leads was created. */
  versionCreatedAt: Date;
}

export interface ContentKeyRow extends StoredContentKey {
  hostTenantId: string;
  /** `2026-11-24`. */
  day: string;
  etag: string;
}

export interface ContentKeyStore {
  /** @throws ConnectorError `conflict` when the tenant has a key of this day */
  insert(hostTenantId: string, day: string, stored: StoredContentKey): Promise<void>;
  read(hostTenantId: string, day: string): Promise<ContentKeyRow | undefined>;
  /** Replaces all that is stored of the key. @throws ConnectorError `conflict` when the row changed or is gone */
  replace(row: ContentKeyRow, stored: StoredContentKey): Promise<void>;
  /** Deletes at most `top` keys of days before this one, the oldest first; returns how many. */
  removeBefore(day: string, top: number): Promise<number>;
  /** Deletes the key of this tenant and day, whatever it is. */
  remove(hostTenantId: string, day: string): Promise<void>;
  /** One page of all rows, the oldest day first, for rewrapping; `cursor` is opaque and absent after the last page. */
  list(top: number, cursor?: string): Promise<{ rows: ContentKeyRow[]; cursor?: string }>;
}
