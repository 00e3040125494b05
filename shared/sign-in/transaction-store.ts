/**
 * Where it is kept that an authorization transaction was used: inserted once, by digest, and by nobody who was not asked for.
 *
 * A transaction itself is in its state, so starting one stores nothing. Rows are grouped by the time bucket in which the
 * transaction expires, so that the sweep reads expired ones and nothing else.
 */
export interface TransactionKey {
  /** End of the bucket, seconds since the epoch, ten digits. */
  bucket: string;
  /** SHA-256 of the state's id, hex. */
  digest: string;
}

export interface TransactionStore {
  /** Records that it was used; false when it was before. A lost answer to an own record counts as that record. */
  use(key: TransactionKey): Promise<boolean>;
  /** Deletes up to `top` rows whose bucket ended before `now`; returns how many. */
  sweep(now: Date, top: number): Promise<number>;
}
