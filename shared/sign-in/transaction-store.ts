/**
 * Where authorization transactions are kept between a redirect and its callback: insert once, take once.
 *
 * The key is derived from the state, so a row cannot be found without it; the content is sealed bytes. Rows are grouped by
 * the time bucket in which they expire, so that the sweep reads expired ones and nothing else.
 */
export interface TransactionKey {
  /** End of the bucket, seconds since the epoch, ten digits. */
  bucket: string;
  /** SHA-256 of the state, hex. */
  digest: string;
}

export interface TransactionStore {
  insert(key: TransactionKey, sealed: Uint8Array): Promise<void>;
  read(key: TransactionKey): Promise<{ sealed: Uint8Array; etag: string } | undefined>;
  /** Deletes by ETag; false when another request took it first. */
  take(key: TransactionKey, etag: string): Promise<boolean>;
  /** Deletes up to `top` rows whose bucket ended before `now`; returns how many. */
  sweep(now: Date, top: number): Promise<number>;
}
