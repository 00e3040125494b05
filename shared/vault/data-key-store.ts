/**
 * The store of wrapped data encryption keys: one row per sender and generation, in a table of its own.
 *
 * Deleting a row is crypto-shredding: what was sealed under its key stays unreadable, unless a backup holds this row as well and the
 * key version that wrapped it can still unwrap. The store does not know how a key is wrapped.
 */
import type { Sender } from '../sender.ts';

/** One key in the forms of vault/stored-data-key.ts. */
export interface StoredDataKey {
  /** As vault/data-key.ts formats it. */
  wrapped: Uint8Array;
  /** As vault/sealed-key.ts formats it; absent in rows of an earlier release. */
  sealed?: Uint8Array;
}

export interface DataKeyRow extends StoredDataKey {
  sender: Sender;
  generation: number;
  etag: string;
}

export interface DataKeyStore {
  /** @throws ConnectorError `conflict` when the generation exists. */
  insert(sender: Sender, generation: number, stored: StoredDataKey): Promise<void>;
  read(sender: Sender, generation: number): Promise<DataKeyRow | undefined>;
  /** As `read`, with the seconds since the row was last written, by the clock of the storage. */
  readAged(sender: Sender, generation: number): Promise<{ row: DataKeyRow; ageSeconds: number } | undefined>;
  /** Replaces all that is stored of the key. @throws ConnectorError `conflict` when the row changed or is gone */
  replace(row: DataKeyRow, stored: StoredDataKey): Promise<void>;
  /** Deletes every generation of the sender, or only those below `before`; it is no error when there is none. */
  remove(sender: Sender, before?: number): Promise<void>;
  /** Deletes this row alone, unless it changed; it is no error when it is gone. */
  removeRow(row: DataKeyRow): Promise<void>;
  /** One page of all rows in key order, for rewrapping; `cursor` is opaque and absent after the last page. */
  list(top: number, cursor?: string): Promise<{ rows: DataKeyRow[]; cursor?: string }>;
}
